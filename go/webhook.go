package paysig

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
)

// WebhookOption is set when the middleware is made.
type WebhookOption func(*webhook)

// WithBodyLimit sets how many bytes a webhook may have; 1 MiB unless set.
func WithBodyLimit(limit int64) WebhookOption {
	return func(w *webhook) { w.limit = limit }
}

// WithErrorHook is told why a webhook was refused, which the sender is not.
func WithErrorHook(hook func(request *http.Request, err error)) WebhookOption {
	return func(w *webhook) {
		if hook != nil {
			w.failed = hook
		}
	}
}

type webhook struct {
	verifier *Verifier
	limit    int64
	failed   func(*http.Request, error)
	// acknowledgement is nil where the gateway wants none in particular.
	acknowledgement *Acknowledgement
	signsRequest    bool
	broken          error
}

// Webhook makes a middleware that lets only authentic webhooks through.
//
// The handler behind it finds the raw bytes again as the request's body, and what is authentic of them with [VerifiedFromContext]: where a
// gateway does not sign bodies, the handler must not trust this one. When the handler returns without having answered, the webhook is
// acknowledged as the gateway expects; to have it sent again, answer with 500.
//
// A webhook that is not authentic is answered with 401, one that is too long with 413, one that could not be read with 400, and trouble
// on this side with 500, so that the gateway sends again; always without the reason.
func Webhook(verifier *Verifier, options ...WebhookOption) func(http.Handler) http.Handler {
	made := &webhook{verifier: verifier, limit: 1 << 20, failed: func(*http.Request, error) {}}
	for _, option := range options {
		if option != nil {
			option(made)
		}
	}
	made.describe()
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { made.serve(w, r, next) })
	}
}

// VerifiedFromContext gives what [Webhook] verified of the request with this context.
func VerifiedFromContext(ctx context.Context) (*Verified, bool) {
	verified, ok := ctx.Value(verifiedKey{}).(*Verified)
	return verified, ok
}

type verifiedKey struct{}

func (w *webhook) describe() {
	if w.verifier == nil || w.verifier.native == nil {
		w.broken = closed("the verifier")
		return
	}
	gateway, scheme, err := describeScheme(w.verifier.scheme)
	if err != nil {
		w.broken = err
		return
	}
	w.acknowledgement = gateway.Acknowledgement
	w.signsRequest = slices.ContainsFunc(scheme.Proof.Parts, func(part Part) bool {
		return slices.Contains([]string{"method", "path", "query", "target"}, part.Kind)
	})
}

func (w *webhook) serve(writer http.ResponseWriter, request *http.Request, next http.Handler) {
	refuse := func(status int, err error) {
		w.failed(request, err)
		http.Error(writer, http.StatusText(status), status)
	}
	if w.broken != nil {
		refuse(http.StatusInternalServerError, w.broken)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, w.limit))
	if err != nil {
		status := http.StatusBadRequest
		if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
			status = http.StatusRequestEntityTooLarge
		}
		refuse(status, err)
		return
	}
	var options []MessageOption
	if w.signsRequest {
		options = append(options, WithRequest(request.Method, request.RequestURI))
	}
	verified, err := w.verifier.Verify(request.Header, body, options...)
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

// Unwrap lets http.ResponseController find the rest.
func (a *answerWatch) Unwrap() http.ResponseWriter { return a.ResponseWriter }
