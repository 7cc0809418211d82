//go:build !cgo

package native

// The compiler's message about this line is what a user sees who builds without cgo.
var _ = paysig_needs_cgo_set_CGO_ENABLED_to_1_and_install_a_C_compiler
