package paysig

import (
	"encoding/json"
	"time"

	"github.com/paysig/paysig/go/internal/native"
)

// Call is an API call of a gateway, for its URL.
type Call struct {
	// Environment is "test" or "live".
	Environment string
	// Product is one that the gateway's hosts name, such as "cards"; the first one when empty.
	Product string
	// Version is that of the API, such as "1.0", where the gateway's URLs have one; the first one when empty.
	Version string
	// Path is below the API's base, percent-encoded, with or without a leading slash.
	Path string
}

// GatewayURL gives the URL of a gateway's API call.
func GatewayURL(gateway string, call Call) (string, error) {
	url, failure := native.GatewayURL(gateway, call.Environment, call.Product, call.Version, call.Path)
	return url, failed(failure)
}

// GatewayError is the error that a gateway answered with. Code and messages are the gateway's words, and can repeat parts of the request.
type GatewayError struct {
	// Code is the gateway's; empty where there is none.
	Code string `json:"code"`
	// Kind is "authentication", "validation", "declined", "fraud", "idempotency", "processing" or "unknown".
	Kind     string           `json:"kind"`
	Messages []GatewayMessage `json:"messages"`
	Retry    Retry            `json:"retry"`
	// Advice says what to do.
	Advice string `json:"advice"`
}

// GatewayMessage is one thing that a gateway says about an error.
type GatewayMessage struct {
	// Attribute is the part of the request that it is about; empty where it is not said.
	Attribute string `json:"attribute"`
	Text      string `json:"text"`
}

// Retry says whether to send the same request again.
type Retry struct {
	// When is "never", "corrected" or "later".
	When string
	// After is how long to wait, when it is later.
	After time.Duration
}

// UnmarshalJSON reads the library's form.
func (r *Retry) UnmarshalJSON(data []byte) error {
	if r == nil {
		return errNoTarget
	}
	var flat struct {
		When    string
		Seconds int64 `json:"after_seconds"`
	}
	if err := json.Unmarshal(data, &flat); err != nil {
		return err
	}
	*r = Retry{flat.When, time.Duration(flat.Seconds) * time.Second}
	return nil
}

// Error gives the code, the kind and the advice, and none of the gateway's messages.
func (e *GatewayError) Error() string {
	if e == nil {
		return "the gateway answered with no error"
	}
	code := e.Code
	if code == "" {
		code = "an error without a code"
	}
	return "the gateway answered with " + code + " (" + e.Kind + "): " + e.Advice
}

// ReadGatewayError says what error a gateway's answer is, by its HTTP status, 0 where that is not known, and its body. It gives nil
// when it is none.
func ReadGatewayError(gateway string, status int, body []byte) (*GatewayError, error) {
	if status < 0 || status > 999 {
		return nil, failWith(ErrInvalidArgument, "%d is no HTTP status", status)
	}
	found, failure := native.GatewayError(gateway, uint32(status), body)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	var read *GatewayError
	if err := json.Unmarshal([]byte(found), &read); err != nil {
		return nil, unreadable(err)
	}
	return read, nil
}
