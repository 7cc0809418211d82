//go:build cgo && !paysig_system

package native

// The header is written by go/build beside the library.

/*
#cgo LDFLAGS: ${SRCDIR}/linux_amd64/libpaysig.a -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
#if __has_include("library_linux_amd64.h")
#include "library_linux_amd64.h"
#else
#error "paysig: libpaysig.a has not been built for this platform: run go/build, or link the system's library with -tags paysig_system"
#endif
*/
import "C"

import _ "github.com/paysig/paysig/go/internal/native/linux_amd64" // for go mod vendor

// Go does not see when a library changes that it links. It sees this digest change.
var _ = keepDigest(C.PAYSIG_LIBRARY_SHA256)
