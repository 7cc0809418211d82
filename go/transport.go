package paysig

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Transport is an [http.RoundTripper] that signs each request exactly as it goes out, body included, and verifies the answers of a
// gateway that signs them.
//
// It adds the headers that the gateway expects, such as Content-Type, where the request has none. A request's own header for something
// that the scheme lists as an option, such as an idempotency key or a bearer token, is taken for that option. A redirect to another
// scheme, host or port is refused: neither signed headers nor the body go there. Bodies are held in memory. The request that the caller
// passed never gets the signed headers.
//
// Make it once, with [NewTransport]; any number of goroutines may use it at once.
type Transport struct {
	base      http.RoundTripper
	signer    *Signer
	scheme    *Scheme
	responses *responseCheck
	config    transportConfig
}

// TransportOption is set when a transport is made.
type TransportOption func(*transportConfig)

type transportConfig struct {
	base            http.RoundTripper
	token           func(context.Context) (string, error)
	tokenIsNil      bool
	retry           RetryPolicy
	retryIsNil      bool
	signerOptions   []Option
	responseOptions []Option
	trustResponses  bool
	responseLimit   int64
}

// RetryPolicy decides after each attempt, counted from 1, whether there is another one, and after how long. It sees what came back: a
// response, whose body it may not read, or an error, which is a [ResponseError] for an answer that is not authentic. A request that could
// not be signed is never sent again, nor is one that fails with [ErrNoAnswer].
type RetryPolicy func(attempt int, response *http.Response, err error) (wait time.Duration, again bool)

// WithBase sends through another RoundTripper than [http.DefaultTransport]. It must not follow redirects or change what it sends.
func WithBase(base http.RoundTripper) TransportOption {
	return func(c *transportConfig) { c.base = base }
}

// WithToken sends an access token with every request.
func WithToken(token string) TransportOption {
	return WithTokenSource(func(context.Context) (string, error) { return token, nil })
}

// WithTokenSource asks for the access token before every attempt.
func WithTokenSource(source func(context.Context) (string, error)) TransportOption {
	return func(c *transportConfig) { c.token, c.tokenIsNil = source, source == nil }
}

// WithRetry sends again what policy says. Each attempt is signed anew, with a fresh timestamp and the same idempotency key.
func WithRetry(policy RetryPolicy) TransportOption {
	return func(c *transportConfig) { c.retry, c.retryIsNil = policy, policy == nil }
}

// WithSignerOptions sets options of the request's scheme.
func WithSignerOptions(options ...Option) TransportOption {
	return func(c *transportConfig) { c.signerOptions = append(c.signerOptions, options...) }
}

// WithResponseOptions sets options of the response's scheme, where the gateway signs its answers.
func WithResponseOptions(options ...Option) TransportOption {
	return func(c *transportConfig) { c.responseOptions = append(c.responseOptions, options...) }
}

// WithoutResponseVerification hands on answers as they come, also where the gateway signs them.
func WithoutResponseVerification() TransportOption {
	return func(c *transportConfig) { c.trustResponses = true }
}

// WithResponseLimit sets how many bytes an answer that is verified may have, at least 1; 10 MiB unless set.
func WithResponseLimit(limit int64) TransportOption {
	return func(c *transportConfig) { c.responseLimit = min(limit, math.MaxInt64-1) } // one more is read, to see that it is there
}

// NewTransport makes a transport that signs with the scheme of this id, such as "solidgate/request"; with one of a webhook it plays the
// gateway.
func NewTransport(scheme string, credentials Credentials, options ...TransportOption) (*Transport, error) {
	config := transportConfig{base: http.DefaultTransport, responseLimit: 10 << 20}
	for _, option := range options {
		if option == nil {
			return nil, failWith(ErrInvalidArgument, "a transport option is nil")
		}
		option(&config)
	}
	if config.responseLimit < 1 {
		return nil, failWith(ErrInvalidArgument, "an answer cannot have at most %d bytes; give a limit of 1 or more", config.responseLimit)
	}
	if config.base == nil {
		return nil, failWith(ErrInvalidArgument, "the base is nil; leave it out for http.DefaultTransport")
	}
	if config.tokenIsNil || config.retryIsNil {
		return nil, failWith(ErrInvalidArgument, "the token source or the retry policy is nil; leave it out for none")
	}
	gateway, described, err := describeScheme(scheme)
	if err != nil {
		return nil, err
	}
	if described.Kind == "response" {
		return nil, failWith(ErrInvalidArgument, "%s is for a response; give the scheme of what is sent", scheme)
	}
	signer, err := NewSigner(scheme, credentials, config.signerOptions...)
	if err != nil {
		return nil, err
	}
	responses, err := newResponseCheck(gateway, described, credentials, &config)
	if err != nil {
		_ = signer.Close()
		return nil, err
	}
	return &Transport{config.base, signer, described, responses, config}, nil
}

// optionsKey is where a context holds message options.
type optionsKey struct{}

// ContextWithOptions adds options for the requests that are sent with the context through a [Transport], such as
// [WithIdempotencyKey]. A key of one's own stays the same when a layer above the transport sends the request again;
// [WithNewIdempotencyKey] makes another one for each time the transport is called. The transport decides about method, URL and time: a
// request with [WithRequest], [WithTime] or [WithTimestamp] fails with [ErrInvalidOption].
func ContextWithOptions(ctx context.Context, options ...MessageOption) context.Context {
	if ctx == nil {
		ctx = context.Background()
	}
	earlier, _ := ctx.Value(optionsKey{}).([]MessageOption)
	return context.WithValue(ctx, optionsKey{}, slices.Concat(earlier, options))
}

// RoundTrip signs and sends.
func (t *Transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if request == nil {
		return nil, failWith(ErrInvalidArgument, "the request is nil")
	}
	body, err := readBody(request)
	if err != nil {
		return nil, err
	}
	if t == nil || t.signer == nil {
		return nil, closed("the transport")
	}
	if err := checkTarget(request); err != nil {
		return nil, err
	}
	sending, err := t.prepare(request, body)
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		headers, err := sending.sign()
		if err != nil {
			return nil, err // sending it again would not mend it
		}
		response, err := sending.send(headers)
		if t.config.retry == nil || errors.Is(err, ErrNoAnswer) {
			return response, err
		}
		wait, again := t.config.retry(attempt, response, err)
		if !again {
			return response, err
		}
		if response != nil {
			_, _ = io.CopyN(io.Discard, response.Body, 64<<10) // so that the connection can be used again
			_ = response.Body.Close()
		}
		if err := sleep(request.Context(), wait); err != nil {
			return nil, err
		}
	}
}

// CloseIdleConnections closes those of the base.
func (t *Transport) CloseIdleConnections() {
	if t == nil {
		return
	}
	if closer, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}

// Close wipes the credentials. Later requests fail with [ErrClosed]. It never fails, and can be called again.
func (t *Transport) Close() error {
	if t == nil {
		return nil
	}
	if t.responses != nil {
		_ = t.responses.verifier.Close()
	}
	return t.signer.Close()
}

// sending is one request on its way: what stays the same from attempt to attempt.
type sending struct {
	transport *Transport
	request   *http.Request
	header    http.Header
	method    string
	url       string
	body      []byte
	options   []MessageOption
}

func (t *Transport) prepare(request *http.Request, body []byte) (*sending, error) {
	given, _ := request.Context().Value(optionsKey{}).([]MessageOption)
	for _, option := range given {
		switch {
		case option.kind == requestOption:
			return nil, failWith(ErrInvalidOption, "WithRequest: a transport signs the method and URL that go out")
		case option.kind == timeOption, option.kind == namedOption && option.name == "timestamp":
			return nil, failWith(ErrInvalidOption, "a transport takes a fresh timestamp for every attempt")
		}
	}
	options := slices.Clone(given)
	own := t.withCanonicalNames(request.Header)
	for _, header := range t.scheme.Headers {
		value := own.Get(header.Name)
		isGiven := slices.ContainsFunc(given, func(o MessageOption) bool { return o.kind == namedOption && o.name == header.Of })
		if rest, ok := cutPrefixFold(value, header.Prefix); header.Carries == "option" && value != "" && ok && !isGiven {
			options = append(options, WithMessageOption(header.Of, rest))
		}
	}
	// The upper-case method is signed, and net/http sends GET for none.
	method := strings.ToUpper(cmp.Or(request.Method, http.MethodGet))
	return &sending{t, request, own, method, wireURL(request.URL), body, options}, nil
}

// withCanonicalNames copies headers, with the scheme's own under the names that net/http looks for: in a map a name may stand in any case.
func (t *Transport) withCanonicalNames(given http.Header) http.Header {
	made := http.Header{}
	for name, values := range given {
		if slices.ContainsFunc(t.scheme.Headers, func(header HeaderSpec) bool { return strings.EqualFold(header.Name, name) }) {
			name = http.CanonicalHeaderKey(name)
		}
		made[name] = append(made[name], values...)
	}
	return made
}

// cutPrefixFold is strings.CutPrefix in any case: "bearer" is "Bearer" to HTTP.
func cutPrefixFold(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}

func (s *sending) sign() (Headers, error) {
	options := s.options
	if source := s.transport.config.token; source != nil {
		token, err := source(s.request.Context())
		if err != nil {
			return nil, fmt.Errorf("paysig: no access token: %w", err)
		}
		options = append(slices.Clip(without(options, "access_token")), WithAccessToken(token))
	}
	headers, err := s.transport.signer.Sign(s.method, s.url, s.body, options...)
	if err != nil {
		return nil, err
	}
	s.keepIdempotencyKey(headers)
	return headers, nil
}

// keepIdempotencyKey makes a key that the signer made the key of all further attempts.
func (s *sending) keepIdempotencyKey(headers Headers) {
	const option = "idempotency_key"
	if !slices.Contains(s.options, WithNewIdempotencyKey()) {
		return
	}
	for _, header := range s.transport.scheme.Headers {
		if header.Carries == "option" && header.Of == option {
			key := strings.TrimPrefix(headers.Get(header.Name), header.Prefix)
			s.options = append(without(s.options, option), WithIdempotencyKey(key))
		}
	}
}

func (s *sending) send(headers Headers) (*http.Response, error) {
	signed := s.request.Clone(s.request.Context())
	signed.Method, signed.Header = s.method, s.header.Clone()
	s.transport.addExpected(signed.Header, s.body)
	headers.Set(signed.Header)
	signed.Body, signed.ContentLength, signed.TransferEncoding = http.NoBody, int64(len(s.body)), nil
	signed.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.body)), nil }
	if len(s.body) > 0 {
		signed.Body, _ = signed.GetBody()
	}
	response, err := s.transport.base.RoundTrip(signed)
	if err != nil {
		return nil, err
	}
	if err := s.transport.checkAnswer(response, s.method); err != nil {
		return nil, err
	}
	// Whoever logs the response's request does not see the signed headers.
	response.Request = s.request
	if s.transport.responses != nil {
		if err := s.transport.responses.check(response, s, headers); err != nil {
			return nil, err
		}
	}
	return response, nil
}

// ErrNoAnswer is what a request fails with that went out, and whose answer the base lost. Nobody knows whether the gateway acted on it: ask
// the gateway before sending it again.
var ErrNoAnswer = errors.New("paysig: the request went out and its answer is lost, so its outcome is unknown")

// checkAnswer leaves the answer with a body. Like net/http, it takes no body for an empty one.
func (t *Transport) checkAnswer(response *http.Response, method string) error {
	switch {
	case response == nil:
		return fmt.Errorf("%w: the base %T gave neither an answer nor an error", ErrNoAnswer, t.base)
	case response.Body != nil:
	case response.ContentLength > 0 && method != http.MethodHead:
		return fmt.Errorf("%w: the base %T gave an answer of %d bytes without a body", ErrNoAnswer, t.base, response.ContentLength)
	default:
		response.Body = http.NoBody
	}
	return nil
}

// addExpected adds what the gateway expects beside the signature, where it is absent.
func (t *Transport) addExpected(header http.Header, body []byte) {
	add := func(name, value string) {
		if value != "" && len(header.Values(name)) == 0 {
			header.Set(name, value)
		}
	}
	if len(body) > 0 {
		add("Content-Type", t.scheme.Expects.ContentType)
	}
	add("Accept", t.scheme.Expects.Accept)
	if t.responses != nil {
		// A compressed answer, decompressed on the way, is not what was signed.
		add("Accept-Encoding", "identity")
	}
}

func without(options []MessageOption, name string) []MessageOption {
	return slices.DeleteFunc(slices.Clone(options), func(o MessageOption) bool {
		return o.kind == namedOption && o.name == name
	})
}

// readBody gives the body's bytes and closes it, as every RoundTripper must.
func readBody(request *http.Request) ([]byte, error) {
	if request.Body == nil || request.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(request.Body)
	return body, errors.Join(err, request.Body.Close())
}

// checkTarget refuses where a request cannot be signed for.
func checkTarget(request *http.Request) error {
	switch target := request.URL; {
	case target == nil || target.Host == "":
		return failWith(ErrInvalidURL, "the request has no URL with a host")
	case target.Opaque != "":
		return failWith(ErrInvalidURL, "the request's URL is opaque, so it is not known what goes out")
	}
	first := request
	for first.Response != nil && first.Response.Request != nil && first.Response.Request.URL != nil {
		first = first.Response.Request
	}
	if origin(first.URL) != origin(request.URL) {
		return fmt.Errorf("%w: from %s to %s", ErrRedirected, origin(first.URL), origin(request.URL))
	}
	return nil
}

// ErrRedirected is what a request fails with that was redirected to another scheme, host or port.
var ErrRedirected = errors.New("paysig: redirected elsewhere, where a signed request does not go")

func origin(target *url.URL) string {
	return strings.ToLower(target.Scheme + "://" + target.Host)
}

// wireURL is the URL as net/http puts it on the wire.
func wireURL(target *url.URL) string {
	return target.Scheme + "://" + target.Host + target.RequestURI()
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return ctx.Err()
	}
}
