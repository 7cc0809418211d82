package paysig_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/smart2pay"
	"github.com/paysig/paysig/go/solidgate"
)

func signedWebhook(scheme string, credentials paysig.Credentials, body string) *http.Request {
	signer := must(paysig.NewSigner(scheme, credentials))
	defer signer.Close()
	request := httptest.NewRequest("POST", "https://shop.example/hooks?a=b", strings.NewReader(body))
	must(signer.Sign("POST", "https://shop.example/hooks?a=b", []byte(body))).Set(request.Header)
	return request
}

func TestWebhookHandsOnWhatIsAuthentic(t *testing.T) {
	body := "{\"order\": {\"status\":\"settle_ok\"}}\n"
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	called := false
	handler := must(paysig.Webhook(verifier))(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		called = true
		if got := string(must(io.ReadAll(r.Body))); got != body || r.ContentLength != int64(len(body)) {
			t.Errorf("the handler reads %q", got)
		}
		verified, ok := paysig.VerifiedFromContext(r.Context())
		if got, covered := verified.Body(); !ok || !covered || string(got) != body {
			t.Errorf("verified is %v with %q", verified, got)
		}
		if key := must(verified.ReplayKey()); key != sha256.Sum256([]byte("solidgate/webhook\x00"+hookPair.PublicKey+body+hookPair.PublicKey)) {
			t.Errorf("the replay key is %x", key)
		}
	}))
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, signedWebhook(solidgate.Webhook, hookPair.Credentials(), body))
	if !called || answer.Code != 200 || answer.Body.Len() != 0 {
		t.Errorf("it was answered with %d %q", answer.Code, answer.Body)
	}
	if _, ok := paysig.VerifiedFromContext(t.Context()); ok {
		t.Error("verified without a webhook")
	}
}

func TestWebhookAcknowledgesAsTheGatewayExpects(t *testing.T) {
	nothing := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	for _, each := range []struct {
		scheme      string
		credentials paysig.Credentials
		status      int
		contentType string
		body        string
	}{
		{globalpayment.Webhook, signKey.Credentials(), 200, "application/json", `{"retcode":200,"retmsg":"SUCCESS"}`},
		{smart2pay.Notification, paysig.Credentials{"site_id": "1", "api_key": "k"}, 204, "", ""},
		{solidgate.Webhook, hookPair.Credentials(), 200, "", ""},
	} {
		handler := must(paysig.Webhook(must(paysig.NewVerifier(each.scheme, each.credentials))))(nothing)
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, signedWebhook(each.scheme, each.credentials, "{}"))
		if answer.Code != each.status || answer.Body.String() != each.body || answer.Header().Get("Content-Type") != each.contentType {
			t.Errorf("%s is acknowledged with %d %v %q", each.scheme, answer.Code, answer.Header(), answer.Body)
		}
	}
}

func TestWebhookLeavesTheHandlersAnswer(t *testing.T) {
	middleware := must(paysig.Webhook(must(globalpayment.NewWebhookVerifier(globalpayment.WebhookCredentials(signKey)))))
	for want, handler := range map[string]http.HandlerFunc{
		"500 ":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"200 own": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "own") },
		"200 ":    func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() },
		"200 x": func(w http.ResponseWriter, _ *http.Request) {
			_ = http.NewResponseController(w).Flush()
			_, _ = w.Write([]byte("x"))
		},
	} {
		answer := httptest.NewRecorder()
		middleware(handler).ServeHTTP(answer, signedWebhook(globalpayment.Webhook, signKey.Credentials(), "{}"))
		if got := fmt.Sprintf("%d %s", answer.Code, answer.Body); got != want {
			t.Errorf("%q became %q", want, got)
		}
	}
}

func TestWebhookRefusesWithoutTheReason(t *testing.T) {
	var reason error
	hook := paysig.WithErrorHook(func(_ *http.Request, err error) { reason = err })
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	closed := must(solidgate.NewWebhookVerifier(hookPair))
	_ = closed.Close()
	never := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the handler was called") })
	good := func() *http.Request { return signedWebhook(solidgate.Webhook, hookPair.Credentials(), "0123456789") }
	tampered := good()
	tampered.Body = io.NopCloser(strings.NewReader("0123456788"))
	unsigned := httptest.NewRequest("POST", "/", strings.NewReader("x"))
	broken := good()
	broken.Body = io.NopCloser(failing{})
	withNUL := good()
	withNUL.Header["X"] = []string{"a\x00b"}
	undecodable := good()
	undecodable.RequestURI, undecodable.Body = "/\xff%zz", io.NopCloser(strings.NewReader("x"))
	tooLong := new(http.MaxBytesError)
	for _, each := range []struct {
		name     string
		verifier *paysig.Verifier
		request  *http.Request
		status   int
		reason   func(error) bool
	}{
		{"tampered", verifier, tampered, 401, func(err error) bool { return errors.Is(err, paysig.ErrSignatureMismatch) }},
		{"unsigned", verifier, unsigned, 401, func(err error) bool { return errors.Is(err, paysig.ErrMissingHeader) }},
		{"too long", verifier, signedWebhook(solidgate.Webhook, hookPair.Credentials(), "0123456789+"), 413, func(err error) bool { return errors.As(err, &tooLong) }},
		{"broken", verifier, broken, 400, func(err error) bool { return errors.Is(err, errFailing) }},
		{"NUL", verifier, withNUL, 500, func(err error) bool { return errors.Is(err, paysig.ErrInvalidHeaders) }},
		{"closed", closed, good(), 500, func(err error) bool { return errors.Is(err, paysig.ErrClosed) }},
		{"no UTF-8", verifier, undecodable, 401, func(err error) bool { return errors.Is(err, paysig.ErrSignatureMismatch) }},
	} {
		answer := httptest.NewRecorder()
		must(paysig.Webhook(each.verifier, hook, paysig.WithBodyLimit(10)))(never).ServeHTTP(answer, each.request)
		text := http.StatusText(each.status) + "\n"
		if answer.Code != each.status || answer.Body.String() != text || !each.reason(reason) {
			t.Errorf("%s: %d %q because of %v", each.name, answer.Code, answer.Body, reason)
		}
	}
	answer := httptest.NewRecorder()
	passed := false
	handler := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true })
	good10 := good()
	good10.RequestURI, good10.Method = "/\xff%zz#\x00", "\xfe" // which no gateway signs, and nobody reads
	must(paysig.Webhook(verifier, paysig.WithBodyLimit(10)))(handler).ServeHTTP(answer, good10)
	if !passed {
		t.Errorf("a body as long as the limit was refused with %d", answer.Code)
	}
}

func TestWebhookWrongUse(t *testing.T) {
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	for _, nothing := range []*paysig.Verifier{nil, {}} {
		_, err := paysig.Webhook(nothing)
		wantClosed(t, err)
	}
	for _, other := range []*paysig.Verifier{
		must(solidgate.NewRequestVerifier(apiPair)),
		must(globalpayment.NewResponseVerifier(globalpayment.ResponseCredentials(signKey))),
	} {
		_, err := paysig.Webhook(other)
		wantError(t, err, paysig.ErrInvalidArgument)
	}
	for _, option := range []paysig.WebhookOption{nil, paysig.WithBodyLimit(0), paysig.WithBodyLimit(-1), paysig.WithErrorHook(nil)} {
		_, err := paysig.Webhook(verifier, option)
		wantError(t, err, paysig.ErrInvalidArgument)
	}
}

// What a handler can do with a connection it can do behind the middleware too.
func TestWebhookHandsOnTheConnection(t *testing.T) {
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	problems := &strings.Builder{}
	serve := func(handler http.HandlerFunc) (string, error) {
		server := httptest.NewUnstartedServer(must(paysig.Webhook(verifier))(handler))
		server.Config.ErrorLog = log.New(problems, "", 0)
		server.Start()
		defer server.Close()
		request := must(http.NewRequest("POST", server.URL, strings.NewReader("{}")))
		must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", []byte("{}"))).Set(request.Header)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return "", err
		}
		defer response.Body.Close()
		return fmt.Sprintf("%d %s", response.StatusCode, must(io.ReadAll(response.Body))), nil
	}
	hijack := func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(connection, "HTTP/1.1 202 Accepted\r\nContent-Length: 1\r\nConnection: close\r\n\r\nh")
		_ = connection.Close()
	}
	if got, err := serve(hijack); err != nil || got != "202 h" {
		t.Errorf("hijacked: %q, %v", got, err)
	}
	control := func(w http.ResponseWriter, _ *http.Request) {
		controller := http.NewResponseController(w)
		if err := errors.Join(controller.SetWriteDeadline(time.Now().Add(time.Minute)), controller.Flush()); err != nil {
			t.Error(err)
		}
		_, _ = io.WriteString(w, "c")
	}
	if got, err := serve(control); err != nil || got != "200 c" {
		t.Errorf("controlled: %q, %v", got, err)
	}
	if problems.Len() > 0 {
		t.Errorf("the server says: %s", problems)
	}
	recorder := httptest.NewRecorder()
	cannot := func(w http.ResponseWriter, _ *http.Request) {
		if _, _, err := http.NewResponseController(w).Hijack(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("hijacking what cannot be: %v", err)
		}
	}
	must(paysig.Webhook(verifier))(http.HandlerFunc(cannot)).ServeHTTP(recorder, signedWebhook(solidgate.Webhook, hookPair.Credentials(), "{}"))
	if recorder.Code != 200 {
		t.Errorf("then it is acknowledged with %d", recorder.Code)
	}
}

// Through a real server, with a body whose length is not said.
func TestWebhookOverHTTP(t *testing.T) {
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	server := httptest.NewServer(must(paysig.Webhook(verifier))(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	})))
	defer server.Close()
	body := bytes.Repeat([]byte("x"), 100_000)
	request := must(http.NewRequest("POST", server.URL, io.MultiReader(bytes.NewReader(body))))
	must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body)).Set(request.Header)
	response := must(http.DefaultClient.Do(request))
	defer response.Body.Close()
	if got := must(io.ReadAll(response.Body)); response.StatusCode != 200 || !bytes.Equal(got, body) {
		t.Errorf("%d and %d bytes", response.StatusCode, len(got))
	}
	response = must(http.Post(server.URL, "", bytes.NewReader(make([]byte, 1<<20+1))))
	defer response.Body.Close()
	if response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a body over the limit: %d", response.StatusCode)
	}
}
