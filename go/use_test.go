package paysig_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/smart2pay"
	"github.com/paysig/paysig/go/smartglocal"
	"github.com/paysig/paysig/go/solidgate"
)

func TestSignAndVerify(t *testing.T) {
	signer := must(solidgate.NewWebhookSigner(hookPair))
	defer signer.Close()
	verifier := must(paysig.NewVerifier(solidgate.Webhook, paysig.Keyring{
		{Label: "old", Credentials: solidgate.WebhookCredentials{PublicKey: hookPair.PublicKey, SecretKey: "wh_sk_old"}.Credentials()},
		{Label: "new", Credentials: hookPair.Credentials()},
	}))
	defer verifier.Close()
	body := []byte(`{"order":{"status":"settle_ok"}}`)
	headers := must(signer.Sign("POST", "https://shop.example/hooks", body))
	if headers.Get("merchant") != hookPair.PublicKey || len(headers.Get("SIGNATURE")) != 172 || headers.Get("X-None") != "" {
		t.Errorf("the headers are %#v", []paysig.Header(headers))
	}
	verified := must(verifier.Verify(headers.HTTP(), body, paysig.WithReplayKey()))
	signed := append([]byte("solidgate/webhook\x00"+hookPair.PublicKey), append(body, hookPair.PublicKey...)...)
	if key := must(verified.ReplayKey()); key != sha256.Sum256(signed) {
		t.Errorf("the replay key is %x", key)
	}
	if got, ok := verified.Body(); !ok || &got[0] != &body[0] || verified.Label() != "new" {
		t.Errorf("the body is %q by %s", got, verified.Label())
	}
	if _, ok := verified.Timestamp(); ok {
		t.Error("a timestamp that is not signed")
	}
	for _, none := range []*paysig.Verified{nil, {}} {
		if at, ok := none.Timestamp(); ok || !at.IsZero() {
			t.Errorf("what was not verified was signed at %v", at)
		}
	}
	body[0] = '['
	_, err := verifier.Verify(headers.HTTP(), body)
	wantError(t, err, paysig.ErrSignatureMismatch)
}

func TestAReplayKeyMustBeAskedFor(t *testing.T) {
	headers := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", []byte("{}"))).HTTP()
	basic := smart2pay.NotificationCredentials{SiteID: "30201", APIKey: "hJ5RobYx9r7FfNwC"}
	notification := must(must(smart2pay.NewNotificationSigner(basic)).Sign("POST", "https://shop.example/hooks", []byte("{}"))).HTTP()
	unsigned := must(smart2pay.NewNotificationVerifier(basic))
	for what, each := range map[string]struct {
		verified *paysig.Verified
		says     string
	}{
		"nobody asked":        {must(must(solidgate.NewWebhookVerifier(hookPair)).Verify(headers, []byte("{}"))), "pass WithReplayKey to Verify"},
		"nobody asked either": {must(unsigned.Verify(notification, []byte("{}"))), "pass WithReplayKey to Verify"},
		"none to ask for":     {must(unsigned.Verify(notification, []byte("{}"), paysig.WithReplayKey())), "the body is not signed"},
		"zero":                {new(paysig.Verified), "not one that Verify gave"},
		"nil":                 {nil, "not one that Verify gave"},
	} {
		key, err := each.verified.ReplayKey()
		wantError(t, err, paysig.ErrInvalidArgument)
		if key != [32]byte{} || !strings.Contains(err.Error(), each.says) || errors.Is(err, paysig.ErrNoReplayKey) != (what == "none to ask for") {
			t.Errorf("%s: %x, %v", what, key, err)
		}
	}
}

func TestABodyThatWasNotReadIsMissing(t *testing.T) {
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	signer := must(solidgate.NewWebhookSigner(hookPair))
	headers := must(signer.Sign("", "", nil)).HTTP()
	_, err := verifier.Verify(headers, nil)
	wantError(t, err, paysig.ErrMissingBody)
	verified := must(verifier.Verify(headers, []byte{}))
	if body, ok := verified.Body(); !ok || body == nil || len(body) != 0 {
		t.Errorf("the empty body is %v, %v", body, ok)
	}
}

func TestTime(t *testing.T) {
	credentials := globalpayment.WebhookCredentials{SignKey: "c2VjcmV0"}
	at := time.Date(2026, 3, 4, 5, 6, 7, 891_000_000, time.UTC)
	signer := must(globalpayment.NewWebhookSigner(credentials))
	headers := must(signer.Sign("", "", []byte("{}"), paysig.WithTime(at)))
	if headers.Get("TIMESTAMP") != fmt.Sprint(at.UnixMilli()) {
		t.Errorf("the timestamp is %s", headers.Get("TIMESTAMP"))
	}
	verifier := must(globalpayment.NewWebhookVerifier(credentials, paysig.WithTolerance(1500*time.Millisecond)))
	verify := func(now time.Time) error {
		verified, err := verifier.Verify(headers.HTTP(), []byte("{}"), paysig.WithTime(now))
		if err == nil {
			if signed, ok := verified.Timestamp(); !ok || !signed.Equal(at) {
				t.Errorf("the signed time is %v", signed)
			}
		}
		return err
	}
	if err := errors.Join(verify(at), verify(at.Add(1500*time.Millisecond)), verify(at.Add(-1500*time.Millisecond))); err != nil {
		t.Error(err)
	}
	wantError(t, verify(at.Add(1501*time.Millisecond)), paysig.ErrStale)
	wantError(t, verify(at.Add(-1501*time.Millisecond)), paysig.ErrFuture)
	for _, tolerance := range []time.Duration{0, time.Microsecond, -time.Second} {
		_, err := globalpayment.NewWebhookVerifier(credentials, paysig.WithTolerance(tolerance))
		wantError(t, err, paysig.ErrInvalidOption)
	}
	if err := must(globalpayment.NewWebhookVerifier(credentials, paysig.WithoutFreshness())).Close(); err != nil {
		t.Error(err)
	}
	if _, err := verifier.Verify(must(signer.Sign("", "", []byte("{}"))).HTTP(), []byte("{}")); err != nil {
		t.Errorf("by the clock: %v", err)
	}
}

func TestWhatIsNotCoveredIsNotGiven(t *testing.T) {
	credentials := smart2pay.NotificationCredentials{SiteID: "30201", APIKey: "hJ5RobYx9r7FfNwC"}
	headers := must(must(smart2pay.NewNotificationSigner(credentials)).Sign("POST", "https://shop.example/hooks", []byte("a")))
	verified := must(must(smart2pay.NewNotificationVerifier(credentials)).Verify(headers.HTTP(), []byte("b")))
	if body, ok := verified.Body(); ok || body != nil || len(verified.Covers()) != 0 || string(verified.UnauthenticatedBody()) != "b" {
		t.Errorf("it is %v with the body %q", verified, body)
	}
}

func TestRSAKeysArePEMOrDER(t *testing.T) {
	private := string(must(os.ReadFile(filepath.Join(vectors, "keys", "bank131.private.pem"))))
	signer := must(smartglocal.NewRequestSigner(smartglocal.RequestCredentials{Project: "shop", PrivateKey: private}))
	headers := must(signer.Sign("POST", "https://demo.smart-glocal.com/api/v1/session/create", []byte("{}"),
		paysig.WithNewIdempotencyKey(), paysig.WithSubmerchant("payer 7")))
	if len(headers) != 4 || len(headers.Get("X-PARTNER-IDEMPOTENCY-KEY")) != 32 || headers.Get("X-PARTNER-SUBMERCHANT") != "payer 7" {
		t.Errorf("the headers are %#v", []paysig.Header(headers))
	}
	_, err := smartglocal.NewRequestSigner(smartglocal.RequestCredentials{Project: "shop", PrivateKey: private[:len(private)/2]})
	wantError(t, err, paysig.ErrMalformedKey)
	_, err = smartglocal.NewRequestVerifier(smartglocal.RequestCredentials{Project: "shop", PublicKey: private})
	wantError(t, err, paysig.ErrWrongKeyKind)
	_, err = smartglocal.NewRequestVerifier(smartglocal.RequestCredentials{Project: "shop", PrivateKey: private})
	wantError(t, err, paysig.ErrMissingCredential)
}

// A token may be longer than the usual buffer for headers.
func TestHeadersThatAreUnusuallyLong(t *testing.T) {
	signer := must(globalpayment.NewRequestSigner(globalpayment.RequestCredentials{SignKey: "c2VjcmV0"}))
	token := strings.Repeat("t", 100_000)
	headers := must(signer.Sign("GET", globalpayment.TestAPIURL+"/v1/pay?id=7", nil, paysig.WithAccessToken(token)))
	if headers.Get("Authorization") != "Bearer "+token {
		t.Errorf("the token has %d bytes", len(headers.Get("Authorization")))
	}
}

func TestStringToSign(t *testing.T) {
	signer := must(globalpayment.NewRequestSigner(globalpayment.RequestCredentials{SignKey: "c2VjcmV0"}))
	shown := must(signer.StringToSign("post", globalpayment.LiveAPIURL+"/v1/pay?id=7", []byte("\xff"), paysig.WithTimestamp("1712345678901")))
	if shown.String() != "POST1712345678901/v1/payid=7\xff" || len(shown) != 5 || shown[4].Name != "body" {
		t.Errorf("it is %q in %d parts", shown, len(shown))
	}
	_, err := signer.StringToSign("POST", "/v1/pay#top", nil)
	wantError(t, err, paysig.ErrInvalidURL)
}

// Bodies are passed where they are; cgo refuses memory that holds Go pointers, and a body may lie in such memory.
func TestABodyBesideAPointer(t *testing.T) {
	type page struct {
		next *page
		data [64]byte
	}
	body := &page{next: &page{}}
	copy(body.data[:], "{}")
	signer := must(solidgate.NewRequestSigner(apiPair))
	inside := must(signer.Sign("", "", body.data[:2]))
	if inside.Get("Signature") != must(signer.Sign("", "", []byte("{}"))).Get("Signature") {
		t.Error("another signature")
	}
	if _, err := must(solidgate.NewRequestVerifier(apiPair)).Verify(inside.HTTP(), body.data[:2]); err != nil {
		t.Error(err)
	}
}

func TestHugeBody(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789abcdef"), 4<<20)
	headers := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body))
	must(must(solidgate.NewWebhookVerifier(hookPair)).Verify(headers.HTTP(), body))
}

func TestANULIsNoHeader(t *testing.T) {
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	for _, headers := range []http.Header{
		{"X": {"a\x00Merchant\x00" + hookPair.PublicKey}},
		{"X\x00y": {"z"}},
	} {
		_, err := verifier.Verify(headers, []byte{})
		wantError(t, err, paysig.ErrInvalidHeaders)
	}
	_, err := verifier.Verify(nil, []byte{})
	wantError(t, err, paysig.ErrMissingHeader)
}

// A map can hold names as they should not be, and one name in several spellings.
func TestHeadersAreFoundInAnySpelling(t *testing.T) {
	at := time.Now()
	body := []byte("{}")
	options := []paysig.Option{paysig.WithTimestampHeader("x-time"), paysig.WithSignatureHeader("X-Proof")}
	keys := paysig.Credentials{"sign_key": "k"}
	signer, verifier := must(paysig.NewSigner(globalpayment.Webhook, keys, options...)), must(paysig.NewVerifier(globalpayment.Webhook, keys, options...))
	signed := must(signer.Sign("", "", body, paysig.WithTime(at)))
	spelled := func() http.Header {
		return http.Header{"X-TIME": {signed.Get("X-Time")}, "x-proof": {signed.Get("X-Proof")}, "Accept": {"a", "b"}}
	}
	must(verifier.Verify(spelled(), body))
	for _, second := range []string{"X-Proof", "X-PROOF", "x-Time"} {
		headers := spelled()
		headers[second] = []string{"1"}
		_, err := verifier.Verify(headers, body)
		wantError(t, err, paysig.ErrDuplicateHeader)
	}
	headers := spelled()
	headers[""] = []string{"1"}
	_, err := verifier.Verify(headers, body)
	wantError(t, err, paysig.ErrInvalidHeaders)
}

func TestWrongUse(t *testing.T) {
	for name, want := range map[*paysig.Error]paysig.Credentials{
		paysig.ErrMissingCredential:   nil,
		paysig.ErrEmptyCredential:     {"public_key": "api_pk_1", "secret_key": ""},
		paysig.ErrUnknownCredential:   {"public_key": "api_pk_1", "secret_key": "s", "": ""},
		paysig.ErrWrongPair:           hookPair.Credentials(),
		paysig.ErrWrongHalfOfPair:     {"public_key": "api_sk_1", "secret_key": "api_pk_1"},
		paysig.ErrMalformedCredential: {"public_key": "api_pk_1", "secret_key": "s\n"},
	} {
		_, err := paysig.NewSigner(solidgate.Request, want)
		wantError(t, err, name)
	}
	_, err := paysig.NewSigner("", apiPair.Credentials())
	wantError(t, err, paysig.ErrUnknownScheme)
	_, err = paysig.NewSigner("solidgate/\xff", apiPair.Credentials())
	wantError(t, err, paysig.ErrInvalidText)
	_, err = paysig.NewSigner(solidgate.Request, apiPair.Credentials(), paysig.Option{})
	wantError(t, err, paysig.ErrUnknownOption)
	_, err = paysig.NewVerifier(solidgate.Webhook, nil)
	wantError(t, err, paysig.ErrMissingCredential)
	_, err = paysig.NewVerifier(solidgate.Webhook, paysig.Keyring{})
	wantError(t, err, paysig.ErrMissingCredential)
	pair := hookPair.Credentials()
	_, err = paysig.NewVerifier(solidgate.Webhook, paysig.Keyring{{Label: "a", Credentials: pair}, {Label: "a", Credentials: pair}})
	wantError(t, err, paysig.ErrDuplicateCredential)
	for _, swapped := range []paysig.Keyring{
		{{Label: pair["secret_key"], Credentials: nil}},
		{{Label: pair["secret_key"], Credentials: pair}, {Label: pair["secret_key"], Credentials: pair}},
	} {
		if _, err = paysig.NewVerifier(solidgate.Webhook, swapped); err == nil || strings.Contains(err.Error(), pair["secret_key"]) {
			t.Errorf("of a secret for a label, it says: %v", err)
		}
	}
	_, err = must(solidgate.NewRequestSigner(apiPair)).Sign("", "", nil, paysig.MessageOption{})
	wantError(t, err, paysig.ErrUnknownOption)
	_, err = must(solidgate.NewRequestSigner(apiPair)).Sign("", "", nil, paysig.WithAccessToken("t"))
	wantError(t, err, paysig.ErrUnknownOption)
}

func TestClosed(t *testing.T) {
	signer, verifier := must(solidgate.NewRequestSigner(apiPair)), must(solidgate.NewRequestVerifier(apiPair))
	for range 2 {
		if err := errors.Join(signer.Close(), verifier.Close()); err != nil {
			t.Error(err)
		}
	}
	for _, signer := range []*paysig.Signer{signer, nil, {}} {
		_, err := signer.Sign("", "", nil)
		wantClosed(t, err)
		_, err = signer.StringToSign("", "", nil)
		wantClosed(t, err)
		if err := signer.Close(); err != nil {
			t.Error(err)
		}
		_ = signer.String()
	}
	for _, verifier := range []*paysig.Verifier{verifier, nil, {}} {
		_, err := verifier.Verify(nil, []byte{})
		wantClosed(t, err)
		if err := verifier.Close(); err != nil {
			t.Error(err)
		}
		_ = verifier.String()
	}
}

func wantClosed(t *testing.T, err error) {
	t.Helper()
	wantError(t, err, paysig.ErrInvalidArgument)
	if !errors.Is(err, paysig.ErrClosed) {
		t.Errorf("%v is no ErrClosed", err)
	}
}

func TestNothingLeaksWhenPrinted(t *testing.T) {
	const secret = "s3cr3t"
	credentials := solidgate.RequestCredentials{PublicKey: "api_pk_1", SecretKey: secret}
	signer := must(solidgate.NewRequestSigner(credentials))
	body := []byte("the-body")
	headers := must(signer.Sign("", "", body))
	verified := must(must(solidgate.NewRequestVerifier(credentials)).Verify(headers.HTTP(), body))
	var printed bytes.Buffer
	for _, value := range []any{credentials, credentials.Credentials(), signer, headers, headers[1], verified, &credentials} {
		fmt.Fprintf(&printed, "%v %+v %#v %s\n", value, value, value, value)
	}
	slog.New(slog.NewJSONHandler(&printed, nil)).Info("m", "c", credentials.Credentials(), "h", headers)
	for _, hidden := range []string{secret, headers.Get("Signature"), "the-body"} {
		if strings.Contains(printed.String(), hidden) {
			t.Errorf("%q is in what was printed:\n%s", hidden, &printed)
		}
	}
}

func TestDescriptions(t *testing.T) {
	gateways := must(paysig.Gateways())
	if len(gateways) < 6 {
		t.Errorf("%d gateways", len(gateways))
	}
	gateway := must(paysig.DescribeGateway(globalpayment.Gateway))
	if gateway.Name != "Global Payment" || gateway.Acknowledgement.ContentType != "application/json" || len(gateway.Schemes) != 3 {
		t.Errorf("it is %+v", gateway)
	}
	scheme := must(paysig.DescribeScheme(globalpayment.Request))
	proof := scheme.Proof
	if proof.Kind != "mac" || proof.Key != "sign_key" || proof.Hash != "sha512" || len(proof.Parts) != 5 || proof.Parts[0].Kind != "method" {
		t.Errorf("the proof is %+v", proof)
	}
	last := scheme.Headers[2]
	if last.Name != "Authorization" || last.Carries != "option" || last.Of != "access_token" || last.Prefix != "Bearer " || last.Need != "if_given" {
		t.Errorf("the header is %+v", last)
	}
	if scheme.Freshness.Tolerance != 2*time.Minute || scheme.Freshness.Unit != "milliseconds" || scheme.Rule == "" {
		t.Errorf("it is %+v", scheme)
	}
	if part := must(paysig.DescribeScheme(solidgate.Request)).Proof.Parts[0]; part != (paysig.Part{Kind: "field", Of: "public_key"}) {
		t.Errorf("the part is %+v", part)
	}
	for _, id := range []string{"", "solidgate", "errors", "solidgate/none"} {
		_, err := paysig.DescribeScheme(id)
		wantError(t, err, paysig.ErrUnknownScheme)
	}
	_, err := paysig.DescribeGateway("stripe")
	wantError(t, err, paysig.ErrUnknownGateway)
}
