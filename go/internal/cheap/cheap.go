//go:build linux

// Package cheap counts the C heap's bytes, for tests that look for leaks: Go does not count them, and cgo is not for test files.
package cheap

// #include <malloc.h>
import "C"

// InUse is how many bytes the process has allocated with malloc and not freed.
func InUse() int {
	info := C.mallinfo2()
	return int(info.uordblks + info.hblkhd)
}
