package paysig_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/internal/cheap"
	"github.com/paysig/paysig/go/solidgate"
)

// One signer and one verifier, used by many goroutines while others close them: every call works or says that it is closed, and what was
// closed is freed.
func TestConcurrentUseAndClose(t *testing.T) {
	if !exactly(t) {
		return
	}
	body := []byte("{}")
	want := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body))
	var worked, refused atomic.Int64
	round := func() {
		signer, verifier := must(solidgate.NewWebhookSigner(hookPair)), must(solidgate.NewWebhookVerifier(hookPair))
		var users sync.WaitGroup
		start, busy := make(chan struct{}), make(chan struct{}, 8)
		for range cap(busy) {
			users.Add(1)
			go func() {
				defer users.Done()
				<-start
				for range 20 {
					headers, err := signer.Sign("", "", body)
					switch {
					case errors.Is(err, paysig.ErrClosed):
						refused.Add(1)
					case err != nil || headers.Get("Signature") != want.Get("Signature"):
						t.Errorf("signing: %v", err)
					default:
						worked.Add(1)
					}
					if _, err := verifier.Verify(want.HTTP(), body); err != nil && !errors.Is(err, paysig.ErrClosed) {
						t.Errorf("verifying: %v", err)
					}
					select {
					case busy <- struct{}{}:
					default:
					}
				}
			}()
		}
		close(start)
		<-busy // so that some calls come before closing
		for range 2 {
			users.Add(1)
			go func() {
				defer users.Done()
				_ = signer.Close()
				_ = verifier.Close()
			}()
		}
		users.Wait()
		if _, err := signer.Sign("", "", body); !errors.Is(err, paysig.ErrClosed) {
			t.Errorf("after closing: %v", err)
		}
	}
	// A signer alone has several hundred bytes.
	if left := leftEachTime(func(int) { round() }); left > 100 {
		t.Errorf("each pair that was closed left %d bytes", left)
	}
	if worked.Load() < 200 || refused.Load() < 200 {
		t.Errorf("%d calls worked and %d found the signer closed: they did not meet", worked.Load(), refused.Load())
	}
}

// Signers that nothing refers to any more while their own call runs, under a collector that never rests.
func TestCollectionDuringCalls(t *testing.T) {
	const collections = 50
	var ended atomic.Bool
	var users sync.WaitGroup
	for range 4 {
		users.Add(1)
		go func() {
			defer users.Done()
			for !ended.Load() {
				body := append(make([]byte, 0, 3000), `{"amount":100}`...)
				headers := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body, paysig.WithTime(time.Now())))
				verified := must(must(solidgate.NewWebhookVerifier(hookPair)).Verify(headers.HTTP(), body))
				if got, ok := verified.Body(); !ok || string(got) != `{"amount":100}` {
					t.Errorf("the body is %q", got)
				}
			}
		}()
	}
	for range collections {
		runtime.GC()
	}
	ended.Store(true)
	users.Wait()
}

// What is made and dropped is freed, whether it was closed or not, and what fails leaves nothing: for each kind of call.
func TestNothingLeaks(t *testing.T) {
	if !exactly(t) {
		return
	}
	body := []byte("{}")
	pem := must(os.ReadFile(filepath.Join(vectors, "keys", "bank131.private.pem")))
	signer, verifier := must(solidgate.NewWebhookSigner(hookPair)), must(solidgate.NewWebhookVerifier(hookPair))
	merchant := must(solidgate.NewRequestSigner(solidgate.RequestCredentials{PublicKey: "api_pk_1", SecretKey: "api_sk_" + strings.Repeat("s", 40)}))
	key := must(paysig.ReadPrivateKey(pem, nil))
	headers := must(signer.Sign("", "", body)).HTTP()
	long := must(globalpayment.NewRequestSigner(globalpayment.RequestCredentials(signKey)))
	for name, use := range map[string]func(i int){
		"signers and verifiers, closed": func(int) {
			_ = must(solidgate.NewWebhookSigner(hookPair)).Close()
			_ = must(solidgate.NewWebhookVerifier(hookPair)).Close()
		},
		"signers and verifiers, dropped": func(i int) {
			must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body))
			must(must(solidgate.NewWebhookVerifier(hookPair)).Verify(headers, body))
			if i%100 == 99 {
				collect()
			}
		},
		"credentials that are wrong": func(int) {
			fails(solidgate.NewWebhookSigner(solidgate.WebhookCredentials{PublicKey: "wh_pk_1"}))
			fails(solidgate.NewWebhookVerifier(solidgate.WebhookCredentials{PublicKey: "wh_pk_1"}, paysig.WithTolerance(0)))
			fails(paysig.NewTransport(globalpayment.Request, signKey.Credentials(), paysig.WithResponseOptions(paysig.WithCompactBody())))
		},
		"signing": func(int) {
			must(signer.Sign("", "", body, paysig.WithTime(time.Now())))
			must(long.Sign("GET", globalpayment.TestAPIURL, nil, paysig.WithAccessToken(strings.Repeat("t", 5_000))))
			fails(signer.Sign("", "", body, paysig.WithAccessToken("t")))
			must(signer.StringToSign("", "", body))
			fails(signer.StringToSign("", "", body, paysig.WithAccessToken("t")))
		},
		"verifying": func(int) {
			must(verifier.Verify(headers, body))
			fails(verifier.Verify(nil, body))
			fails(verifier.Verify(headers, []byte("{ }")))
			fails(verifier.Verify(headers, body, paysig.WithRequestTimestamp("1")))
		},
		"explaining": func(int) {
			must(verifier.Explain(headers, body))
			must(verifier.Explain(headers, []byte("{ }"), paysig.WithOthers(hookPair.Credentials())))
			fails(verifier.Explain(headers, body, paysig.WithRequestTimestamp("1")))
			fails(verifier.Explain(headers, body, paysig.WithOthers(paysig.Credentials{"\xff": "x"})))
		},
		"forms": func(int) {
			must(merchant.Form(paysig.FormData, body))
			fails(merchant.Form("none", body))
		},
		"keys, closed": func(int) {
			read := must(paysig.ReadPrivateKey(pem, nil))
			must(read.WritePublic(paysig.DER))
			_ = read.Close()
			fails(paysig.ReadPublicKey(pem[:100]))
		},
		"keys, dropped": func(i int) {
			must(paysig.ReadPrivateKey(pem, nil))
			if i%100 == 99 {
				collect()
			}
		},
		"what keys give": func(int) {
			must(key.WritePrivate(paysig.PEM, nil))
			fails(key.WritePrivate(7, nil))
			must(paysig.InspectKey(pem, nil))
			fails(paysig.InspectKey(pem[:100], nil))
		},
		"gateways": func(int) {
			must(paysig.DescribeScheme(solidgate.Webhook))
			fails(paysig.DescribeGateway("none"))
			must(paysig.GatewayURL("smart-glocal", paysig.Call{Environment: "test", Path: "a"}))
			fails(paysig.GatewayURL("smart-glocal", paysig.Call{Environment: "none"}))
			must(solidgate.ReadError(400, []byte(`{"error":{"code":"2.01"}}`)))
			fails(paysig.ReadGatewayError("none", 400, nil))
		},
	} {
		if left := leftEachTime(use); left > 0 {
			t.Errorf("%s: %d bytes are left each time", name, left)
		}
	}
	runtime.KeepAlive(key)
}

// leftEachTime runs something again and again, and gives how many bytes that leaves each time; 0 for none.
func leftEachTime(use func(i int)) int {
	const times = 300
	run := func() {
		for i := range times {
			use(i)
		}
		collect()
	}
	run()
	before := cheap.InUse()
	run()
	left := cheap.InUse() - before
	// The smallest thing that malloc gives is 32 bytes.
	if left < times*16 {
		return 0
	}
	return left / times
}

// exactly runs a test in a process of its own in which no thread keeps freed memory for itself, which would count as in use. It tells
// whether this is that process.
func exactly(t *testing.T) bool {
	t.Helper()
	const tunable = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0"
	if slices.Contains(os.Environ(), tunable) {
		return true
	}
	if output, err := try(".", []string{tunable}, os.Args[0], "-test.run=^"+t.Name()+"$"); err != nil {
		t.Errorf("%v: %s", err, output)
	}
	return false
}

// fails panics when something that is wrong does not fail.
func fails[T any](_ T, err error) {
	if err == nil {
		panic("a wrong call did not fail")
	}
}

// collect waits until the cleanups of what was collected ran: they run one after another, this one last.
func collect() {
	runtime.GC()
	done := make(chan struct{})
	last := new([64]byte)
	runtime.AddCleanup(last, func(done chan struct{}) { close(done) }, done)
	runtime.KeepAlive(last)
	runtime.GC()
	<-done
}
