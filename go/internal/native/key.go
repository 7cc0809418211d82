//go:build cgo

package native

// #include "call.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// What half of a key pair, and how it is written.
const (
	PrivateHalf uint32 = C.PAYSIG_KEY_PRIVATE
	PublicHalf  uint32 = C.PAYSIG_KEY_PUBLIC
	PEM         uint32 = C.PAYSIG_KEY_PEM
	DER         uint32 = C.PAYSIG_KEY_DER
)

// Key is a paysig_key.
type Key struct {
	handle
}

// GenerateKey makes a private key.
func GenerateKey(bits uint32) (*Key, Failure) {
	return newKey(func(key **C.paysig_key, report *report) C.int32_t {
		return C.paysig_key_generate(C.uint32_t(bits), key, report.data(), report.size())
	})
}

// ReadKey reads a key. A nil passphrase is none.
func ReadKey(half uint32, material, passphrase []byte) (*Key, Failure) {
	return newKey(func(key **C.paysig_key, report *report) C.int32_t {
		data, length := bytes(material)
		opens, opensLength := bytes(passphrase)
		status := C.paysig_go_key_read(C.uint32_t(half), data, length, opens, opensLength, key, report.data(), report.size())
		return status
	})
}

func newKey(make func(**C.paysig_key, *report) C.int32_t) (*Key, Failure) {
	if library.Number != 0 {
		return nil, library
	}
	var made *C.paysig_key
	var report report
	if status := make(&made, &report); status != C.PAYSIG_OK {
		return nil, report.failure(status)
	}
	key := new(Key)
	open(key, &key.handle, unsafe.Pointer(made), freeKey)
	return key, Failure{}
}

func freeKey(pointer unsafe.Pointer) { C.paysig_key_free((*C.paysig_key)(pointer)) }

// Write gives one half of the key. A nil passphrase is none.
func (k *Key) Write(half, encoding uint32, passphrase []byte) (string, Failure) {
	if !k.acquire() {
		return "", Failure{Number: Closed}
	}
	defer k.release()
	written, failure := result(func(written **C.paysig_text, report *report) C.int32_t {
		seals, sealsLength := bytes(passphrase)
		return C.paysig_go_key_write((*C.paysig_key)(k.pointer), C.uint32_t(half), C.uint32_t(encoding), seals, sealsLength,
			written, report.data(), report.size())
	})
	runtime.KeepAlive(k)
	return written, failure
}

// InspectKey gives what a piece of key material is, as JSON.
func InspectKey(material, passphrase []byte) (string, Failure) {
	found, failure := result(func(found **C.paysig_text, report *report) C.int32_t {
		data, length := bytes(material)
		opens, opensLength := bytes(passphrase)
		return C.paysig_go_key_inspect(data, length, opens, opensLength, found, report.data(), report.size())
	})
	return found, failure
}
