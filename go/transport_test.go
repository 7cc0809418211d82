package paysig_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/aeterna"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/smart2pay"
	"github.com/paysig/paysig/go/smartglocal"
	"github.com/paysig/paysig/go/solidgate"
)

var signKey = globalpayment.RequestCredentials{SignKey: "c2VjcmV0"}

// received is what arrived at a gateway.
type received struct {
	method, target, body string
	header               http.Header
}

// gateway serves over TLS and remembers what arrived.
type gateway struct {
	*httptest.Server
	mutex sync.Mutex
	got   []received
}

func newGateway(t *testing.T, answer http.HandlerFunc) *gateway {
	t.Helper()
	made := &gateway{}
	made.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("the body that arrived: %v", err)
		}
		made.mutex.Lock()
		made.got = append(made.got, received{r.Method, r.RequestURI, string(body), r.Header.Clone()})
		made.mutex.Unlock()
		if answer != nil {
			answer(w, r)
		}
	}))
	t.Cleanup(made.Close)
	return made
}

func (g *gateway) client(t *testing.T, scheme string, credentials paysig.Credentials, options ...paysig.TransportOption) *http.Client {
	t.Helper()
	options = append([]paysig.TransportOption{paysig.WithBase(g.Client().Transport)}, options...)
	transport := must(paysig.NewTransport(scheme, credentials, options...))
	t.Cleanup(func() { _ = transport.Close() })
	return &http.Client{Transport: transport}
}

func (g *gateway) last(t *testing.T) received {
	t.Helper()
	if len(g.got) == 0 {
		t.Fatal("nothing arrived")
	}
	return g.got[len(g.got)-1]
}

func verifies(t *testing.T, scheme string, credentials paysig.Credentials, got received) {
	t.Helper()
	verifier := must(paysig.NewVerifier(scheme, credentials))
	defer verifier.Close()
	if _, err := verifier.Verify(got.header, []byte(got.body), paysig.WithRequest(got.method, got.target)); err != nil {
		t.Errorf("%s %s does not verify: %v", got.method, got.target, err)
	}
}

func discard(t *testing.T, response *http.Response, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

func TestTransportSignsWhatGoesOut(t *testing.T) {
	gateway := newGateway(t, nil)
	client := gateway.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithoutResponseVerification())
	for _, target := range []string{"", "/", "/v1/pay", "/v1/pay?", "/v1/p%2fay?b=%20x&a=%C3%A9+1", "/a//b/../c?x=y&x=z", "/v1/a;b,c?d=%25"} {
		for method, body := range map[string]string{"GET": "", "POST": `{"amount": 100}`, "DELETE": "", "PUT": "\x00\xff\n"} {
			request := must(http.NewRequest(method, gateway.URL+target, strings.NewReader(body)))
			response, err := client.Do(request)
			discard(t, response, err)
			got := gateway.last(t)
			verifies(t, globalpayment.Request, signKey.Credentials(), got)
			if got.body != body || got.method != method {
				t.Errorf("what arrived is %s %q", got.method, got.body)
			}
			if len(request.Header) != 0 {
				t.Errorf("the caller's request has the headers %v", request.Header)
			}
		}
	}
}

// A body of unknown length goes out whole, and with its length.
func TestTransportBodies(t *testing.T) {
	gateway := newGateway(t, nil)
	client := gateway.client(t, solidgate.Request, apiPair.Credentials())
	body := strings.Repeat("chunk ", 50_000)
	closed := false
	reader := closer{io.MultiReader(strings.NewReader(body[:1000]), strings.NewReader(body[1000:])), func() { closed = true }}
	response, err := client.Do(must(http.NewRequest("POST", gateway.URL, reader)))
	discard(t, response, err)
	got := gateway.last(t)
	if got.body != body || !closed || got.header.Get("Content-Length") != fmt.Sprint(len(body)) {
		t.Errorf("%d bytes arrived of %d; closed: %v", len(got.body), len(body), closed)
	}
	verifies(t, solidgate.Request, apiPair.Credentials(), got)
	for _, body := range []io.Reader{failing{}, closer{failing{}, func() {}}} {
		_, err = client.Do(must(http.NewRequest("POST", gateway.URL, body)))
		if !errors.Is(err, errFailing) {
			t.Errorf("the error is %v", err)
		}
	}
}

type closer struct {
	io.Reader
	close func()
}

func (c closer) Close() error { c.close(); return nil }

var errFailing = errors.New("the reader fails")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errFailing }

func TestTransportAddsWhatIsExpected(t *testing.T) {
	gateway := newGateway(t, nil)
	credentials := aeterna.RequestCredentials{PublicToken: "t", Email: "a@b.example", SecretToken: "s"}.Credentials()
	client := gateway.client(t, aeterna.Request, credentials)
	response, err := client.Post(gateway.URL+"/payin", "", strings.NewReader("{}"))
	discard(t, response, err)
	if got := gateway.last(t); got.header.Get("Accept") != "application/json, text/plain" {
		t.Errorf("the headers are %v", got.header)
	}
	request := must(http.NewRequest("POST", gateway.URL, strings.NewReader("{}")))
	discard2 := func(header, value string) {
		t.Helper()
		response, err := client.Do(request)
		discard(t, response, err)
		if got := gateway.last(t).header.Get(header); got != value {
			t.Errorf("%s is %q and not %q", header, got, value)
		}
	}
	discard2("Content-Type", "application/json")
	request.Body = io.NopCloser(strings.NewReader("{}"))
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	discard2("Content-Type", "application/json; charset=utf-8")
	_, err = client.Get(gateway.URL)
	wantError(t, err, paysig.ErrWrongMethod)
}

func TestTransportTakesAToken(t *testing.T) {
	gateway := newGateway(t, nil)
	count := 0
	source := paysig.WithTokenSource(func(context.Context) (string, error) {
		if count++; count > 2 {
			return "", errFailing
		}
		return fmt.Sprintf("token-%d", count), nil
	})
	client := gateway.client(t, globalpayment.Request, signKey.Credentials(), source, paysig.WithoutResponseVerification())
	for _, want := range []string{"Bearer token-1", "Bearer token-2"} {
		response, err := client.Get(gateway.URL)
		discard(t, response, err)
		if got := gateway.last(t).header.Get("Authorization"); got != want {
			t.Errorf("Authorization is %q", got)
		}
	}
	if _, err := client.Get(gateway.URL); !errors.Is(err, errFailing) || len(gateway.got) != 2 {
		t.Errorf("without a token: %v", err)
	}
	fixed := gateway.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithToken("fixed"), paysig.WithoutResponseVerification())
	response, err := fixed.Get(gateway.URL)
	discard(t, response, err)
	if got := gateway.last(t).header.Get("Authorization"); got != "Bearer fixed" {
		t.Errorf("Authorization is %q", got)
	}
	_, err = fixed.Get("http://gateway.example/")
	wantError(t, err, paysig.ErrInsecureURL)
	// A token that the request has already is the option too, and needs https as well.
	bare := gateway.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithoutResponseVerification())
	for _, own := range []http.Header{{"Authorization": {"Bearer own"}}, {"authorization": {"bearer own"}}, {"AUTHORIZATION": {"BEARER own"}}} {
		request := must(http.NewRequest("GET", "http://gateway.example/", nil))
		request.Header = own
		_, err = bare.Do(request)
		wantError(t, err, paysig.ErrInsecureURL)
		request.URL = must(url.Parse(gateway.URL))
		response, err := bare.Do(request)
		discard(t, response, err)
		if got := gateway.last(t).header["Authorization"]; !slices.Equal(got, []string{"Bearer own"}) {
			t.Errorf("of %v arrived %v", own, got)
		}
	}
}

func TestTransportSignsRetriesAnew(t *testing.T) {
	private := string(must(os.ReadFile(filepath.Join(vectors, "keys", "bank131.private.pem"))))
	fail := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }
	thrice := paysig.WithRetry(func(attempt int, response *http.Response, err error) (time.Duration, bool) {
		if err != nil || response.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("attempt %d: %v, %v", attempt, response, err)
		}
		return 20 * time.Millisecond, attempt < 3
	})

	gateway := newGateway(t, fail)
	client := gateway.client(t, smartglocal.Request, paysig.Credentials{"project": "shop", "private_key": private}, thrice)
	ctx := paysig.ContextWithOptions(t.Context(), paysig.WithNewIdempotencyKey(), paysig.WithSubmerchant("payer"))
	response, err := client.Do(must(http.NewRequestWithContext(ctx, "POST", gateway.URL, strings.NewReader("{}"))))
	discard(t, response, err)
	keys := map[string]bool{}
	for _, got := range gateway.got {
		keys[got.header.Get("X-Partner-Idempotency-Key")] = true
		if got.body != "{}" || got.header.Get("X-Partner-Submerchant") != "payer" {
			t.Errorf("an attempt has %q and %v", got.body, got.header)
		}
	}
	if len(gateway.got) != 3 || len(keys) != 1 || keys[""] {
		t.Errorf("%d attempts with the keys %v", len(gateway.got), keys)
	}
	request := must(http.NewRequest("POST", gateway.URL, strings.NewReader("{}")))
	request.Header.Set("X-Partner-Idempotency-Key", "a key with a space")
	_, err = client.Do(request)
	wantError(t, err, paysig.ErrInvalidIdempotencyKey)

	stamped := newGateway(t, fail)
	client = stamped.client(t, globalpayment.Request, signKey.Credentials(), thrice, paysig.WithoutResponseVerification())
	response, err = client.Get(stamped.URL)
	discard(t, response, err)
	times := map[string]bool{}
	for _, got := range stamped.got {
		times[got.header.Get("Timestamp")] = true
		verifies(t, globalpayment.Request, signKey.Credentials(), got)
	}
	if len(times) != 3 {
		t.Errorf("the timestamps of three attempts are %v", times)
	}
}

func TestTransportStopsWaitingWithItsContext(t *testing.T) {
	gateway := newGateway(t, nil)
	forever := paysig.WithRetry(func(int, *http.Response, error) (time.Duration, bool) { return time.Hour, true })
	client := gateway.client(t, solidgate.Request, apiPair.Credentials(), forever)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := client.Do(must(http.NewRequestWithContext(ctx, "GET", gateway.URL, nil)))
	if !errors.Is(err, context.DeadlineExceeded) || len(gateway.got) != 1 {
		t.Errorf("%d attempts: %v", len(gateway.got), err)
	}
}

func TestTransportDoesNotFollowElsewhere(t *testing.T) {
	elsewhere := newGateway(t, nil)
	var home *gateway
	home = newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/here":
			http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
		case "/away":
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		case "/twice":
			http.Redirect(w, r, "/away", http.StatusTemporaryRedirect)
		case "/plain":
			http.Redirect(w, r, strings.Replace(home.URL, "https:", "http:", 1), http.StatusFound)
		}
	})
	client := home.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithoutResponseVerification())
	response, err := client.Post(home.URL+"/here", "", strings.NewReader("{}"))
	discard(t, response, err)
	if got := home.last(t); got.target != "/there" || got.body != "{}" {
		t.Errorf("what arrived is %+v", got)
	}
	verifies(t, globalpayment.Request, signKey.Credentials(), home.last(t))
	for _, path := range []string{"/away", "/twice", "/plain"} {
		if _, err := client.Post(home.URL+path, "", strings.NewReader("{}")); !errors.Is(err, paysig.ErrRedirected) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if len(elsewhere.got) != 0 {
		t.Errorf("elsewhere arrived %+v", elsewhere.got)
	}
}

func TestTransportVerifiesAnswers(t *testing.T) {
	signer := must(globalpayment.NewResponseSigner(globalpayment.ResponseCredentials(signKey)))
	const body = `{"retcode":200}`
	sign := func(w http.ResponseWriter, r *http.Request, options ...paysig.MessageOption) {
		must(signer.Sign(r.Method, "https://"+r.Host+r.RequestURI, []byte(body), options...)).Set(w.Header())
	}
	gateway := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		answer := body
		switch r.URL.Path {
		case "/stamped":
			sign(w, r)
		case "/of-the-request":
			sign(w, r, paysig.WithRequestTimestamp(r.Header.Get("Timestamp")))
		case "/error":
			sign(w, r)
			w.WriteHeader(http.StatusConflict)
		case "/tampered":
			sign(w, r)
			answer = `{"retcode":201}`
		case "/of-another-request":
			r.Method = "PUT"
			sign(w, r)
		case "/old":
			sign(w, r, paysig.WithTime(time.Now().Add(-time.Hour)))
		case "/unsigned":
			w.WriteHeader(http.StatusUnauthorized)
		case "/long":
			answer = strings.Repeat("x", 2000)
		}
		_, _ = io.WriteString(w, answer)
	})
	client := gateway.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithResponseLimit(1000))
	for path, status := range map[string]int{"/stamped?a=b": 200, "/of-the-request": 200, "/error": 409} {
		response := must(client.Post(gateway.URL+path, "", strings.NewReader("{}")))
		got := string(must(io.ReadAll(response.Body)))
		if err := response.Body.Close(); err != nil || got != body || response.StatusCode != status {
			t.Errorf("%s: %d %q %v", path, response.StatusCode, got, err)
		}
		if response.Request.Header.Get("Signature") != "" {
			t.Errorf("the answer's request shows the signed headers")
		}
	}
	for path, want := range map[string]error{
		"/tampered": paysig.ErrSignatureMismatch, "/of-another-request": paysig.ErrSignatureMismatch,
		"/old": paysig.ErrStale, "/unsigned": paysig.ErrMissingHeader, "/long": paysig.ErrTooLarge,
	} {
		_, err := client.Post(gateway.URL+path, "", strings.NewReader("{}"))
		var refused *paysig.ResponseError
		if !errors.Is(err, want) || !errors.As(err, &refused) {
			t.Errorf("%s: %v", path, err)
			continue
		}
		got := must(io.ReadAll(refused.Response.Body))
		if _ = refused.Response.Body.Close(); len(got) < len(body) || path == "/long" && len(got) != 1001 {
			t.Errorf("%s: the body that was refused has %d bytes", path, len(got))
		}
	}
	if got := gateway.last(t).header.Get("Accept-Encoding"); got != "identity" {
		t.Errorf("Accept-Encoding is %q", got)
	}
}

// The headers' other names go for requests and answers alike.
func TestTransportWithOtherHeaderNames(t *testing.T) {
	options := []paysig.Option{paysig.WithTimestampHeader("X-Time"), paysig.WithSignatureHeader("X-Sign"), paysig.WithQueryAsSent()}
	signer := must(globalpayment.NewResponseSigner(globalpayment.ResponseCredentials(signKey), options...))
	gateway := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		must(signer.Sign(r.Method, r.RequestURI, nil, paysig.WithRequestTimestamp(r.Header.Get("X-Time")))).Set(w.Header())
	})
	client := gateway.client(t, globalpayment.Request, signKey.Credentials(),
		paysig.WithSignerOptions(options...), paysig.WithResponseOptions(options...))
	response, err := client.Get(gateway.URL + "/?a=%20")
	discard(t, response, err)
	if got := gateway.last(t).header; got.Get("X-Sign") == "" || got.Get("Signature") != "" {
		t.Errorf("the headers are %v", got)
	}
}

// The method that goes out is the one that is signed, and that the answer is bound to.
func TestTransportMethods(t *testing.T) {
	signer := must(globalpayment.NewResponseSigner(globalpayment.ResponseCredentials(signKey)))
	gateway := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		must(signer.Sign(r.Method, "https://"+r.Host+r.RequestURI, nil)).Set(w.Header())
	})
	client := gateway.client(t, globalpayment.Request, signKey.Credentials())
	for given, want := range map[string]string{"": "GET", "get": "GET", "Post": "POST"} {
		request := must(http.NewRequest("GET", gateway.URL+"/v1", nil))
		request.Method = given
		response, err := client.Transport.RoundTrip(request)
		discard(t, response, err)
		if got := gateway.last(t); got.method != want {
			t.Errorf("%q went out as %q", given, got.method)
		} else {
			verifies(t, globalpayment.Request, signKey.Credentials(), got)
		}
	}
}

// An answer that is refused holds no connection, whether or not anybody closes it.
func TestTransportClosesWhatItRefuses(t *testing.T) {
	closed := 0
	base := roundTripper(func(*http.Request) (*http.Response, error) {
		body := closer{strings.NewReader(strings.Repeat("x", 2000)), func() { closed++ }}
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body}, nil
	})
	for _, limit := range []int64{1000, 2000} {
		transport := must(globalpayment.NewRequestTransport(signKey, paysig.WithBase(base), paysig.WithResponseLimit(limit),
			paysig.WithRetry(func(attempt int, _ *http.Response, _ error) (time.Duration, bool) { return 0, attempt < 3 })))
		closed = 0
		_, err := transport.RoundTrip(must(http.NewRequest("GET", "https://gateway.example", nil)))
		var refused *paysig.ResponseError
		if !errors.As(err, &refused) || closed != 3 {
			t.Errorf("%d of 3 answers are closed: %v", closed, err)
		}
		_ = transport.Close()
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (r roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return r(request) }

// What went out and came to nothing is not sent again: it may be a charge. An answer without a body is one, as to net/http.
func TestTransportWithABaseThatLosesAnswers(t *testing.T) {
	for what, each := range map[string]struct {
		method string
		answer *http.Response
		lost   bool
	}{
		"no answer":               {http.MethodPost, nil, true},
		"a body that is lost":     {http.MethodPost, &http.Response{StatusCode: http.StatusOK, ContentLength: 2}, true},
		"no body":                 {http.MethodPost, &http.Response{StatusCode: http.StatusOK}, false},
		"a body of no known size": {http.MethodPost, &http.Response{StatusCode: http.StatusOK, ContentLength: -1}, false},
		"the answer to HEAD":      {http.MethodHead, &http.Response{StatusCode: http.StatusOK, ContentLength: 2}, false},
	} {
		sent, asked := 0, 0
		base := roundTripper(func(*http.Request) (*http.Response, error) {
			sent++
			return each.answer, nil
		})
		transport := must(globalpayment.NewRequestTransport(signKey, paysig.WithBase(base), paysig.WithoutResponseVerification(),
			paysig.WithRetry(func(attempt int, response *http.Response, err error) (time.Duration, bool) {
				asked++
				return 0, (response == nil || err != nil) && attempt < 3
			})))
		response, err := transport.RoundTrip(must(http.NewRequest(each.method, "https://gateway.example", nil)))
		if each.lost {
			if !errors.Is(err, paysig.ErrNoAnswer) || errors.Is(err, paysig.ErrInvalidArgument) || !strings.Contains(err.Error(), "outcome is unknown") ||
				sent != 1 || asked != 0 {
				t.Errorf("%s: sent %d times, asked %d times: %v", what, sent, asked, err)
			}
			continue
		}
		if err != nil || response.Body == nil || sent != 1 || asked != 1 {
			t.Errorf("%s: sent %d times, asked %d times: %v", what, sent, asked, err)
			continue
		}
		if body, err := io.ReadAll(response.Body); len(body) != 0 || err != nil {
			t.Errorf("%s: %q, %v", what, body, err)
		}
		discard(t, response, nil)
	}
}

// An answer without a body is verified like any other.
func TestTransportVerifiesAnswersWithoutBody(t *testing.T) {
	signer := must(globalpayment.NewResponseSigner(globalpayment.ResponseCredentials(signKey)))
	for _, url := range []string{"https://gateway.example/pay", "https://gateway.example/other"} {
		base := roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: must(signer.Sign("POST", url, nil)).HTTP()}, nil
		})
		transport := must(globalpayment.NewRequestTransport(signKey, paysig.WithBase(base)))
		response, err := transport.RoundTrip(must(http.NewRequest("POST", "https://gateway.example/pay", nil)))
		if strings.HasSuffix(url, "/pay") {
			discard(t, response, err)
			continue
		}
		wantError(t, err, paysig.ErrSignatureMismatch)
		var unauthentic *paysig.ResponseError
		if !errors.As(err, &unauthentic) || unauthentic.Response.Body == nil {
			t.Errorf("the error is %v", err)
		}
	}
}

// What the transport decides is not for a request to say.
func TestTransportRefusesOptions(t *testing.T) {
	gateway := newGateway(t, nil)
	client := gateway.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithoutResponseVerification())
	for _, option := range []paysig.MessageOption{
		paysig.WithRequest("GET", "/other"), paysig.WithTime(time.Now()), paysig.WithTimestamp("1712345678901"),
	} {
		ctx := paysig.ContextWithOptions(t.Context(), option)
		_, err := client.Do(must(http.NewRequestWithContext(ctx, "GET", gateway.URL, nil)))
		wantError(t, err, paysig.ErrInvalidOption)
	}
	if len(gateway.got) != 0 {
		t.Errorf("%d requests went out", len(gateway.got))
	}
}

func TestTransportUnsignedBody(t *testing.T) {
	gateway := newGateway(t, nil)
	client := gateway.client(t, globalpayment.Request, signKey.Credentials(), paysig.WithoutResponseVerification())
	ctx := paysig.ContextWithOptions(t.Context(), paysig.WithUnsignedBody())
	request := must(http.NewRequestWithContext(ctx, "POST", gateway.URL+"/upload", strings.NewReader("--b\r\n")))
	request.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	response, err := client.Do(request)
	discard(t, response, err)
	got := gateway.last(t)
	if got.body != "--b\r\n" || !strings.HasPrefix(got.header.Get("Content-Type"), "multipart/") {
		t.Errorf("what arrived is %+v", got)
	}
	got.body = ""
	verifies(t, globalpayment.Request, signKey.Credentials(), got)
}

func TestTransportNeedsHTTPS(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	credentials := smart2pay.RequestCredentials{SiteID: "30201", APIKey: "key"}
	refusing := &http.Client{Transport: must(smart2pay.NewRequestTransport(credentials))}
	_, err := refusing.Get(server.URL)
	wantError(t, err, paysig.ErrInsecureURL)
	allowing := &http.Client{Transport: must(smart2pay.NewRequestTransport(credentials, paysig.WithSignerOptions(paysig.WithHTTPLoopback())))}
	response, err := allowing.Get(server.URL)
	discard(t, response, err)
	_, err = allowing.Get("http://gateway.example")
	wantError(t, err, paysig.ErrInsecureURL)
}

func TestTransportWrongUse(t *testing.T) {
	_, err := paysig.NewTransport("none/request", nil)
	wantError(t, err, paysig.ErrUnknownScheme)
	_, err = paysig.NewTransport(solidgate.Request, hookPair.Credentials())
	wantError(t, err, paysig.ErrWrongPair)
	for _, option := range []paysig.TransportOption{nil, paysig.WithBase(nil)} {
		_, err = paysig.NewTransport(solidgate.Request, apiPair.Credentials(), option)
		wantError(t, err, paysig.ErrInvalidArgument)
	}
	_, err = paysig.NewTransport(globalpayment.Response, signKey.Credentials())
	wantError(t, err, paysig.ErrInvalidArgument)
	for _, limit := range []int64{0, -1} {
		_, err = globalpayment.NewRequestTransport(signKey, paysig.WithResponseLimit(limit))
		wantError(t, err, paysig.ErrInvalidArgument)
	}
	transport := must(solidgate.NewRequestTransport(apiPair))
	transport.CloseIdleConnections()
	for _, request := range []*http.Request{{}, must(http.NewRequest("GET", "/path", nil)), must(http.NewRequest("GET", "https:opaque", nil))} {
		_, err = transport.RoundTrip(request)
		wantError(t, err, paysig.ErrInvalidURL)
	}
	for range 2 {
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, transport := range []*paysig.Transport{transport, nil, {}} {
		_, err = transport.RoundTrip(must(http.NewRequest("GET", "https://gateway.example", nil)))
		wantClosed(t, err)
		transport.CloseIdleConnections()
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	}
}
