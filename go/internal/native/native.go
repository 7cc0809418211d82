//go:build cgo

// Package native is all that paysig has of cgo and unsafe: the C library's handles and calls, with Go's types.
//
// What a call is given it only reads, and only until it returns; bodies are not copied on the way. Pointers into Go's memory keep it
// alive by themselves while a call runs; the library's handles do not, so every call that uses one ends with runtime.KeepAlive of its
// owner. Every function fails with a [Failure] that holds the library's own status, or a number below zero, which is this package's.
package native

/*
#cgo noescape paysig_go_sign
#cgo nocallback paysig_go_sign
#cgo noescape paysig_go_verify
#cgo nocallback paysig_go_verify
#cgo noescape paysig_go_fields_add
#cgo nocallback paysig_go_fields_add
#include "call.h"
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// Failure says why a call failed. Its number is 0 when it did not.
type Failure struct {
	Number  int
	Message string
}

// Numbers of failures that the library knows nothing of.
const (
	Closed       = -1
	WrongLibrary = -2
)

// Now stands for the system's clock where a call takes a time in milliseconds.
const Now int64 = C.PAYSIG_NOW

// NoTimestamp is the time of a verified message whose scheme signs none.
const NoTimestamp int64 = C.PAYSIG_NO_TIMESTAMP

// HeaderVersion is the version of the header that this package was compiled with.
const HeaderVersion = C.PAYSIG_VERSION

// Field is a credential or an option. A text that is there and empty is not the same as none.
type Field struct {
	Name, Value string
	// Label is the set that a credential belongs to; nil for options and for the only set.
	Label *string
	// Milliseconds is the value of an option that is a length of time.
	Milliseconds int64
	IsDuration   bool
}

// Option is an option of one message.
type Option struct{ Name, Value string }

// Message is what is signed or verified. Empty method and URL are left out, as is a nil body.
type Message struct {
	Method, URL string
	Body        []byte
	Options     []Option
	NowMS       int64
}

// Verified is what of a message is authentic.
type Verified struct {
	Label        string
	Covers       string
	TimestampMS  int64
	ReplayKey    [C.PAYSIG_REPLAY_KEY_LENGTH]byte
	HasReplayKey bool
}

// Version is the version of the library that is linked; empty when that library is not the one that is needed.
func Version() string {
	if library.Number != 0 {
		return ""
	}
	return C.GoString(C.paysig_version())
}

// StatusName is the stable name of a status; empty when the library is not the one that is needed.
func StatusName(number int) string {
	if library.Number != 0 {
		return ""
	}
	return C.GoString(C.paysig_status_name(C.int32_t(number)))
}

// StatusMessage says what a status means and what to do about it; what to do about the library when it is not the one that is needed.
func StatusMessage(number int) string {
	if library.Number != 0 {
		return library.Message
	}
	return C.GoString(C.paysig_status_message(C.int32_t(number)))
}

// library is a failure when the library has another binary interface than the header: then no other call is safe.
var library = compareABI(uint32(C.paysig_abi_version()), C.PAYSIG_ABI_VERSION)

func compareABI(found, expected uint32) Failure {
	if found == expected {
		return Failure{}
	}
	return Failure{WrongLibrary, fmt.Sprintf(
		"the paysig library that was linked has binary interface %d and this package needs %d: install the library of version %s, or build the package anew",
		found, expected, HeaderVersion)}
}

// Signer is a paysig_signer.
type Signer struct {
	handle
}

// NewSigner makes a signer.
func NewSigner(scheme string, credentials, options []Field) (*Signer, Failure) {
	made, failure := construct(credentials, options, func(credentials, options *C.paysig_fields, report *report) (unsafe.Pointer, C.int32_t) {
		var signer *C.paysig_signer
		text, length := given(scheme)
		status := C.paysig_signer_new(text, length, credentials, options, &signer, report.data(), report.size())
		return unsafe.Pointer(signer), status
	})
	if failure.Number != 0 {
		return nil, failure
	}
	signer := new(Signer)
	open(signer, &signer.handle, made, freeSigner)
	return signer, failure
}

func freeSigner(pointer unsafe.Pointer) { C.paysig_signer_free((*C.paysig_signer)(pointer)) }

// Sign gives the headers in the library's form: name, NUL, value, NUL for each.
func (s *Signer) Sign(message *Message) (string, Failure) {
	if !s.acquire() {
		return "", Failure{Number: Closed}
	}
	defer s.release()

	var usual [C.PAYSIG_HEADERS_SIZE]byte
	var report report
	headers := usual[:]
	length, status := s.sign(message, headers, &report)
	if status == C.PAYSIG_BUFFER_TOO_SMALL && length > len(headers) {
		headers = make([]byte, length)
		length, status = s.sign(message, headers, &report)
	}
	if status != C.PAYSIG_OK {
		return "", report.failure(status)
	}
	return string(headers[:length]), Failure{}
}

func (s *Signer) sign(message *Message, headers []byte, report *report) (int, C.int32_t) {
	var packed packedOptions
	packed.add(message.Options)
	method, methodLength := optional(message.Method)
	url, urlLength := optional(message.URL)
	body, bodyLength := bytes(message.Body)
	var length C.size_t
	status := C.paysig_go_sign((*C.paysig_signer)(s.pointer), method, methodLength, url, urlLength, body, bodyLength,
		packed.data(), packed.lengths(), packed.count(), C.int64_t(message.NowMS),
		(*C.char)(unsafe.Pointer(unsafe.SliceData(headers))), C.size_t(len(headers)), &length, report.data(), report.size())
	runtime.KeepAlive(s)
	return int(length), status
}

// StringToSign gives the parts that Sign signs, as JSON.
func (s *Signer) StringToSign(message *Message) (string, Failure) {
	if !s.acquire() {
		return "", Failure{Number: Closed}
	}
	defer s.release()

	shown, failure := result(func(shown **C.paysig_text, report *report) C.int32_t {
		var packed packedOptions
		packed.add(message.Options)
		method, methodLength := optional(message.Method)
		url, urlLength := optional(message.URL)
		body, bodyLength := bytes(message.Body)
		return C.paysig_go_string_to_sign((*C.paysig_signer)(s.pointer), method, methodLength, url, urlLength, body, bodyLength,
			packed.data(), packed.lengths(), packed.count(), C.int64_t(message.NowMS), shown, report.data(), report.size())
	})
	runtime.KeepAlive(s)
	return shown, failure
}

// Form gives the fields of a payment form, as JSON. The iv is random when it is nil.
func (s *Signer) Form(kind string, attributes, iv []byte) (string, Failure) {
	if !s.acquire() {
		return "", Failure{Number: Closed}
	}
	defer s.release()

	fields, failure := result(func(fields **C.paysig_text, report *report) C.int32_t {
		name, nameLength := given(kind)
		data, length := bytes(attributes)
		vector, vectorLength := bytes(iv)
		return C.paysig_go_form((*C.paysig_signer)(s.pointer), name, nameLength, data, length, vector, vectorLength,
			fields, report.data(), report.size())
	})
	runtime.KeepAlive(s)
	return fields, failure
}

// Verifier is a paysig_verifier.
type Verifier struct {
	handle
	// The texts of the message before, which are those of most messages: then they need not be made again.
	label, covers atomic.Pointer[string]
}

// NewVerifier makes a verifier.
func NewVerifier(scheme string, credentials, options []Field) (*Verifier, Failure) {
	made, failure := construct(credentials, options, func(credentials, options *C.paysig_fields, report *report) (unsafe.Pointer, C.int32_t) {
		var verifier *C.paysig_verifier
		text, length := given(scheme)
		status := C.paysig_verifier_new(text, length, credentials, options, &verifier, report.data(), report.size())
		return unsafe.Pointer(verifier), status
	})
	if failure.Number != 0 {
		return nil, failure
	}
	verifier := new(Verifier)
	open(verifier, &verifier.handle, made, freeVerifier)
	return verifier, failure
}

func freeVerifier(pointer unsafe.Pointer) { C.paysig_verifier_free((*C.paysig_verifier)(pointer)) }

// Verify checks a message with its headers in the library's form: name, NUL, value, NUL for each.
func (v *Verifier) Verify(headers []byte, message *Message, withReplayKey bool) (Verified, Failure) {
	if !v.acquire() {
		return Verified{}, Failure{Number: Closed}
	}
	defer v.release()

	var flags C.uint32_t
	if withReplayKey {
		flags = C.PAYSIG_WITH_REPLAY_KEY
	}
	var packed packedOptions
	packed.add(message.Options)
	packedHeaders, headersLength := bytes(headers)
	method, methodLength := optional(message.Method)
	url, urlLength := optional(message.URL)
	body, bodyLength := bytes(message.Body)
	var found C.paysig_verified
	var report report
	status := C.paysig_go_verify((*C.paysig_verifier)(v.pointer), packedHeaders, headersLength, method, methodLength,
		url, urlLength, body, bodyLength, packed.data(), packed.lengths(), packed.count(),
		C.int64_t(message.NowMS), flags, &found, report.data(), report.size())
	runtime.KeepAlive(v)
	if status != C.PAYSIG_OK {
		return Verified{}, report.failure(status)
	}
	return Verified{
		Label:        recall(&v.label, found.label[:]),
		Covers:       recall(&v.covers, found.covers[:]),
		TimestampMS:  int64(found.timestamp_ms),
		ReplayKey:    *(*[C.PAYSIG_REPLAY_KEY_LENGTH]byte)(unsafe.Pointer(&found.replay_key)),
		HasReplayKey: found.has_replay_key != 0,
	}, Failure{}
}

// construct hands credentials and options to what makes a signer or verifier, and wipes the library's copies of them.
func construct(credentials, options []Field, make func(credentials, options *C.paysig_fields, report *report) (unsafe.Pointer, C.int32_t)) (unsafe.Pointer, Failure) {
	if library.Number != 0 {
		return nil, library
	}
	var lists [2]*C.paysig_fields
	for i, fields := range [][]Field{credentials, options} {
		list, failure := collect(fields)
		if failure.Number != 0 {
			return nil, failure
		}
		defer C.paysig_fields_free(list)
		lists[i] = list
	}
	var report report
	made, status := make(lists[0], lists[1], &report)
	if status != C.PAYSIG_OK {
		return nil, report.failure(status)
	}
	return made, Failure{}
}

// collect makes the library's list of fields, which is to be freed.
func collect(fields []Field) (*C.paysig_fields, Failure) {
	list := C.paysig_fields_new()
	for i := range fields {
		if failure := add(list, &fields[i]); failure.Number != 0 {
			C.paysig_fields_free(list)
			return nil, failure
		}
	}
	return list, Failure{}
}

func add(fields *C.paysig_fields, field *Field) Failure {
	var report report
	var status C.int32_t
	name, nameLength := given(field.Name)
	if field.IsDuration {
		status = C.paysig_fields_add_ms(fields, name, nameLength, C.int64_t(field.Milliseconds), report.data(), report.size())
	} else {
		var label *C.char
		var labelLength C.size_t
		if field.Label != nil {
			label, labelLength = given(*field.Label)
		}
		value, valueLength := given(field.Value)
		status = C.paysig_go_fields_add(fields, label, labelLength, name, nameLength, value, valueLength,
			report.data(), report.size())
	}
	return report.failure(status)
}
