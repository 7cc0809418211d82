package paysig

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
)

// WebhookOption is set when the middleware is made.
type WebhookOption func(*webhook)

// WithBodyLimit sets how many bytes a webhook may have, at least 1; 1 MiB unless set.
func WithBodyLimit(limit int64) WebhookOption {
	return func(w *webhook) { w.limit = limit }
}

// WithErrorHook is told why a webhook was refused, which the sender is not.
func WithErrorHook(hook func(request *http.Request, err error)) WebhookOption {
	return func(w *webhook) { w.failed = hook }
}

type webhook struct {
	verifier *Verifier
	limit    int64
	failed   func(*http.Request, error)
	// acknowledgement is nil where the gateway wants none in particular.
	acknowledgement *Acknowledgement
}

// Webhook makes a middleware that lets only authentic webhooks through. It fails with [ErrInvalidArgument] for a verifier of another kind
// of message, a limit below 1, and what is nil.
//
// The handler behind it finds the raw bytes again as the request's body, and what is authentic of them with [VerifiedFromContext], with its
// [Verified.ReplayKey]: where a gateway does not sign bodies, the handler must not trust this one. When the handler returns without having
// answered, the webhook is acknowledged as the gateway expects; to have it sent again, answer with 500.
//
// A webhook that is not authentic is answered with 401, one that is too long with 413, one that could not be read with 400, and trouble
// on this side with 500, so that the gateway sends again; always without the reason.
func Webhook(verifier *Verifier, options ...WebhookOption) (func(http.Handler) http.Handler, error) {
	if verifier == nil || verifier.native == nil {
		return nil, closed("the verifier")
	}
	made := &webhook{verifier: verifier, limit: 1 << 20, failed: func(*http.Request, error) {}}
	for _, option := range options {
		if option == nil {
			return nil, failWith(ErrInvalidArgument, "a webhook option is nil")
		}
		option(made)
	}
	if made.limit < 1 {
		return nil, failWith(ErrInvalidArgument, "a webhook cannot have at most %d bytes; give a limit of 1 or more", made.limit)
	}
	if made.failed == nil {
		return nil, failWith(ErrInvalidArgument, "the error hook is nil; leave it out for none")
	}
	gateway, scheme, err := describeScheme(verifier.scheme)
	if err != nil {
		return nil, err
	}
	if scheme.Kind != "webhook" {
		return nil, failWith(ErrInvalidArgument, "%s is for a %s; give a verifier of webhooks", scheme.ID, scheme.Kind)
	}
	made.acknowledgement = gateway.Acknowledgement
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { made.serve(w, r, next) })
	}, nil
}

// VerifiedFromContext gives what [Webhook] verified of the request with this context.
func VerifiedFromContext(ctx context.Context) (*Verified, bool) {
	if ctx == nil {
		return nil, false
	}
	verified, ok := ctx.Value(verifiedKey{}).(*Verified)
	return verified, ok
}

type verifiedKey struct{}

func (w *webhook) serve(writer http.ResponseWriter, request *http.Request, next http.Handler) {
	refuse := func(status int, err error) {
		w.failed(request, err)
		http.Error(writer, http.StatusText(status), status)
	}
	if request == nil || next == nil {
		refuse(http.StatusInternalServerError, failWith(ErrInvalidArgument, "the middleware was given a nil request or handler"))
		return
	}
	given := request.Body
	if given == nil {
		given = http.NoBody // as net/http's server has it; one that a test made can be nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(writer, given, w.limit))
	if err != nil {
		status := http.StatusBadRequest
		if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
			status = http.StatusRequestEntityTooLarge
		}
		refuse(status, err)
		return
	}
	verified, err := w.verifier.Verify(request.Header, body, WithRequest(request.Method, request.RequestURI), WithReplayKey())
	if err != nil {
		status := http.StatusInternalServerError
		if IsRejected(err) {
			status = http.StatusUnauthorized
		}
		refuse(status, err)
		return
	}
	request = request.WithContext(context.WithValue(request.Context(), verifiedKey{}, verified))
	request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer := &answerWatch{ResponseWriter: writer}
	next.ServeHTTP(answer, request)
	if !answer.begun {
		w.acknowledge(writer)
	}
}

func (w *webhook) acknowledge(writer http.ResponseWriter) {
	if w.acknowledgement == nil {
		writer.WriteHeader(http.StatusOK)
		return
	}
	if w.acknowledgement.ContentType != "" {
		writer.Header().Set("Content-Type", w.acknowledgement.ContentType)
	}
	writer.WriteHeader(w.acknowledgement.Status)
	if w.acknowledgement.Body != "" {
		_, _ = io.WriteString(writer, w.acknowledgement.Body)
	}
}

// answerWatch notices whether a handler answered by itself.
type answerWatch struct {
	http.ResponseWriter
	begun bool
}

func (a *answerWatch) WriteHeader(status int) {
	a.begun = a.begun || status >= http.StatusOK
	a.ResponseWriter.WriteHeader(status)
}

func (a *answerWatch) Write(data []byte) (int, error) {
	a.begun = true
	return a.ResponseWriter.Write(data)
}

// FlushError sends what there is, which begins the answer.
func (a *answerWatch) FlushError() error {
	a.begun = true
	return http.NewResponseController(a.ResponseWriter).Flush()
}

// Flush is FlushError, for those who ask for an http.Flusher.
func (a *answerWatch) Flush() { _ = a.FlushError() }

// Hijack takes over the connection, which answers in another way; for those who ask for an http.Hijacker, and http.ResponseController.
func (a *answerWatch) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	connection, buffer, err := http.NewResponseController(a.ResponseWriter).Hijack()
	a.begun = a.begun || err == nil
	return connection, buffer, err
}

// Unwrap lets http.ResponseController find the rest.
func (a *answerWatch) Unwrap() http.ResponseWriter { return a.ResponseWriter }
