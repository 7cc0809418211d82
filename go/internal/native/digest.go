//go:build cgo

package native

// keepDigest keeps the digest of the library in the package, so that Go links anew when the library is another.
func keepDigest(digest string) struct{} {
	libraryDigest = digest
	return struct{}{}
}

var libraryDigest string
