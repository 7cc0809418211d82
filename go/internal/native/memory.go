//go:build cgo

package native

// #include "call.h"
import "C"

import (
	"sync/atomic"
	"unsafe"
)

// empty is where a text or body that is there and empty begins: NULL would say that there is none.
var empty byte

// given passes text, an empty one too.
func given(text string) (*C.char, C.size_t) {
	if text == "" {
		return (*C.char)(unsafe.Pointer(&empty)), 0
	}
	return optional(text)
}

// optional passes text, and nothing for an empty one.
func optional(text string) (*C.char, C.size_t) {
	if text == "" {
		return nil, 0
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.size_t(len(text))
}

// bytes passes bytes where they are, and nothing for nil.
func bytes(data []byte) (*C.char, C.size_t) {
	if data == nil {
		return nil, 0
	}
	if len(data) == 0 {
		return (*C.char)(unsafe.Pointer(&empty)), 0
	}
	return (*C.char)(unsafe.Pointer(unsafe.SliceData(data))), C.size_t(len(data))
}

// report is where a call writes the sentence about its failure.
type report [512]byte

func (r *report) data() *C.char  { return (*C.char)(unsafe.Pointer(r)) }
func (r *report) size() C.size_t { return C.size_t(len(r)) }

func (r *report) failure(status C.int32_t) Failure {
	if status == C.PAYSIG_OK {
		return Failure{}
	}
	length := 0
	for length < len(r) && r[length] != 0 {
		length++
	}
	return Failure{int(status), string(r[:length])}
}

// recall reads a text that ends with a NUL, or where the array does: the latest one, where it is the same.
func recall(latest *atomic.Pointer[string], array []C.char) string {
	data := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(array))), len(array))
	for length, char := range data {
		if char == 0 {
			data = data[:length]
			break
		}
	}
	if known := latest.Load(); known != nil && *known == string(data) {
		return *known
	}
	made := string(data)
	latest.Store(&made)
	return made
}

func takeText(made *C.paysig_text) string {
	defer C.paysig_text_free(made)
	var length C.size_t
	data := C.paysig_text_data(made, &length)
	return string(unsafe.Slice((*byte)(unsafe.Pointer(data)), int(length)))
}

// packedOptions are the options of a message as call.h takes them.
type packedOptions struct {
	text  []byte
	sizes []C.size_t
}

func (p *packedOptions) add(options []Option) {
	for _, option := range options {
		p.text = append(append(p.text, option.Name...), option.Value...)
		p.sizes = append(p.sizes, C.size_t(len(option.Name)), C.size_t(len(option.Value)))
	}
	if p.sizes != nil && p.text == nil {
		p.text = []byte{} // names and values that are all empty
	}
}

func (p *packedOptions) data() *C.char {
	start, _ := bytes(p.text)
	return start
}

func (p *packedOptions) lengths() *C.size_t { return unsafe.SliceData(p.sizes) }
func (p *packedOptions) count() C.size_t    { return C.size_t(len(p.sizes) / 2) }
