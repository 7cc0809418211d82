package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"hash"
	"sync"
)

// documented is a snippet: it makes the signature anew, from joined strings, and compares with it.
type documented func(timestamp string, body []byte) string

func (d documented) sign(timestamp string, body []byte) string { return d(timestamp, body) }

func (d documented) verify(signature, timestamp string, body []byte) bool {
	return hmac.Equal([]byte(signature), []byte(d(timestamp, body)))
}

func hmacOf(hash func() hash.Hash, key, message string) []byte {
	mac := hmac.New(hash, []byte(key))
	mac.Write([]byte(message))
	return mac.Sum(nil)
}

// keptMAC is the best by hand: keyed MACs that are used again, with their buffers, by one goroutine after the other.
type keptMAC struct {
	kept   sync.Pool
	encode func(to, sum []byte) []byte
	feed   func(to hash.Hash, text *scratch, timestamp string, body []byte)
}

type keyed struct {
	mac       hash.Hash
	text      scratch
	sum, made []byte
}

// scratch is where strings become bytes, which hashes take.
type scratch []byte

func (s *scratch) write(to hash.Hash, texts ...string) {
	*s = (*s)[:0]
	for _, text := range texts {
		*s = append(*s, text...)
	}
	to.Write(*s)
}

func keepMAC(
	of func() hash.Hash, encode func(to, sum []byte) []byte,
	feed func(to hash.Hash, text *scratch, timestamp string, body []byte),
) *keptMAC {
	return &keptMAC{sync.Pool{New: func() any { return &keyed{mac: hmac.New(of, []byte(secret))} }}, encode, feed}
}

// make is given back with the text of the signature in it.
func (k *keptMAC) make(timestamp string, body []byte) *keyed {
	keyed := k.kept.Get().(*keyed)
	keyed.mac.Reset()
	k.feed(keyed.mac, &keyed.text, timestamp, body)
	keyed.sum = keyed.mac.Sum(keyed.sum[:0])
	keyed.made = k.encode(keyed.made[:0], keyed.sum)
	return keyed
}

func (k *keptMAC) sign(timestamp string, body []byte) string {
	keyed := k.make(timestamp, body)
	defer k.kept.Put(keyed)
	return string(keyed.made)
}

func (k *keptMAC) verify(signature, timestamp string, body []byte) bool {
	keyed := k.make(timestamp, body)
	defer k.kept.Put(keyed)
	keyed.text = append(keyed.text[:0], signature...)
	return hmac.Equal(keyed.text, keyed.made)
}

func justBody(to hash.Hash, _ *scratch, _ string, body []byte) { to.Write(body) }

func timestampAndBody(to hash.Hash, text *scratch, timestamp string, body []byte) {
	text.write(to, timestamp)
	to.Write(body)
}

func hexText(to, sum []byte) []byte    { return hex.AppendEncode(to, sum) }
func base64Text(to, sum []byte) []byte { return base64.StdEncoding.AppendEncode(to, sum) }

func base64OfHex(to, sum []byte) []byte {
	var digits [2 * 64]byte
	return base64.StdEncoding.AppendEncode(to, hex.AppendEncode(digits[:0], sum))
}

// documentedRSA reads the key for each message.
type documentedRSA struct{ privatePEM, publicPEM string }

func (d documentedRSA) sign(_ string, body []byte) string {
	return keepRSA(d.privatePEM, "").sign("", body)
}

func (d documentedRSA) verify(signature, _ string, body []byte) bool {
	return keepRSA("", d.publicPEM).verify(signature, "", body)
}

// keptRSA is crypto/rsa with keys that were read before.
type keptRSA struct {
	private *rsa.PrivateKey
	public  *rsa.PublicKey
}

func keepRSA(privatePEM, publicPEM string) (keys keptRSA) {
	if privatePEM != "" {
		block, _ := pem.Decode([]byte(privatePEM))
		keys.private = must(x509.ParsePKCS8PrivateKey(block.Bytes)).(*rsa.PrivateKey)
	}
	if publicPEM != "" {
		block, _ := pem.Decode([]byte(publicPEM))
		keys.public = must(x509.ParsePKIXPublicKey(block.Bytes)).(*rsa.PublicKey)
	}
	return keys
}

func (k keptRSA) sign(_ string, body []byte) string {
	digest := sha256.Sum256(body)
	return base64.StdEncoding.EncodeToString(must(rsa.SignPKCS1v15(nil, k.private, crypto.SHA256, digest[:])))
}

func (k keptRSA) verify(signature, _ string, body []byte) bool {
	digest := sha256.Sum256(body)
	decoded, err := base64.StdEncoding.DecodeString(signature)
	return err == nil && rsa.VerifyPKCS1v15(k.public, crypto.SHA256, digest[:], decoded) == nil
}

// constant is Basic by hand: a text made once.
type constant string

func (c constant) sign(string, []byte) string { return string(c) }

func (c constant) verify(signature, _ string, _ []byte) bool {
	return len(signature) == len(c) && subtle.ConstantTimeCompare([]byte(signature), []byte(c)) == 1
}
