package paysig

import (
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/paysig/paysig/go/internal/native"
)

// Credentials are named values, such as "secret_key", with the names that the scheme lists. Keys are PEM text or DER bytes.
//
// Printing or logging credentials shows their names only.
type Credentials map[string]string

// Keyring is several sets of credentials, tried in this order: for several accounts, and while keys are being rotated.
type Keyring []Labelled

// Labelled is a set of credentials with a label of 1 to 64 visible ASCII characters, which [Verified.Label] gives back.
type Labelled struct {
	Label       string
	Credentials Credentials
}

// VerifierCredentials is what a verifier takes: [Credentials], labelled "default", or a [Keyring].
type VerifierCredentials interface {
	fields() ([]native.Field, error)
}

// isNil tells whether there are none; nil pointers have the method too.
func isNil(credentials VerifierCredentials) bool {
	switch given := credentials.(type) {
	case *Credentials:
		return given == nil
	case *Keyring:
		return given == nil
	default:
		return given == nil
	}
}

func (c Credentials) fields() ([]native.Field, error) { return c.labelled(nil), nil }

// The library takes one list in which each value has a label: an empty set, or one label for two sets, would not be seen there. A label is
// not repeated: a secret may stand in its place.
func (k Keyring) fields() ([]native.Field, error) {
	var fields []native.Field
	for i, set := range k {
		if len(set.Credentials) == 0 {
			return nil, failWith(ErrMissingCredential, "set %d of the keyring has no credentials", i+1)
		}
		if j := slices.IndexFunc(k[:i], func(earlier Labelled) bool { return earlier.Label == set.Label }); j >= 0 {
			return nil, failWith(ErrDuplicateCredential, "sets %d and %d of the keyring have the same label; give each its own", j+1, i+1)
		}
		fields = append(fields, set.Credentials.labelled(&k[i].Label)...)
	}
	return fields, nil
}

// Sorted, so that of several mistakes the same one is told each time.
func (c Credentials) labelled(label *string) []native.Field {
	fields := make([]native.Field, 0, len(c))
	for _, name := range slices.Sorted(maps.Keys(c)) {
		fields = append(fields, native.Field{Name: name, Value: c[name], Label: label})
	}
	return fields
}

// String gives the names.
func (c Credentials) String() string {
	return "paysig.Credentials(" + strings.Join(slices.Sorted(maps.Keys(c)), ", ") + ")"
}

// GoString gives the names.
func (c Credentials) GoString() string { return c.String() }

// LogValue gives the names.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.String()) }
