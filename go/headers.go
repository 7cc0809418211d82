package paysig

import (
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
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
// the same.
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

// pack appends headers in the library's form.
func pack(packed []byte, headers http.Header) ([]byte, error) {
	var err error
	for name, values := range headers {
		if packed, err = packOne(packed, name, values); err != nil {
			return nil, err
		}
	}
	return packed, nil
}

// packInOrder is pack with the names in order, so that what lists the headers is the same each time.
func packInOrder(headers http.Header) (packed []byte, err error) {
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		if packed, err = packOne(packed, name, headers[name]); err != nil {
			return nil, err
		}
	}
	return packed, nil
}

func packOne(packed []byte, name string, values []string) ([]byte, error) {
	for _, value := range values {
		// A NUL would end the header early and begin another.
		if strings.IndexByte(name, 0) >= 0 || strings.IndexByte(value, 0) >= 0 {
			return nil, failWith(ErrInvalidHeaders, "a header holds a NUL, which HTTP does not allow")
		}
		packed = append(append(packed, name...), 0)
		packed = append(append(packed, value...), 0)
	}
	return packed, nil
}
