package paysig

import (
	"encoding/json"
	"net/http"

	"github.com/paysig/paysig/go/internal/native"
)

// Explanation is why a message is refused, as far as it can be proven. It holds no secret, MAC, expected signature or body.
type Explanation struct {
	Outcome Outcome `json:"outcome"`
	// Scheme is the id of the scheme by whose rule the message was judged.
	Scheme string `json:"scheme"`
	// Label is that of the credentials with which the signature matches; empty where none does.
	Label string `json:"label"`
	// Rejection is what [Verifier.Verify] fails with for the message; nil when it is accepted.
	Rejection *Error `json:"-"`
	// Findings are the causes: none, one, or several that hold together.
	Findings []Finding `json:"findings"`
	// Observations are what is certain and no cause.
	Observations []Observation `json:"observations"`
	// RuledOut are the ids of the causes that were tried alone, in every way that is known, where nothing matches.
	RuledOut []string `json:"ruled_out"`
	// Attempts is how many strings to sign were tried, and Bytes how many bytes were hashed or written for them.
	Attempts uint64 `json:"attempts"`
	Bytes    uint64 `json:"bytes"`
	// Exhausted tells whether the budget ended the search.
	Exhausted bool `json:"exhausted"`
	// Text is all of it for people, in several lines.
	Text string `json:"text"`
	// JSON is all of it as the library gives it; docs/json.md says what its members are.
	JSON string `json:"-"`
	// Capsule is one redacted JSON to attach to a ticket with the gateway: header names and sizes, values and body as length and SHA-256
	// only, the shape of what is signed, fingerprints of keys, the clock, the version, and the explanation. A digest confirms a guess: of
	// a short value, such as an amount, it is as good as the value.
	Capsule string `json:"-"`
}

// Outcome is what explaining came to.
type Outcome string

const (
	// Verifies: the message is accepted, and there is nothing to explain.
	Verifies Outcome = "verifies"
	// Explained: one cause was found, or several that hold together.
	Explained Outcome = "explained"
	// Unexplained: nothing that was tried matches.
	Unexplained Outcome = "unexplained"
)

// Finding is a cause that was found.
type Finding struct {
	// Cause is its stable id, such as "json_reencoded". [Causes] lists them all.
	Cause     string    `json:"cause"`
	Certainty Certainty `json:"certainty"`
	// Summary says what happened, and Fix what to do about it.
	Summary string `json:"summary"`
	Fix     string `json:"fix"`
	// Detail says with what exactly the signature was recomputed, or what is visible: for people, and free to change.
	Detail string `json:"detail"`
	// Encoders are, where JSON was written again, those that write the bytes that were signed, the likeliest first, such as "go-map".
	Encoders []string `json:"encoders"`
}

// Certainty is how sure a finding is.
type Certainty string

const (
	// Proven: the signature was recomputed with it, and matches.
	Proven Certainty = "proven"
	// Evident: it is visible in the message.
	Evident Certainty = "evident"
	// Likely: it fits what is visible, and something else might too.
	Likely Certainty = "likely"
)

// Observation is something certain about a message that is no cause, and narrows the search.
type Observation struct {
	// ID is "rsa_other_content" (one of the keys signed, and something else) or "rsa_not_these_keys" (none of them signed).
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Verifies tells whether there is nothing to explain.
func (e *Explanation) Verifies() bool { return e != nil && e.Outcome == Verifies }

// String gives the text for people.
func (e *Explanation) String() string {
	if e == nil {
		return ""
	}
	return e.Text
}

// ExplainOption is any [MessageOption], or one that only explaining takes: [WithOthers] or [WithBudget].
type ExplainOption interface {
	explain(*explaining)
}

type explaining struct {
	message []MessageOption
	others  VerifierCredentials
	// budget is nil for the library's own.
	budget *int64
}

func (o MessageOption) explain(e *explaining) { e.message = append(e.message, o) }

type explainOption func(*explaining)

func (o explainOption) explain(e *explaining) { o(e) }

// WithOthers gives credentials that are none of the verifier's and may have been used by mistake: of another environment, or the gateway's
// other pair. They are tried as they are, and never make a message authentic.
func WithOthers(others VerifierCredentials) ExplainOption {
	return explainOption(func(e *explaining) { e.others = others })
}

// WithBudget sets how many bytes may be hashed or written, at least 1; 128 MiB unless set, which takes some tenths of a second.
func WithBudget(bytes int64) ExplainOption {
	return explainOption(func(e *explaining) { e.budget = &bytes })
}

// Explain says why a message is refused. It takes what [Verifier.Verify] takes; for a request that a gateway refused, that request, and the
// headers that were sent with it. Whatever it finds, the message stays refused.
//
// It is for people who look for a mistake, not for every rejected message: it hashes up to 128 MiB. It fails with input and configuration
// errors only; that a message is refused is no error here.
func (v *Verifier) Explain(headers http.Header, body []byte, options ...ExplainOption) (*Explanation, error) {
	if v == nil || v.native == nil {
		return nil, closed("the verifier")
	}
	given := explaining{others: Credentials(nil)}
	for _, option := range options {
		if given, ok := option.(*MessageOption); option == nil || ok && given == nil {
			return nil, failWith(ErrInvalidArgument, "an option is nil")
		}
		option.explain(&given)
	}
	var budget uint64
	if given.budget != nil {
		if *given.budget < 1 {
			return nil, failWith(ErrInvalidArgument, "a budget of %d bytes allows nothing; give 1 or more", *given.budget)
		}
		budget = uint64(*given.budget)
	}
	if isNil(given.others) {
		return nil, failWith(ErrInvalidArgument, "the other credentials are nil; leave them out for none")
	}
	others, err := given.others.fields()
	if err != nil {
		return nil, err
	}
	packed, err := packAll(headers)
	if err != nil {
		return nil, err
	}
	read := readOptions("", "", body, given.message)
	text, capsule, failure := v.native.Explain(packed, &read.message, others, budget)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	return readExplanation(text, capsule)
}

func readExplanation(text, capsule string) (*Explanation, error) {
	var read struct {
		Explanation
		Rejection *struct {
			Code    string
			Number  int
			Message string
		}
	}
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		return nil, unreadable(err)
	}
	explanation := &read.Explanation
	explanation.JSON, explanation.Capsule = text, capsule
	if why := read.Rejection; why != nil {
		explanation.Rejection = &Error{why.Code, why.Number, kindOf(why.Number), why.Message, nil}
	}
	return explanation, nil
}

// Cause is one of the mistakes that explaining knows. The ids are the same in every language.
type Cause struct {
	// ID is stable, such as "json_reencoded".
	ID string `json:"id"`
	// Summary says what happened, and Fix what to do about it.
	Summary string `json:"summary"`
	Fix     string `json:"fix"`
}

// Causes lists every cause that explaining knows: of headers, text form, body, string to sign, time, keys, algorithm.
func Causes() ([]Cause, error) {
	described, failure := native.Describe("causes")
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	var parsed struct {
		Causes []Cause `json:"causes"`
	}
	if err := json.Unmarshal([]byte(described), &parsed); err != nil {
		return nil, unreadable(err)
	}
	return parsed.Causes, nil
}
