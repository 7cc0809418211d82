package paysig_test

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/aeterna"
	"github.com/paysig/paysig/go/smartglocal"
	"github.com/paysig/paysig/go/solidgate"
)

func TestKeys(t *testing.T) {
	key := must(paysig.GenerateKey(2048))
	passphrase := []byte("correct horse")
	private, sealed := must(key.WritePrivate(paysig.PEM, nil)), must(key.WritePrivate(paysig.DER, passphrase))
	public := must(key.WritePublic(paysig.PEM))

	block, _ := pem.Decode(public)
	standard, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil || standard == nil {
		t.Fatalf("crypto/x509 does not read the public half: %v", err)
	}
	if block, _ = pem.Decode(private); block == nil || must(x509.ParsePKCS8PrivateKey(block.Bytes)) == nil {
		t.Fatal("crypto/x509 does not read the private half")
	}

	again := must(paysig.ReadPrivateKey(sealed, passphrase))
	if !bytes.Equal(must(again.WritePrivate(paysig.PEM, nil)), private) || !bytes.Equal(must(again.WritePublic(paysig.PEM)), public) {
		t.Error("the key that was read is another one")
	}
	of, report := must(paysig.InspectKey(public, nil)), must(paysig.InspectKey(sealed, passphrase))
	if *report != (paysig.KeyReport{"private", "encrypted_pkcs8", "der", 2048, 65537, of.Fingerprint}) || of.Kind != "public" || len(of.Fingerprint) != 64 {
		t.Errorf("they are %+v and %+v", of, report)
	}
	_, err = must(paysig.ReadPublicKey(public)).WritePrivate(paysig.PEM, nil)
	wantError(t, err, paysig.ErrWrongKeyKind)

	signer := must(smartglocal.NewRequestSigner(smartglocal.RequestCredentials{Project: "p", PrivateKey: string(sealed), Passphrase: string(passphrase)}))
	headers := must(signer.Sign("POST", "/", []byte("{}")))
	must(must(smartglocal.NewRequestVerifier(smartglocal.RequestCredentials{Project: "p", PublicKey: string(public)})).Verify(headers.HTTP(), []byte("{}")))
}

func TestKeysWrongUse(t *testing.T) {
	for _, bits := range []int{-1, 0, 1024, 2049, 1 << 40} {
		_, err := paysig.GenerateKey(bits)
		wantError(t, err, paysig.ErrInvalidArgument)
	}
	certificate := must(os.ReadFile(filepath.Join(vectors, "keys", "rsa2048.certificate.pem")))
	key := must(paysig.ReadPublicKey(certificate))
	for want, material := range map[*paysig.Error][]byte{
		paysig.ErrMalformedKey: certificate[:100],
		paysig.ErrWrongKeyKind: certificate,
	} {
		_, err := paysig.ReadPrivateKey(material, nil)
		wantError(t, err, want)
	}
	for _, nothing := range [][]byte{nil, {}} {
		if _, err := paysig.ReadPublicKey(nothing); err == nil {
			t.Error("nothing was read as a key")
		}
		if _, err := paysig.InspectKey(nothing, nil); err == nil {
			t.Error("nothing was inspected")
		}
	}
	_, err := key.WritePublic(7)
	wantError(t, err, paysig.ErrInvalidArgument)
	private := must(paysig.ReadPrivateKey(must(os.ReadFile(filepath.Join(vectors, "keys", "bank131.private.pem"))), nil))
	_, err = private.WritePrivate(paysig.PEM, []byte{})
	wantError(t, err, paysig.ErrEmptyCredential)
	_ = key.Close()
	for _, key := range []*paysig.Key{key, nil, {}} {
		_, err := key.WritePublic(paysig.PEM)
		wantClosed(t, err)
		if err := key.Close(); err != nil || key.String() != "paysig.Key" {
			t.Error(err, key)
		}
	}
}

func TestGatewayURL(t *testing.T) {
	for want, call := range map[string]paysig.Call{
		"https://demo.smart-glocal.com/api/v1/session/create":  {Environment: "test", Path: "session/create"},
		"https://proxy.smart-glocal.com/api/v2/session/create": {Environment: "live", Version: "2.7", Path: "/session/create"},
	} {
		if got := must(smartglocal.URL(call)); got != want {
			t.Errorf("it is %s and not %s", got, want)
		}
	}
	if got := must(solidgate.URL(paysig.Call{Environment: "live", Product: "alternative", Path: "status"})); got != solidgate.AlternativeURL+"/api/v1/status" {
		t.Errorf("it is %s", got)
	}
	_, err := aeterna.URL(paysig.Call{Environment: "live"})
	wantError(t, err, paysig.ErrUnknownHost)
	_, err = solidgate.URL(paysig.Call{})
	if err == nil || strings.Contains(err.Error(), "\x00") {
		t.Errorf("without an environment: %v", err)
	}
	_, err = paysig.GatewayURL("none", paysig.Call{Environment: "live"})
	wantError(t, err, paysig.ErrUnknownGateway)
}

func TestGatewayError(t *testing.T) {
	body := `{"error":{"code":"2.01","messages":{"amount":["too small"],"currency":["unknown"]}}}`
	found := must(solidgate.ReadError(200, []byte(body)))
	if found.Code != "2.01" || found.Kind != "validation" || found.Retry.When != "corrected" || found.Advice == "" ||
		len(found.Messages) != 2 || found.Messages[0] != (paysig.GatewayMessage{Attribute: "amount", Text: "too small"}) {
		t.Errorf("it is %+v", found)
	}
	if text := found.Error(); !strings.Contains(text, "2.01") || strings.Contains(text, "too small") {
		t.Errorf("in words: %s", text)
	}
	if none := must(solidgate.ReadError(200, []byte(`{"order":{}}`))); none != nil {
		t.Errorf("an answer that is no error is %+v", none)
	}
	for _, body := range [][]byte{nil, {}, []byte("<html>")} {
		if found := must(solidgate.ReadError(503, body)); found == nil || found.Retry.When != "later" || found.Retry.After < time.Second {
			t.Errorf("%q is %+v", body, found)
		}
	}
	_, err := paysig.ReadGatewayError("none", 200, nil)
	wantError(t, err, paysig.ErrUnknownGateway)
	_, err = solidgate.ReadError(-1, nil)
	wantError(t, err, paysig.ErrInvalidArgument)
	if errors.Is(found, err) {
		t.Error("a gateway's error is none of paysig's")
	}
}

func TestForm(t *testing.T) {
	credentials := solidgate.RequestCredentials{PublicKey: "api_pk_1", SecretKey: "api_sk_" + strings.Repeat("x", 25)}
	signer := must(solidgate.NewRequestSigner(credentials))
	attributes := []byte(`{"order_id":"1","amount":100,"currency":"USD"}`)
	first, second := must(signer.Form(paysig.FormData, attributes)), must(signer.Form(paysig.FormData, attributes))
	if len(first) != 3 || first["merchant"] != "api_pk_1" || first["paymentIntent"] == "" || first["paymentIntent"] == second["paymentIntent"] {
		t.Errorf("the fields are %v and %v", first, second)
	}
	if signature := must(signer.Sign("", "", []byte(first["paymentIntent"]))).Get("Signature"); signature != first["signature"] {
		t.Error("the intent is not signed like a body")
	}
	if update := must(signer.Form(paysig.FormUpdate, attributes)); len(update) != 2 || update["partialIntent"] == "" {
		t.Errorf("the fields are %v", update)
	}
	_, err := signer.Form("other", attributes)
	wantError(t, err, paysig.ErrInvalidArgument)
	_, err = must(solidgate.NewWebhookSigner(hookPair)).Form(paysig.FormData, attributes)
	wantError(t, err, paysig.ErrInvalidArgument)
	_, err = must(solidgate.NewRequestSigner(apiPair)).Form(paysig.FormData, attributes)
	wantError(t, err, paysig.ErrSecretTooShort)
	_ = signer.Close()
	for _, signer := range []*paysig.Signer{signer, nil, {}} {
		_, err := signer.Form(paysig.FormData, attributes)
		wantClosed(t, err)
	}
}
