package paysig

import "github.com/paysig/paysig/go/internal/native"

// Version is the version of the library that is linked; empty where that is refused with [ErrWrongLibrary].
func Version() string { return native.Version() }
