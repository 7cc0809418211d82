package paysig_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/paysig/paysig/go/solidgate"
)

// For profiles; go/bench measures beside the standard library.

var sizes = []int{256, 16 << 10, 1 << 20}

func BenchmarkSign(b *testing.B) {
	signer := must(solidgate.NewRequestSigner(apiPair))
	defer signer.Close()
	for _, size := range sizes {
		body := bytes.Repeat([]byte("x"), size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				must(signer.Sign("", "", body))
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	defer verifier.Close()
	for _, size := range sizes {
		body := bytes.Repeat([]byte("x"), size)
		header := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body)).HTTP()
		for _, name := range []string{"Accept", "Content-Length", "Content-Type", "User-Agent", "X-Forwarded-For", "X-Request-Id"} {
			header.Set(name, "some value")
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				must(verifier.Verify(header, body))
			}
		})
	}
}
