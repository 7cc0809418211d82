// Package linuxarm64 keeps its folder, where go/build puts libpaysig.a, in what `go mod vendor` copies.
package linuxarm64
