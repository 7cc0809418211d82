package paysig

import (
	"math"
	"time"

	"github.com/paysig/paysig/go/internal/native"
)

// Option is set when a signer or verifier is made. A scheme takes those that it lists; any other is an [ErrUnknownOption].
type Option struct {
	field native.Field
}

// WithTolerance sets by how much a message's timestamp may differ from the clock, to either side; counted in whole milliseconds.
func WithTolerance(tolerance time.Duration) Option {
	return Option{native.Field{Name: "tolerance", Milliseconds: tolerance.Milliseconds(), IsDuration: true}}
}

// WithoutFreshness accepts a message of any age: guard against replays in another way.
func WithoutFreshness() Option { return WithOption("freshness", "off") }

// WithQueryAsSent signs the query as it stands, instead of percent-decoded.
func WithQueryAsSent() Option { return WithOption("query", "as-sent") }

// WithTimestampHeader gives the timestamp's header another name.
func WithTimestampHeader(name string) Option { return WithOption("header.timestamp", name) }

// WithSignatureHeader gives the signature's header another name.
func WithSignatureHeader(name string) Option { return WithOption("header.signature", name) }

// WithCompactBody signs the JSON body without the white space between its tokens, instead of as it stands.
func WithCompactBody() Option { return WithOption("compact_body", "true") }

// WithHTTPLoopback allows http to localhost, 127.0.0.0/8 and [::1] where https is needed, for tests.
func WithHTTPLoopback() Option { return WithOption("allow_http_loopback", "true") }

// WithOption sets any option by its name, as text. The tolerance has a unit: use [WithTolerance].
func WithOption(name, value string) Option { return Option{native.Field{Name: name, Value: value}} }

// MessageOption is set for one message. A scheme takes those that it lists, and every scheme those that say so; any other is an
// [ErrUnknownOption].
type MessageOption struct {
	kind        messageOptionKind
	name, value string
	nowMS       int64
}

type messageOptionKind uint8

const (
	namedOption messageOptionKind = iota
	requestOption
	timeOption
	replayKeyOption
)

// WithRequest gives what is verified its method and URL, exactly as they went over the wire; for a response, those of the request that
// it answers. Needed where the scheme signs them, and allowed everywhere.
func WithRequest(method, url string) MessageOption {
	return MessageOption{kind: requestOption, name: method, value: url}
}

// WithTime takes another time than the clock's, with every scheme: for tests, and for webhooks that waited in a queue the time at which
// they came.
func WithTime(now time.Time) MessageOption {
	ms := now.UnixMilli()
	// Beyond what milliseconds count, UnixMilli is any number; the lowest one means the clock to the library.
	switch limit := int64(math.MaxInt64 / 1000); {
	case now.Unix() >= limit:
		ms = math.MaxInt64
	case now.Unix() <= -limit:
		ms = math.MinInt64 + 1
	}
	return MessageOption{kind: timeOption, nowMS: ms}
}

// WithReplayKey makes what [Verified.ReplayKey] gives, which costs one more SHA-256 over the signed bytes. For verifying, with every
// scheme; signing and [Verifier.Explain] do not look at it.
func WithReplayKey() MessageOption { return MessageOption{kind: replayKeyOption} }

// WithTimestamp sets the timestamp to sign, as text in the scheme's unit.
func WithTimestamp(timestamp string) MessageOption { return WithMessageOption("timestamp", timestamp) }

// WithRequestTimestamp gives the timestamp of the request that a response answers, as text; used when the response has none of its own.
func WithRequestTimestamp(timestamp string) MessageOption {
	return WithMessageOption("request_timestamp", timestamp)
}

// WithIdempotencyKey sets the key by which the gateway knows a repeated request.
func WithIdempotencyKey(key string) MessageOption { return WithMessageOption("idempotency_key", key) }

// WithNewIdempotencyKey makes a random idempotency key.
func WithNewIdempotencyKey() MessageOption { return WithIdempotencyKey("auto") }

// WithSubmerchant sets the payer's identifier, for legal entities.
func WithSubmerchant(submerchant string) MessageOption {
	return WithMessageOption("submerchant", submerchant)
}

// WithAccessToken adds the access token, which needs an https URL.
func WithAccessToken(token string) MessageOption { return WithMessageOption("access_token", token) }

// WithUnsignedBody signs an empty body, as the gateway does for multipart uploads: the body is then not authentic.
func WithUnsignedBody() MessageOption { return WithMessageOption("body", "unsigned") }

// WithMessageOption sets any option by its name.
func WithMessageOption(name, value string) MessageOption {
	return MessageOption{name: name, value: value}
}

func optionFields(options []Option) []native.Field {
	fields := make([]native.Field, len(options))
	for i, option := range options {
		fields[i] = option.field
	}
	return fields
}

// settings are what the options of one message say.
type settings struct {
	message       native.Message
	withReplayKey bool
}

func readOptions(method, url string, body []byte, options []MessageOption) settings {
	read := settings{message: native.Message{Method: method, URL: url, Body: body, NowMS: native.Now}}
	for _, option := range options {
		switch option.kind {
		case requestOption:
			read.message.Method, read.message.URL = option.name, option.value
		case timeOption:
			read.message.NowMS = option.nowMS
		case replayKeyOption:
			read.withReplayKey = true
		default:
			read.message.Options = append(read.message.Options, native.Option{Name: option.name, Value: option.value})
		}
	}
	return read
}
