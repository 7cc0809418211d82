//go:build cgo && paysig_system

package native

// #cgo pkg-config: paysig
import "C"
