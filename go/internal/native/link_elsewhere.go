//go:build cgo && !paysig_system && !(linux && (amd64 || arm64))

package native

/*
#error "paysig: no library is built into this package for this platform: install the C library and build with -tags paysig_system"
*/
import "C"
