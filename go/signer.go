package paysig

import (
	"encoding/json"
	"strings"

	"github.com/paysig/paysig/go/internal/native"
)

// Signer signs messages of one scheme with one set of credentials.
//
// Any number of goroutines may use it at once. Close it to wipe the credentials from memory; one that is not closed is freed after it
// was collected.
type Signer struct {
	scheme string
	native *native.Signer
}

// NewSigner makes a signer of the scheme of this id, such as "solidgate/request". Every mistake in credentials and options is found
// here.
func NewSigner(scheme string, credentials Credentials, options ...Option) (*Signer, error) {
	made, failure := native.NewSigner(scheme, credentials.labelled(nil), optionFields(options))
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	return &Signer{scheme: scheme, native: made}, nil
}

// Sign gives the headers that prove a message, in the scheme's order.
//
// Method, URL and body are those that go over the wire, to the byte; a body of nil is empty. For a response, method and URL are those
// of the request that it answers; for a webhook they may be empty.
func (s *Signer) Sign(method, url string, body []byte, options ...MessageOption) (Headers, error) {
	if s == nil || s.native == nil {
		return nil, closed("the signer")
	}
	read := readOptions(method, url, body, options)
	packed, failure := s.native.Sign(&read.message)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	return unpack(packed), nil
}

// StringToSign shows the exact bytes that [Signer.Sign] signs for the same arguments.
func (s *Signer) StringToSign(method, url string, body []byte, options ...MessageOption) (StringToSign, error) {
	if s == nil || s.native == nil {
		return nil, closed("the signer")
	}
	read := readOptions(method, url, body, options)
	described, failure := s.native.StringToSign(&read.message)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	var parsed struct {
		Parts StringToSign `json:"parts"`
	}
	if err := json.Unmarshal([]byte(described), &parsed); err != nil {
		return nil, unreadable(err)
	}
	return parsed.Parts, nil
}

// Scheme is the scheme's id.
func (s *Signer) Scheme() string {
	if s == nil {
		return ""
	}
	return s.scheme
}

// Close wipes the credentials once no call uses them any more. Later calls fail with [ErrClosed]. It never fails, and can be called
// again.
func (s *Signer) Close() error {
	if s != nil && s.native != nil {
		s.native.Close()
	}
	return nil
}

// String gives the scheme's id, and nothing of the credentials.
func (s *Signer) String() string { return "paysig.Signer(" + s.Scheme() + ")" }

// GoString is String.
func (s *Signer) GoString() string { return s.String() }

// StringToSign is what is signed: named parts that follow each other without separators. Schemes that sign nothing have none.
type StringToSign []SignedPart

// SignedPart is one part of what is signed.
type SignedPart struct {
	// Name is the credential's name, "timestamp", "method", "path", "query", "body" or "literal".
	Name string `json:"name"`
	// Bytes are the exact bytes; nil for a secret.
	Bytes []byte `json:"base64"`
	// Secret parts are signed and not shown.
	Secret bool `json:"secret"`
}

// String joins the parts, with secrets as ***.
func (s StringToSign) String() string {
	var joined strings.Builder
	for _, part := range s {
		if part.Secret {
			joined.WriteString("***")
		} else {
			joined.Write(part.Bytes)
		}
	}
	return joined.String()
}

func unreadable(err error) error {
	return failWith(ErrInternal, "the library's answer could not be read: %v", err)
}
