// Package linuxamd64 keeps its folder, where go/build puts libpaysig.a, in what `go mod vendor` copies.
package linuxamd64
