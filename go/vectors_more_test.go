package paysig_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"time"

	paysig "github.com/paysig/paysig/go"
)

// Cases that are about no message.

func (v *vector) key() error {
	var passphrase []byte
	if v.Passphrase != nil {
		passphrase = []byte(*v.Passphrase)
	}
	found, err := paysig.InspectKey([]byte(v.Key), passphrase)
	if err != nil {
		return v.expectsError(err)
	}
	var want paysig.KeyReport
	if err := json.Unmarshal(v.RawExpect, &want); err != nil {
		return err
	}
	if *found != want {
		return fmt.Errorf("it is %+v", found)
	}
	return v.readKey(found, passphrase)
}

// readKey reads and writes what can be inspected: the same key comes out.
func (v *vector) readKey(report *paysig.KeyReport, passphrase []byte) error {
	var key *paysig.Key
	var err error
	if report.Kind == "private" {
		key, err = paysig.ReadPrivateKey([]byte(v.Key), passphrase)
	} else {
		key, err = paysig.ReadPublicKey([]byte(v.Key))
	}
	if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	defer key.Close()
	for _, encoding := range []paysig.KeyEncoding{paysig.PEM, paysig.DER} {
		public, err := key.WritePublic(encoding)
		if err != nil {
			return fmt.Errorf("writing: %w", err)
		}
		again, err := paysig.InspectKey(public, nil)
		if err != nil || again.Fingerprint != report.Fingerprint || again.Form != "spki" {
			return fmt.Errorf("what was written is %+v: %w", again, err)
		}
	}
	return nil
}

func (v *vector) gatewayError() error {
	found, err := paysig.ReadGatewayError(v.Gateway, v.Status, []byte(v.Body))
	if err != nil {
		return v.expectsError(err)
	}
	var want *struct {
		Error      string
		Code, Kind string
		Messages   []paysig.GatewayMessage
		Retry      struct {
			When  string
			After int `json:"after_seconds"`
		}
	}
	if err := json.Unmarshal(v.RawExpect, &want); err != nil {
		return err
	}
	if want == nil || found == nil {
		if found != nil || want != nil {
			return fmt.Errorf("it is %+v", found)
		}
		return nil
	}
	if want.Error != "" || found.Code != want.Code || found.Kind != want.Kind || found.Retry.When != want.Retry.When ||
		found.Retry.After != time.Duration(want.Retry.After)*time.Second || found.Advice == "" ||
		len(found.Messages)+len(want.Messages) > 0 && !reflect.DeepEqual(found.Messages, want.Messages) {
		return fmt.Errorf("it is %+v", found)
	}
	return nil
}

func (v *vector) form() error {
	var given map[string]data
	if err := json.Unmarshal(v.Credentials, &given); err != nil {
		return err
	}
	signer, err := paysig.NewSigner("solidgate/request", credentials(given))
	if err != nil {
		return v.expectsError(err)
	}
	defer signer.Close()
	var want map[string]string
	if err := json.Unmarshal(v.RawExpect, &want); err != nil {
		return err
	}
	iv := []byte(v.IV)
	if v.IV == "" { // a stream says it in the intent
		sealed, err := base64.URLEncoding.DecodeString(want["paymentIntent"] + want["partialIntent"] + want["resignIntent"])
		if err != nil || len(sealed) < 32 {
			return fmt.Errorf("the intent is no base64 of an iv and more: %w", err)
		}
		iv = sealed[:16]
	}
	fields, err := paysig.FormWithIV(signer, paysig.FormKind(v.Form), []byte(v.Payload), iv)
	if err != nil {
		return v.expectsError(err)
	}
	if !maps.Equal(fields, want) {
		return fmt.Errorf("the fields are %v", fields)
	}
	return nil
}

func (v *vector) expectsError(err error) error {
	var want *struct{ Error string }
	if failure := json.Unmarshal(v.RawExpect, &want); failure != nil {
		return failure
	}
	var e *paysig.Error
	if want == nil || !errors.As(err, &e) || e.Code != want.Error {
		return fmt.Errorf("%w, and %s was expected", err, v.RawExpect)
	}
	return nil
}
