package paysig

import "github.com/paysig/paysig/go/internal/native"

// Version is the version of the library that is linked.
func Version() string { return native.Version() }
