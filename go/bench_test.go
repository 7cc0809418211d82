package paysig_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"testing"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/solidgate"
)

// The standard library's way, as a vendor documents it, beside paysig's. The snippet keys the MAC for every message and copies the
// body; it verifies nothing.

var sizes = []int{256, 16 << 10, 1 << 20}

func snippet(publicKey, secretKey, body string) string {
	mac := hmac.New(sha512.New, []byte(secretKey))
	mac.Write([]byte(publicKey + body + publicKey))
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(mac.Sum(nil))))
}

func BenchmarkSign(b *testing.B) {
	for _, size := range sizes {
		body := bytes.Repeat([]byte("x"), size)
		text := string(body)
		b.Run(fmt.Sprintf("paysig/%d", size), func(b *testing.B) {
			signer := must(solidgate.NewRequestSigner(apiPair))
			defer signer.Close()
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				must(signer.Sign("", "", body))
			}
		})
		b.Run(fmt.Sprintf("snippet/%d", size), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				header := http.Header{}
				header.Set("Merchant", apiPair.PublicKey)
				header.Set("Signature", snippet(apiPair.PublicKey, apiPair.SecretKey, text))
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, size := range sizes {
		body := bytes.Repeat([]byte("x"), size)
		text := string(body)
		header := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body)).HTTP()
		// The replay key is one more hash over the body, which the snippet has not.
		for name, options := range map[string][]paysig.MessageOption{"paysig": nil, "paysig-no-replay-key": {paysig.WithoutReplayKey()}} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				verifier := must(solidgate.NewWebhookVerifier(hookPair))
				defer verifier.Close()
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					must(verifier.Verify(header, body, options...))
				}
			})
		}
		b.Run(fmt.Sprintf("snippet/%d", size), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if snippet(hookPair.PublicKey, hookPair.SecretKey, text) != header.Get("Signature") {
					b.Fatal("the snippet disagrees")
				}
			}
		})
	}
}

func BenchmarkSignParallel(b *testing.B) {
	body := bytes.Repeat([]byte("x"), 300)
	signer := must(solidgate.NewRequestSigner(apiPair))
	defer signer.Close()
	b.ReportAllocs()
	b.RunParallel(func(loop *testing.PB) {
		for loop.Next() {
			must(signer.Sign("", "", body))
		}
	})
}
