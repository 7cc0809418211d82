package paysig_test

import (
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/internal/cheap"
	"github.com/paysig/paysig/go/solidgate"
)

// One signer and one verifier, used by many goroutines while another closes them: every call works or says that it is closed.
func TestConcurrentUseAndClose(t *testing.T) {
	body := []byte("{}")
	want := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body))
	for range 200 {
		signer, verifier := must(solidgate.NewWebhookSigner(hookPair)), must(solidgate.NewWebhookVerifier(hookPair))
		var users sync.WaitGroup
		start := make(chan struct{})
		for range 8 {
			users.Add(1)
			go func() {
				defer users.Done()
				<-start
				for range 20 {
					headers, err := signer.Sign("", "", body)
					switch {
					case errors.Is(err, paysig.ErrClosed):
					case err != nil || headers.Get("Signature") != want.Get("Signature"):
						t.Errorf("signing: %v", err)
					}
					if _, err := verifier.Verify(want.HTTP(), body); err != nil && !errors.Is(err, paysig.ErrClosed) {
						t.Errorf("verifying: %v", err)
					}
				}
			}()
		}
		close(start)
		runtime.Gosched()
		for range 2 {
			users.Add(1)
			go func() {
				defer users.Done()
				_ = signer.Close()
				_ = verifier.Close()
			}()
		}
		users.Wait()
	}
}

// Signers that nothing refers to any more while their own call runs, under a collector that never rests.
func TestCollectionDuringCalls(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	end := time.Now().Add(2 * time.Second)
	var users sync.WaitGroup
	for range 4 {
		users.Add(1)
		go func() {
			defer users.Done()
			for time.Now().Before(end) {
				body := append(make([]byte, 0, 3000), `{"amount":100}`...)
				headers := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body, paysig.WithTime(time.Now())))
				verified := must(must(solidgate.NewWebhookVerifier(hookPair)).Verify(headers.HTTP(), body))
				if got, ok := verified.Body(); !ok || string(got) != `{"amount":100}` {
					t.Errorf("the body is %q", got)
				}
			}
		}()
	}
	for time.Now().Before(end) {
		runtime.GC()
	}
	users.Wait()
	runtime.ReadMemStats(&after)
	if collections := after.NumGC - before.NumGC; collections < 50 {
		t.Errorf("only %d collections in two seconds", collections)
	}
}

// What is made and dropped is freed, whether it was closed or not: the library's memory is as large as before.
func TestNothingLeaks(t *testing.T) {
	wrong := solidgate.WebhookCredentials{PublicKey: "wh_pk_1", SecretKey: ""}
	body := []byte("{}")
	use := func(closing bool) {
		for i := range 4_000 {
			signer, verifier := must(solidgate.NewWebhookSigner(hookPair)), must(solidgate.NewWebhookVerifier(hookPair))
			headers := must(signer.Sign("", "", body, paysig.WithTime(time.Now())))
			must(verifier.Verify(headers.HTTP(), body))
			_, _ = verifier.Verify(nil, body)
			_, _ = signer.Sign("", "", body, paysig.WithAccessToken("t"))
			if _, err := solidgate.NewWebhookSigner(wrong); err == nil {
				t.Fatal("an empty secret was taken")
			}
			if closing {
				_ = signer.Close()
				_ = verifier.Close()
			} else if i%500 == 0 {
				collect()
			}
		}
		collect()
	}
	for _, closing := range []bool{true, false} {
		use(closing)
		before := cheap.InUse()
		use(closing)
		// The smallest thing that the library allocates, leaked once for each pair, would be several times as much.
		if grown := cheap.InUse() - before; grown > 64<<10 {
			t.Errorf("closing %v: 4000 pairs left %d bytes", closing, grown)
		}
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
