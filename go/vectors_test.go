package paysig_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	paysig "github.com/paysig/paysig/go"
)

const vectors = "../tests/vectors"

func TestVectors(t *testing.T) {
	type file struct {
		File  string
		Cases int
	}
	var index struct {
		Total int
		Files []file
		More  struct {
			Total int
			Files []file
		}
	}
	readJSON(t, filepath.Join(vectors, "index.json"), &index)
	ran, operations := 0, map[string]int{}
	for _, file := range slices.Concat(index.Files, index.More.Files) {
		var set struct{ Cases []vector }
		readJSON(t, filepath.Join(vectors, file.File), &set)
		if len(set.Cases) != file.Cases {
			t.Errorf("%s has %d cases, and the index says %d", file.File, len(set.Cases), file.Cases)
		}
		for _, vector := range set.Cases {
			ran++
			operations[vector.Operation]++
			if err := vector.run(); err != nil {
				t.Errorf("%s: %v", vector.ID, err)
			}
		}
	}
	messages := operations["sign"] + operations["verify"]
	fmt.Printf("vectors: %d cases ran through Go: %d of messages and %d more\n", ran, messages, ran-messages)
	if messages != index.Total || ran-messages != index.More.Total {
		t.Errorf("the index says %d and %d", index.Total, index.More.Total)
	}
}

// vector is a case, in the format of tests/vectors/README.md.
type vector struct {
	ID, Operation, Scheme string
	// noStringToSign is set for streams, which do not say it.
	noStringToSign bool
	Credentials    json.RawMessage
	Options        map[string]string
	Message        struct {
		Method, URL            *string
		Body                   *data
		Timestamp, Submerchant *string
		RequestTimestamp       *string `json:"request_timestamp"`
		IdempotencyKey         *string `json:"idempotency_key"`
		AccessToken            *string `json:"access_token"`
		BodyMode               *string `json:"body_mode"`
	}
	Headers [][2]data
	NowMS   *int64 `json:"now_ms"`

	Key         data
	Passphrase  *string
	Gateway     string
	Status      int
	Body        data
	Form        string
	Payload, IV data

	RawExpect json.RawMessage `json:"expect"`
	Expect    expectation     `json:"-"`
}

// expectation is what a case about a message expects.
type expectation struct {
	Error        string
	Headers      [][2]string
	StringToSign *data `json:"string_to_sign"`
	Label        string
	TimestampMS  *int64 `json:"timestamp_ms"`
	Covers       []string
	ReplayKey    *string `json:"replay_key"`
}

func (v *vector) run() error {
	switch v.Operation {
	case "sign", "verify":
		if err := json.Unmarshal(v.RawExpect, &v.Expect); err != nil {
			return err
		}
		if v.Operation == "sign" {
			return v.sign()
		}
		return v.verify()
	case "key":
		return v.key()
	case "gateway_error":
		return v.gatewayError()
	case "form":
		return v.form()
	}
	return fmt.Errorf("the operation %s is not known here", v.Operation)
}

func (v *vector) sign() error {
	var given map[string]data
	if err := json.Unmarshal(v.Credentials, &given); err != nil {
		return err
	}
	signer, err := paysig.NewSigner(v.Scheme, credentials(given), v.buildingOptions()...)
	if err != nil {
		return v.expectError(err)
	}
	defer signer.Close()
	method, url := text(v.Message.Method), text(v.Message.URL)
	var body []byte
	if v.Message.Body != nil {
		body = []byte(*v.Message.Body)
	}
	headers, err := signer.Sign(method, url, body, v.messageOptions()...)
	if err != nil {
		return v.expectError(err)
	}
	if err := v.expectError(nil); err != nil {
		return err
	}
	if v.Expect.Headers != nil {
		want := make(paysig.Headers, len(v.Expect.Headers))
		for i, header := range v.Expect.Headers {
			want[i] = paysig.Header{Name: header[0], Value: header[1]}
		}
		if !slices.Equal(headers, want) {
			return fmt.Errorf("signed %#v", [][]paysig.Header{headers, want})
		}
	}
	if v.noStringToSign {
		return nil
	}
	shown, err := signer.StringToSign(method, url, body, v.messageOptions()...)
	if err != nil {
		return fmt.Errorf("StringToSign: %w", err)
	}
	if want := v.Expect.StringToSign; want != nil && shown.String() != string(*want) || want == nil && len(shown) > 0 {
		return fmt.Errorf("the string to sign is %q", shown)
	}
	return nil
}

func (v *vector) verify() error {
	verifier, err := v.verifier()
	if err != nil {
		return v.expectError(err)
	}
	defer verifier.Close()
	headers, body, options := v.received()
	verified, err := verifier.Verify(headers, body, append(options, paysig.WithReplayKey())...)
	if err != nil {
		return v.expectError(err)
	}
	if err := v.expectError(nil); err != nil {
		return err
	}
	return v.compare(verified, body)
}

func (v *vector) verifier() (*paysig.Verifier, error) {
	var given []struct {
		Label  string
		Values map[string]data
	}
	if err := json.Unmarshal(v.Credentials, &given); err != nil {
		return nil, err
	}
	var keyring paysig.Keyring
	for _, set := range given {
		keyring = append(keyring, paysig.Labelled{Label: set.Label, Credentials: credentials(set.Values)})
	}
	return paysig.NewVerifier(v.Scheme, keyring, v.buildingOptions()...)
}

// received is the message as it came.
func (v *vector) received() (http.Header, []byte, []paysig.MessageOption) {
	headers := http.Header{}
	for _, header := range v.Headers {
		name := string(header[0])
		headers[name] = append(headers[name], string(header[1]))
	}
	var body []byte
	if v.Message.Body != nil {
		body = append([]byte{}, *v.Message.Body...)
	}
	return headers, body, append(v.messageOptions(), paysig.WithRequest(text(v.Message.Method), text(v.Message.URL)))
}

func (v *vector) compare(verified *paysig.Verified, sent []byte) error {
	want := v.Expect
	if verified.Label() != want.Label || verified.Scheme() != v.Scheme || !slices.Equal(verified.Covers(), want.Covers) {
		return fmt.Errorf("it is %v", verified)
	}
	at, ok := verified.Timestamp()
	if ok != (want.TimestampMS != nil) || ok && at.UnixMilli() != *want.TimestampMS {
		return fmt.Errorf("the timestamp is %v", at)
	}
	key, err := verified.ReplayKey()
	if want.ReplayKey == nil && !errors.Is(err, paysig.ErrNoReplayKey) {
		return fmt.Errorf("the replay key is %x: %w", key, err)
	}
	if want.ReplayKey != nil && (err != nil || hex.EncodeToString(key[:]) != *want.ReplayKey) {
		return fmt.Errorf("the replay key is %x: %w", key, err)
	}
	body, covered := verified.Body()
	if covered != slices.Contains(want.Covers, "body") || covered && string(body) != string(sent) {
		return fmt.Errorf("the body is %q (%v)", body, covered)
	}
	return nil
}

func (v *vector) expectError(err error) error {
	if err == nil {
		if v.Expect.Error != "" {
			return fmt.Errorf("it passed, and %s was expected", v.Expect.Error)
		}
		return nil
	}
	var e *paysig.Error
	if !errors.As(err, &e) || e.Code != v.Expect.Error {
		return fmt.Errorf("%w, and %q was expected", err, v.Expect.Error)
	}
	return nil
}

func (v *vector) buildingOptions() []paysig.Option {
	var options []paysig.Option
	for name, value := range v.Options {
		if seconds, err := strconv.ParseUint(value, 10, 32); name == "tolerance" && err == nil {
			options = append(options, paysig.WithTolerance(time.Duration(seconds)*time.Second))
		} else {
			options = append(options, paysig.WithOption(name, value))
		}
	}
	return options
}

func (v *vector) messageOptions() []paysig.MessageOption {
	var options []paysig.MessageOption
	message := v.Message
	for _, option := range []struct {
		value *string
		make  func(string) paysig.MessageOption
	}{
		{message.Timestamp, paysig.WithTimestamp},
		{message.RequestTimestamp, paysig.WithRequestTimestamp},
		{message.IdempotencyKey, paysig.WithIdempotencyKey},
		{message.Submerchant, paysig.WithSubmerchant},
		{message.AccessToken, paysig.WithAccessToken},
		{message.BodyMode, func(mode string) paysig.MessageOption { return paysig.WithMessageOption("body", mode) }},
	} {
		if option.value != nil {
			options = append(options, option.make(*option.value))
		}
	}
	if v.NowMS != nil {
		options = append(options, paysig.WithTime(time.UnixMilli(*v.NowMS)))
	}
	return options
}

// data is the format's bytes, in any of their forms.
type data string

func (d *data) UnmarshalJSON(text []byte) error {
	var plain string
	if json.Unmarshal(text, &plain) == nil {
		*d = data(plain)
		return nil
	}
	var form struct {
		Base64 *string
		File   *string
		Repeat *struct {
			Unit  data
			Times int
		}
	}
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	switch {
	case form.Base64 != nil:
		decoded, err := base64.StdEncoding.DecodeString(*form.Base64)
		*d = data(decoded)
		return err
	case form.Repeat != nil:
		*d = data(strings.Repeat(string(form.Repeat.Unit), form.Repeat.Times))
		return nil
	case form.File != nil:
		content, err := os.ReadFile(filepath.Join(vectors, "keys", *form.File))
		*d = data(content)
		return err
	}
	return fmt.Errorf("no bytes: %s", text)
}

func credentials(values map[string]data) paysig.Credentials {
	made := paysig.Credentials{}
	for name, value := range values {
		made[name] = string(value)
	}
	return made
}

func text(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
