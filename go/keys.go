package paysig

import (
	"encoding/json"

	"github.com/paysig/paysig/go/internal/native"
)

// Key is an RSA key: a private one, which has its public half as well, or a public one. Credentials take keys as text or bytes; this is
// for making, converting and opening them.
//
// Any number of goroutines may use it at once. Close it to wipe it from memory.
type Key struct {
	native *native.Key
}

// KeyEncoding is how a key is written.
type KeyEncoding uint32

const (
	// PEM is text between the lines -----BEGIN …----- and -----END …-----.
	PEM = KeyEncoding(native.PEM)
	// DER is bytes.
	DER = KeyEncoding(native.DER)
)

// GenerateKey makes a private key of 2048, 3072 or 4096 bits. It takes from a tenth of a second to several seconds.
func GenerateKey(bits int) (*Key, error) {
	if bits < 0 || bits > 1<<20 {
		bits = 0 // no size that a key has; the library says which ones there are
	}
	return newKey(native.GenerateKey(uint32(bits)))
}

// ReadPrivateKey reads a private key, PEM or DER: PKCS#1, PKCS#8, or encrypted PKCS#8, which needs a passphrase; nil is none.
func ReadPrivateKey(material, passphrase []byte) (*Key, error) {
	return newKey(native.ReadKey(native.PrivateHalf, material, passphrase))
}

// ReadPublicKey reads a public key, PEM or DER: SPKI, PKCS#1, or the key of an X.509 certificate, whose dates, names and chain are not
// checked.
func ReadPublicKey(material []byte) (*Key, error) {
	return newKey(native.ReadKey(native.PublicHalf, material, nil))
}

func newKey(made *native.Key, failure native.Failure) (*Key, error) {
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	return &Key{made}, nil
}

// WritePrivate gives the private half as PKCS#8, encrypted with the passphrase (PBKDF2-HMAC-SHA-256 and AES-256-CBC). A file of it should be
// readable by its owner only.
//
// With a nil passphrase it is not encrypted. One that is empty and not nil, as []byte(os.Getenv("UNSET")) is, fails with
// [ErrEmptyCredential]; but what bytes.TrimSpace leaves of an empty file is nil, so look whether there is one.
func (k *Key) WritePrivate(encoding KeyEncoding, passphrase []byte) ([]byte, error) {
	return k.write(native.PrivateHalf, encoding, passphrase)
}

// WritePublic gives the public half as SPKI.
func (k *Key) WritePublic(encoding KeyEncoding) ([]byte, error) {
	return k.write(native.PublicHalf, encoding, nil)
}

func (k *Key) write(half uint32, encoding KeyEncoding, passphrase []byte) ([]byte, error) {
	if k == nil || k.native == nil {
		return nil, closed("the key")
	}
	written, failure := k.native.Write(half, uint32(encoding), passphrase)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	return []byte(written), nil
}

// Close wipes the key once no call uses it any more. Later calls fail with [ErrClosed]. It never fails, and can be called again.
func (k *Key) Close() error {
	if k != nil && k.native != nil {
		k.native.Close()
	}
	return nil
}

// String says that it is a key, and nothing of it.
func (k *Key) String() string { return "paysig.Key" }

// GoString is String.
func (k *Key) GoString() string { return k.String() }

// KeyReport is what a piece of key material is. All of it may be shown to anybody.
type KeyReport struct {
	// Kind is "private" or "public".
	Kind string `json:"kind"`
	// Form is "pkcs1", "pkcs8", "encrypted_pkcs8", "spki" or "certificate", and Encoding "pem" or "der".
	Form     string `json:"form"`
	Encoding string `json:"encoding"`
	// Bits is the size of the modulus.
	Bits     int    `json:"bits"`
	Exponent uint32 `json:"exponent"`
	// Fingerprint is the SHA-256 of the public key's SPKI in hex: two keys with the same one belong together.
	Fingerprint string `json:"fingerprint"`
}

// InspectKey says what the first key or certificate in some material is. A nil passphrase is none.
func InspectKey(material, passphrase []byte) (*KeyReport, error) {
	found, failure := native.InspectKey(material, passphrase)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	report := &KeyReport{}
	if err := json.Unmarshal([]byte(found), report); err != nil {
		return nil, unreadable(err)
	}
	return report, nil
}
