package paysig

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/paysig/paysig/go/internal/native"
)

// Verifier verifies messages of one scheme with one or more sets of credentials.
//
// Any number of goroutines may use it at once. Close it to wipe the credentials from memory; one that is not closed is freed after it
// was collected.
type Verifier struct {
	scheme string
	native *native.Verifier
	// reads are the names of the headers that the library reads, and is given.
	reads []string
}

// NewVerifier makes a verifier of the scheme of this id, such as "solidgate/webhook", with [Credentials] or a [Keyring] of several
// sets. Every mistake in credentials and options is found here.
func NewVerifier(scheme string, credentials VerifierCredentials, options ...Option) (*Verifier, error) {
	if isNil(credentials) {
		credentials = Credentials(nil)
	}
	fields, err := credentials.fields()
	if err != nil {
		return nil, err
	}
	building := optionFields(options)
	made, failure := native.NewVerifier(scheme, fields, building)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	reads, err := readHeaders(scheme, building)
	if err != nil {
		return nil, err // not with a library that knew the scheme just now; what was made is freed once it is collected
	}
	return &Verifier{scheme, made, reads}, nil
}

// Verify checks that a message is authentic and, where a timestamp is signed, fresh. Any error means: do not trust it.
//
// The headers are all that came, repeated ones repeated, and the body is the raw one, before any parser touched it. A body that came
// empty is an empty slice, as io.ReadAll gives it; nil means that it was not read, and is an [ErrMissingBody]. Where the scheme signs
// method or URL, give them with [WithRequest].
func (v *Verifier) Verify(headers http.Header, body []byte, options ...MessageOption) (*Verified, error) {
	if v == nil || v.native == nil {
		return nil, closed("the verifier")
	}
	var buffer [1024]byte
	packed, err := packRead(buffer[:0], headers, v.reads)
	if err != nil {
		return nil, err
	}
	read := readOptions("", "", body, options)
	found, failure := v.native.Verify(packed, &read.message, read.withReplayKey)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	return &Verified{v.scheme, found, body, read.withReplayKey}, nil
}

// Scheme is the scheme's id.
func (v *Verifier) Scheme() string {
	if v == nil {
		return ""
	}
	return v.scheme
}

// Close wipes the credentials once no call uses them any more. Later calls fail with [ErrClosed]. It never fails, and can be called
// again.
func (v *Verifier) Close() error {
	if v != nil && v.native != nil {
		v.native.Close()
	}
	return nil
}

// String gives the scheme's id, and nothing of the credentials.
func (v *Verifier) String() string { return "paysig.Verifier(" + v.Scheme() + ")" }

// GoString is String.
func (v *Verifier) GoString() string { return v.String() }

// Verified is an authentic message: which credentials it matched, and what of it is authentic. A nil one, and one that [Verifier.Verify] did
// not give, vouches for nothing.
type Verified struct {
	scheme string
	found  native.Verified
	body   []byte
	// withReplayKey tells a key that nobody asked for from one that cannot be.
	withReplayKey bool
}

// Scheme is the scheme's id.
func (v *Verified) Scheme() string {
	if v == nil {
		return ""
	}
	return v.scheme
}

// Label is that of the credentials that matched.
func (v *Verified) Label() string {
	if v == nil {
		return ""
	}
	return v.found.Label
}

// Timestamp is the signed time, to the millisecond, where the scheme signs one.
func (v *Verified) Timestamp() (time.Time, bool) {
	if v == nil || v.scheme == "" || v.found.TimestampMS == native.NoTimestamp {
		return time.Time{}, false
	}
	return time.UnixMilli(v.found.TimestampMS), true
}

// Covers is what is authentic, in the order in which it was signed: names of credentials, "timestamp", "method", "path", "query",
// "body". Nothing else of the message is: not its other headers, and not its body unless "body" is named.
func (v *Verified) Covers() []string {
	if v == nil || v.found.Covers == "" {
		return nil
	}
	return strings.Split(v.found.Covers, ",")
}

// ReplayKey is the same for every copy of the message, so that a copy can be told from news. A gateway that repeats a message repeats it
// too: record it after the message was processed.
//
// It fails with [ErrNoReplayKey] where the body is not authentic, and with another [ErrInvalidArgument] where the message was not verified
// [WithReplayKey]. [Webhook] asks for it. Beside an error the key is all zero: never record that one, or look it up, since every message
// without a key would pass for a copy of the first.
func (v *Verified) ReplayKey() ([32]byte, error) {
	switch {
	case v == nil || v.scheme == "":
		return [32]byte{}, failWith(ErrInvalidArgument, "the verified message is nil, or not one that Verify gave")
	case !v.withReplayKey:
		return [32]byte{}, failWith(ErrInvalidArgument, "this message was verified without a replay key: pass WithReplayKey to Verify")
	case !v.found.HasReplayKey:
		return [32]byte{}, &Error{ErrInvalidArgument.Code, ErrInvalidArgument.Number, Input,
			v.scheme + ": the body is not signed, so nothing tells a copy of this message from news", ErrNoReplayKey}
	}
	return v.found.ReplayKey, nil
}

// Body is the body, if it is authentic. It is the slice that was verified: what changes that changes this.
func (v *Verified) Body() ([]byte, bool) {
	if !slices.Contains(v.Covers(), "body") {
		return nil, false
	}
	return v.body, true
}

// UnauthenticatedBody is the body of a message whose body nobody vouches for: anyone on the way could have changed it. Read it only to
// find what to ask the gateway for.
func (v *Verified) UnauthenticatedBody() []byte {
	if v == nil {
		return nil
	}
	return v.body
}

// String gives the scheme, the label and what is covered, and nothing of the body.
func (v *Verified) String() string {
	return "paysig.Verified(" + v.Scheme() + " by " + v.Label() + "; covers: " + strings.Join(v.Covers(), ", ") + ")"
}

// GoString is String.
func (v *Verified) GoString() string { return v.String() }
