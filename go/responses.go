package paysig

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
)

// ResponseError is what a request through a [Transport] fails with whose answer is not authentic.
type ResponseError struct {
	// Response is the answer as it came, with a body to read that is cut off where it is too large. Nobody vouches for any of it.
	Response *http.Response
	// Err says why.
	Err error
}

// Error says which answer, and why.
func (e *ResponseError) Error() string {
	if e == nil || e.Response == nil {
		return "paysig: no answer"
	}
	return fmt.Sprintf("paysig: the answer with status %d is not authentic: %v", e.Response.StatusCode, e.Err)
}

// Unwrap gives the reason.
func (e *ResponseError) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// ErrTooLarge is the reason when an answer has more bytes than [WithResponseLimit] allows.
var ErrTooLarge = errors.New("paysig: it has more bytes than allowed")

// responseCheck verifies a gateway's answers.
type responseCheck struct {
	verifier *Verifier
	limit    int64
	// timestampHeader is that of the signed request; empty when the answer does not need its timestamp.
	timestampHeader string
}

// newResponseCheck gives nil where the gateway does not sign answers, or where the caller trusts them.
func newResponseCheck(gateway *Gateway, request *Scheme, credentials Credentials, config *transportConfig) (*responseCheck, error) {
	index := slices.IndexFunc(gateway.Schemes, func(scheme Scheme) bool { return scheme.Kind == "response" })
	if index < 0 || config.trustResponses || request.Kind != "request" {
		return nil, nil
	}
	response := &gateway.Schemes[index]
	verifier, err := NewVerifier(response.ID, credentials, config.responseOptions...)
	if err != nil {
		return nil, fmt.Errorf("the answers cannot be verified: %w", err)
	}
	check := &responseCheck{verifier: verifier, limit: config.responseLimit}
	if slices.ContainsFunc(response.Options, func(option OptionSpec) bool { return option.Name == "request_timestamp" }) {
		check.timestampHeader = timestampHeader(request, config.signerOptions)
	}
	return check, nil
}

func timestampHeader(scheme *Scheme, options []Option) string {
	for _, option := range options {
		if option.field.Name == "header.timestamp" {
			return option.field.Value
		}
	}
	for _, header := range scheme.Headers {
		if header.Carries == "timestamp" {
			return header.Name
		}
	}
	return ""
}

// check leaves the response with a body that was verified.
func (c *responseCheck) check(response *http.Response, sent *sending, headers Headers) error {
	body, err := io.ReadAll(io.LimitReader(response.Body, c.limit+1))
	// Whoever retries or only looks at the error does not close it, and what is past the limit is not for anyone to read.
	_ = response.Body.Close()
	if err != nil {
		return err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if int64(len(body)) > c.limit {
		return &ResponseError{response, ErrTooLarge}
	}
	options := []MessageOption{WithRequest(sent.method, sent.url)}
	if c.timestampHeader != "" {
		options = append(options, WithRequestTimestamp(headers.Get(c.timestampHeader)))
	}
	if _, err := c.verifier.Verify(response.Header, body, options...); err != nil {
		return &ResponseError{response, err}
	}
	return nil
}
