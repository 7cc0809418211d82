package paysig_test

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/smart2pay"
	"github.com/paysig/paysig/go/solidgate"
)

func ExampleSigner_Sign() {
	signer, err := solidgate.NewRequestSigner(solidgate.RequestCredentials{PublicKey: "test", SecretKey: "secret"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer signer.Close()

	headers, err := signer.Sign("POST", solidgate.CardsURL+"/api/v1/charge", []byte(`{"amount":100,"currency":"USD"}`))
	fmt.Println(headers.Get("Merchant"), headers.Get("Signature")[:24], err)
	// Output: test MjY3MzBjNDAwMDllZjIxMGMz <nil>
}

func ExampleSigner_StringToSign() {
	signer, err := globalpayment.NewRequestSigner(globalpayment.RequestCredentials{SignKey: "c2VjcmV0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer signer.Close()

	shown, err := signer.StringToSign("POST", globalpayment.LiveAPIURL+"/v1/pay?id=7", []byte("{}"), paysig.WithTimestamp("1712345678901"))
	fmt.Println(shown, err)
	// Output: POST1712345678901/v1/payid=7{} <nil>
}

func ExampleVerifier_Verify() {
	keys := globalpayment.WebhookCredentials{SignKey: "c2VjcmV0"}
	signer, _ := globalpayment.NewWebhookSigner(keys)
	verifier, err := globalpayment.NewWebhookVerifier(keys, paysig.WithTolerance(time.Minute))
	if err != nil {
		fmt.Println(err)
		return
	}

	sent := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	body := []byte(`{"status":"paid"}`)
	headers, _ := signer.Sign("", "", body, paysig.WithTime(sent))

	verified, err := verifier.Verify(headers.HTTP(), body, paysig.WithTime(sent.Add(30*time.Second)))
	fmt.Println(verified, err)

	_, err = verifier.Verify(headers.HTTP(), body, paysig.WithTime(sent.Add(90*time.Second)))
	fmt.Println(errors.Is(err, paysig.ErrStale), err)
	// Output:
	// paysig.Verified(global-payment/webhook by default; covers: timestamp, body) <nil>
	// true paysig: stale: the message is 90 s old, 60 s allowed
}

func ExampleVerified_UnauthenticatedBody() {
	verifier, _ := smart2pay.NewNotificationVerifier(smart2pay.NotificationCredentials{SiteID: "30201", APIKey: "hJ5RobYx9r7FfNwC"})
	request := http.Header{"Authorization": {"Basic MzAyMDE6aEo1Um9iWXg5cjdGZk53Qw=="}}

	verified, err := verifier.Verify(request, []byte(`{"Payment":{"ID":7}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, authentic := verified.Body(); !authentic {
		fmt.Printf("ask the gateway for what %s names\n", verified.UnauthenticatedBody())
	}
	// Output: ask the gateway for what {"Payment":{"ID":7}} names
}

func ExampleIsRejected() {
	verifier, _ := solidgate.NewWebhookVerifier(solidgate.WebhookCredentials{PublicKey: "wh_pk_c52ea06e", SecretKey: "wh_sk_1f4a9eb0"})
	_, err := verifier.Verify(http.Header{}, []byte("{}"))
	status := http.StatusInternalServerError
	if paysig.IsRejected(err) {
		status = http.StatusUnauthorized
	}
	fmt.Println(status, err)
	// Output: 401 paysig: missing_header: Merchant is not there
}

func ExampleGatewayURL() {
	url, err := paysig.GatewayURL("smart-glocal", paysig.Call{Environment: "test", Version: "1.0", Path: "session/create"})
	fmt.Println(url, err)
	// Output: https://demo.smart-glocal.com/api/v1/session/create <nil>
}

func ExampleVerifier_Explain() {
	keys := solidgate.WebhookCredentials{PublicKey: "wh_pk_c52ea06e", SecretKey: "wh_sk_1f4a9eb0"}
	signer, _ := solidgate.NewWebhookSigner(keys)
	verifier, _ := solidgate.NewWebhookVerifier(keys)
	headers, _ := signer.Sign("", "", []byte(`{"order":{"status":"settle_ok"}}`))

	explanation, err := verifier.Explain(headers.HTTP(), []byte("{\"order\":{\"status\":\"settle_ok\"}}\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, finding := range explanation.Findings {
		fmt.Println(finding.Cause, finding.Certainty)
	}
	// Output: body_final_newline proven
}
