package paysig_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/smartglocal"
	"github.com/paysig/paysig/go/solidgate"
)

func TestExplain(t *testing.T) {
	body := []byte(`{"amount":100,"note":"a/b"}`)
	headers := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body)).HTTP()
	verifier := must(solidgate.NewWebhookVerifier(hookPair))

	accepted := must(verifier.Explain(headers, body))
	if !accepted.Verifies() || accepted.Outcome != paysig.Verifies || accepted.Rejection != nil || accepted.Label != "default" ||
		len(accepted.Findings) != 0 || !strings.Contains(accepted.String(), "this verifies") {
		t.Errorf("a correct message: %+v", accepted)
	}

	changed := must(verifier.Explain(headers, append(body, '\n')))
	finding := changed.Findings[0]
	if changed.Verifies() || changed.Rejection.Code != "signature_mismatch" || changed.Rejection.Kind != paysig.Rejected || finding.Cause != "body_final_newline" ||
		finding.Certainty != paysig.Proven || changed.Attempts == 0 || changed.Bytes == 0 || changed.Exhausted || len(changed.RuledOut) != 0 {
		t.Errorf("with a line end: %+v", changed)
	}
	if changed.String() != changed.Text || !strings.Contains(changed.Text, finding.Fix) {
		t.Errorf("the text is %s", changed.Text)
	}
	var said struct{ Text, Outcome string }
	var shown struct {
		Capsule     int
		Explanation json.RawMessage
	}
	if err := json.Unmarshal([]byte(changed.JSON), &said); err != nil || said.Text != changed.Text || said.Outcome != "explained" {
		t.Errorf("the JSON is %s: %v", changed.JSON, err)
	}
	if err := json.Unmarshal([]byte(changed.Capsule), &shown); err != nil || shown.Capsule != 1 || len(shown.Explanation) == 0 {
		t.Errorf("the capsule is %s: %v", changed.Capsule, err)
	}
	if again := must(verifier.Explain(headers, append(body, '\n'), paysig.WithTime(time.Now()))); again.JSON != changed.JSON {
		t.Error("it says something else the second time")
	}

	reencoded := must(verifier.Explain(headers, []byte(`{"amount": 100, "note": "a\/b"}`))).Findings[0]
	if reencoded.Cause != "json_reencoded" || len(reencoded.Encoders) == 0 {
		t.Errorf("written again: %+v", reencoded)
	}
}

// What an RSA signature gives away although no cause is found.
func TestExplainObserves(t *testing.T) {
	private := must(os.ReadFile(filepath.Join(vectors, "keys", "bank131.private.pem")))
	public := must(must(paysig.ReadPrivateKey(private, nil)).WritePublic(paysig.PEM))
	signer := must(smartglocal.NewWebhookSigner(smartglocal.WebhookCredentials{PrivateKey: string(private)}))
	verifier := must(smartglocal.NewWebhookVerifier(smartglocal.WebhookCredentials{PublicKey: string(public)}))
	headers := must(signer.Sign("", "", []byte(`{"amount":100}`))).HTTP()
	found := must(verifier.Explain(headers, []byte(`{"amount":900}`)))
	if found.Outcome != paysig.Unexplained || len(found.Observations) != 1 || found.Observations[0].ID != "rsa_other_content" || found.Observations[0].Text == "" {
		t.Errorf("it is %+v", found)
	}
}

func TestExplainWithOthersAndABudget(t *testing.T) {
	body := []byte("{}")
	other := solidgate.WebhookCredentials{PublicKey: hookPair.PublicKey, SecretKey: "wh_sk_sandbox"}
	headers := must(must(solidgate.NewWebhookSigner(other)).Sign("", "", body)).HTTP()
	verifier := must(solidgate.NewWebhookVerifier(hookPair))

	unknown := must(verifier.Explain(headers, body))
	if unknown.Outcome != paysig.Unexplained || len(unknown.Findings) != 0 || len(unknown.RuledOut) == 0 || unknown.Label != "" {
		t.Errorf("without the others: %+v", unknown)
	}
	for _, others := range []paysig.VerifierCredentials{
		other.Credentials(),
		paysig.Keyring{{Label: "sandbox", Credentials: other.Credentials()}},
	} {
		found := must(verifier.Explain(headers, body, paysig.WithOthers(others)))
		if len(found.Findings) != 1 || found.Findings[0].Cause != "key_other_label" {
			t.Errorf("with the others: %+v", found)
		}
		_, err := verifier.Verify(headers, body)
		wantError(t, err, paysig.ErrSignatureMismatch)
	}
	if little := must(verifier.Explain(headers, body, paysig.WithBudget(1))); !little.Exhausted || little.Attempts >= unknown.Attempts {
		t.Errorf("with a small budget: %+v", little)
	}
}

func TestExplainWrongUse(t *testing.T) {
	body := []byte("{}")
	headers := must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", body)).HTTP()
	verifier := must(solidgate.NewWebhookVerifier(hookPair))
	for _, option := range []paysig.ExplainOption{
		nil,
		paysig.WithBudget(0),
		paysig.WithBudget(-1),
		paysig.WithOthers(nil),
	} {
		_, err := verifier.Explain(headers, body, option)
		wantError(t, err, paysig.ErrInvalidArgument)
	}
	_, err := verifier.Explain(headers, nil)
	wantError(t, err, paysig.ErrMissingBody)
	_, err = verifier.Explain(headers, body, paysig.MessageOption{})
	wantError(t, err, paysig.ErrUnknownOption)
	_, err = verifier.Explain(headers, body, paysig.WithRequestTimestamp("1"))
	wantError(t, err, paysig.ErrUnknownOption)
	headers["X"] = []string{"a\x00b"}
	_, err = verifier.Explain(headers, body)
	wantError(t, err, paysig.ErrInvalidHeaders)
	for _, others := range []paysig.Keyring{
		{{Label: "a"}},
		{{Label: "a", Credentials: hookPair.Credentials()}, {Label: "a", Credentials: hookPair.Credentials()}},
	} {
		if _, err := verifier.Explain(nil, body, paysig.WithOthers(others)); err == nil || paysig.IsRejected(err) {
			t.Errorf("with %v: %v", others, err)
		}
	}
	delete(headers, "X")
	answer := must(must(globalpayment.NewResponseSigner(globalpayment.ResponseCredentials(signKey))).Sign("GET", "/", body)).HTTP()
	_, err = must(globalpayment.NewResponseVerifier(globalpayment.ResponseCredentials(signKey))).Explain(answer, body)
	wantError(t, err, paysig.ErrMissingRequest)
	_ = verifier.Close()
	for _, verifier := range []*paysig.Verifier{verifier, nil, {}} {
		_, err := verifier.Explain(headers, body)
		wantClosed(t, err)
	}
}

func TestExplainShowsNoSecret(t *testing.T) {
	keys := solidgate.WebhookCredentials{PublicKey: "wh_pk_1", SecretKey: "wh_sk_5ecre7-and-long-enough"}
	other := solidgate.WebhookCredentials{PublicKey: "wh_pk_1", SecretKey: "wh_sk_0ther-and-long-enough"}
	body := []byte("the-body-nobody-sees")
	signature := must(must(solidgate.NewWebhookSigner(keys)).Sign("", "", body)).Get("Signature")
	digits := must(base64.StdEncoding.DecodeString(signature))
	raw := must(hex.DecodeString(string(digits)))
	headers := must(must(solidgate.NewWebhookSigner(other)).Sign("", "", body)).HTTP()
	explanation := must(must(solidgate.NewWebhookVerifier(keys)).Explain(headers, body, paysig.WithOthers(other.Credentials())))

	var shown bytes.Buffer
	fmt.Fprintf(&shown, "%v %+v %#v %s\n", explanation, *explanation, *explanation, explanation)
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("m", "explanation", explanation)
	shown.WriteString(explanation.Text + explanation.JSON + explanation.Capsule)
	for _, hidden := range []string{
		keys.SecretKey, other.SecretKey, string(body), signature, headers.Get("Signature"), string(digits), string(raw),
		base64.StdEncoding.EncodeToString(raw), strings.ToUpper(string(digits)),
		base64.StdEncoding.EncodeToString([]byte(keys.SecretKey)), hex.EncodeToString([]byte(keys.SecretKey)),
	} {
		if strings.Contains(shown.String(), hidden) {
			t.Errorf("%q is in what is shown:\n%s", hidden, &shown)
		}
	}
}

func TestCauses(t *testing.T) {
	causes := must(paysig.Causes())
	ids := map[string]bool{}
	for _, cause := range causes {
		if ids[cause.ID] || cause.ID == "" || cause.Summary == "" || cause.Fix == "" {
			t.Errorf("a cause is %+v", cause)
		}
		ids[cause.ID] = true
	}
	if len(causes) < 40 || !ids["json_reencoded"] {
		t.Errorf("%d causes", len(causes))
	}
}
