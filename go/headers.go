package paysig

import (
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/paysig/paysig/go/internal/native"
)

// Headers are what [Signer.Sign] gives: the headers to send, in the scheme's order and spelling.
//
// They may be credentials themselves: printing or logging them shows their names only.
type Headers []Header

// Header is one header.
type Header struct {
	Name, Value string
}

// Get gives the value of the header of this name, in any case; "" where there is none.
func (h Headers) Get(name string) string {
	for _, header := range h {
		if strings.EqualFold(header.Name, name) {
			return header.Value
		}
	}
	return ""
}

// Set puts the headers into an HTTP message's, in place of those of the same names. Names take net/http's spelling, which HTTP holds for
// the same. Like [http.Header.Set] it panics where header is nil: make it first.
func (h Headers) Set(header http.Header) {
	for _, each := range h {
		header.Set(each.Name, each.Value)
	}
}

// HTTP gives the headers as net/http has them.
func (h Headers) HTTP() http.Header {
	header := make(http.Header, len(h))
	h.Set(header)
	return header
}

// String gives the names.
func (h Headers) String() string {
	names := make([]string, len(h))
	for i, header := range h {
		names[i] = header.Name
	}
	return "paysig.Headers(" + strings.Join(names, ", ") + ")"
}

// GoString gives the names.
func (h Headers) GoString() string { return h.String() }

// LogValue gives the names.
func (h Headers) LogValue() slog.Value { return slog.StringValue(h.String()) }

// String gives the name.
func (h Header) String() string { return "paysig.Header(" + h.Name + ")" }

// GoString gives the name.
func (h Header) GoString() string { return h.String() }

// unpack reads headers in the library's form.
func unpack(packed string) Headers {
	headers := make(Headers, 0, strings.Count(packed, "\x00")/2)
	for packed != "" {
		name, rest, _ := strings.Cut(packed, "\x00")
		value, rest, _ := strings.Cut(rest, "\x00")
		headers = append(headers, Header{name, value})
		packed = rest
	}
	return headers
}

// readHeaders are the names of the headers that a verifier reads: the scheme's, and those that options give instead.
func readHeaders(scheme string, options []native.Field) ([]string, error) {
	names, err := schemeHeaders(scheme)
	if err != nil {
		return nil, err
	}
	for _, option := range options {
		if strings.HasPrefix(option.Name, "header.") {
			names = append(names[:len(names):len(names)], option.Value)
		}
	}
	return names, nil
}

// known are the names that schemeHeaders has found, by the scheme's id.
var known sync.Map

func schemeHeaders(scheme string) ([]string, error) {
	if names, found := known.Load(scheme); found {
		return names.([]string), nil
	}
	described, failure := native.Describe(scheme)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	var parsed struct{ Headers []HeaderSpec }
	if err := json.Unmarshal([]byte(described), &parsed); err != nil {
		return nil, unreadable(err)
	}
	var names []string
	for _, header := range parsed.Headers {
		names = append(append(names, header.Name), header.Also...)
	}
	known.Store(scheme, names)
	return names, nil
}

// packRead appends the headers of these names, in any case, in the library's form. Any other needs only be one that HTTP allows.
func packRead(packed []byte, headers http.Header, names []string) ([]byte, error) {
	for name, values := range headers {
		read := name == "" || isAmong(name, names) // the library refuses a header without a name
		for _, value := range values {
			if holdsNUL(name, value) {
				return nil, errNUL()
			}
			if read {
				packed = packOne(packed, name, value)
			}
		}
	}
	return packed, nil
}

// packAll packs all headers, with the names in order, so that what lists them is the same each time.
func packAll(headers http.Header) (packed []byte, err error) {
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		for _, value := range headers[name] {
			if holdsNUL(name, value) {
				return nil, errNUL()
			}
			packed = packOne(packed, name, value)
		}
	}
	return packed, nil
}

func packOne(packed []byte, name, value string) []byte {
	packed = append(append(packed, name...), 0)
	return append(append(packed, value...), 0)
}

func isAmong(name string, names []string) bool {
	for _, each := range names {
		if len(each) == len(name) && strings.EqualFold(each, name) {
			return true
		}
	}
	return false
}

// A NUL would end the header early and begin another.
func holdsNUL(name, value string) bool {
	return strings.IndexByte(name, 0) >= 0 || strings.IndexByte(value, 0) >= 0
}

func errNUL() error {
	return failWith(ErrInvalidHeaders, "a header holds a NUL, which HTTP does not allow")
}
