package paysig

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/paysig/paysig/go/internal/native"
)

// Gateway is a payment company's API: its schemes, and what else a client must know to reach it.
type Gateway struct {
	// ID is stable, such as "global-payment"; Name is as the company writes it.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Hosts are where the API is; none when the company publishes none.
	Hosts []Host `json:"hosts"`
	// Endpoint is the path of an API call, with the places {major} (the API version before its point) and {path}.
	Endpoint string `json:"endpoint"`
	// Acknowledgement is how a webhook is answered; nil when the gateway sends none.
	Acknowledgement *Acknowledgement `json:"acknowledgement"`
	Schemes         []Scheme         `json:"schemes"`
}

// Host is one base address of a gateway.
type Host struct {
	// Environment is "test", "live", or "any" where the credentials decide.
	Environment string `json:"environment"`
	Product     string `json:"product"`
	// URL is scheme and authority, without a path.
	URL string `json:"url"`
}

// Acknowledgement is the answer that tells the gateway that a webhook arrived; anything else makes it send again.
type Acknowledgement struct {
	Status int `json:"status"`
	// ContentType is that of the body; empty where there is none.
	ContentType string `json:"content_type"`
	Body        string `json:"body"`
}

// Scheme is the rule for one kind of message.
type Scheme struct {
	// ID is stable, such as "solidgate/webhook".
	ID string `json:"id"`
	// Kind is "request" (merchant to gateway), "response" (the answer to a request) or "webhook" (gateway to merchant).
	Kind string `json:"kind"`
	// Rule says in one sentence what is signed, how, and where it is written.
	Rule string `json:"rule"`
	// Fields are the credentials.
	Fields []Field `json:"fields"`
	// Sender is the field whose value in the message chooses the credentials; empty where none does.
	Sender  string       `json:"sender"`
	Proof   Proof        `json:"proof"`
	Headers []HeaderSpec `json:"headers"`
	// Freshness is the form and lifetime of the timestamp; nil where none is signed.
	Freshness *Freshness   `json:"freshness"`
	Options   []OptionSpec `json:"options"`
	Expects   Expects      `json:"expects"`
	// Notes say what a user of the scheme must know: limits of its protection, traps.
	Notes []string `json:"notes"`
}

// Field is a credential that a scheme needs.
type Field struct {
	Name string `json:"name"`
	// Role is "public", "secret", "signing_key" (needed only to sign), "verifying_key" (needed only to verify) or "passphrase".
	Role string `json:"role"`
	// About says what it is and where to find it.
	About string `json:"about"`
}

// Proof is what proves that a message is authentic.
type Proof struct {
	// Kind is "mac", "rsa_pkcs1_sha256" or "basic".
	Kind string
	// Key is the field that keys a MAC, and Hash its hash, "sha256" or "sha512".
	Key, Hash string
	// Parts are what is signed, in this order, without separators.
	Parts []Part
	// Text is how the MAC or signature is written: "hex_lower", "hex_any_case", "base64" or "base64_of_hex_lower".
	Text string
	// User and Password are the fields of HTTP Basic.
	User, Password string
}

// Part is one part of what is signed.
type Part struct {
	// Kind is "field", "literal", "timestamp", "method", "path", "query", "target" or "body".
	Kind string
	// Of is the field's name or the literal's characters.
	Of string
}

// HeaderSpec is a header of a scheme.
type HeaderSpec struct {
	Name string
	// Also are other names under which it is read.
	Also []string
	// Carries is "proof", "timestamp", "field" or "option".
	Carries string
	// Of is the name of the field or option.
	Of string
	// Prefix stands before the value of an option, such as "Bearer ".
	Prefix string
	// Need is "always", "if_given", or "else_from_request" for a response's timestamp that may be its request's.
	Need string
}

// Freshness is the form and lifetime of a timestamp.
type Freshness struct {
	// Unit is "seconds" (ten digits) or "milliseconds" (thirteen).
	Unit string
	// Tolerance is by how much it may differ from the clock, unless [WithTolerance] says otherwise.
	Tolerance time.Duration
}

// OptionSpec is something that a caller may set.
type OptionSpec struct {
	Name string `json:"name"`
	// When is "building" or "message".
	When string `json:"when"`
	// About says what it does.
	About string `json:"about"`
}

// Expects is what a gateway expects of a message beside the signature. Empty texts are no expectation.
type Expects struct {
	// Method is the only one, where there is only one.
	Method string `json:"method"`
	// ContentType is that of a body.
	ContentType string `json:"content_type"`
	Accept      string `json:"accept"`
	// HTTPS is "required" where signing refuses anything else, and "expected" elsewhere.
	HTTPS string `json:"https"`
	// TLS is the lowest version.
	TLS string `json:"tls"`
}

// Gateways describes every gateway.
func Gateways() ([]Gateway, error) { return describeGateways("") }

// DescribeGateway describes the gateway of this id.
func DescribeGateway(id string) (*Gateway, error) {
	gateways, err := describeGateways(id)
	if err != nil {
		return nil, err
	}
	if len(gateways) != 1 {
		return nil, failWith(ErrUnknownGateway, "%.70q is not the id of one gateway", id)
	}
	return &gateways[0], nil
}

// DescribeScheme describes the scheme of this id.
func DescribeScheme(id string) (*Scheme, error) {
	_, scheme, err := describeScheme(id)
	return scheme, err
}

// describeScheme describes a scheme and the gateway that it is of.
func describeScheme(id string) (*Gateway, *Scheme, error) {
	gateways, err := Gateways()
	if err != nil {
		return nil, nil, err
	}
	for i := range gateways {
		for j := range gateways[i].Schemes {
			if gateways[i].Schemes[j].ID == id {
				return &gateways[i], &gateways[i].Schemes[j], nil
			}
		}
	}
	var known []string
	for _, gateway := range gateways {
		for _, scheme := range gateway.Schemes {
			known = append(known, scheme.ID)
		}
	}
	return nil, nil, failWith(ErrUnknownScheme, "the schemes are: %s", strings.Join(known, ", "))
}

func describeGateways(subject string) ([]Gateway, error) {
	described, failure := native.Describe(subject)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	var parsed struct {
		Gateways []Gateway `json:"gateways"`
	}
	if err := json.Unmarshal([]byte(described), &parsed); err != nil {
		return nil, unreadable(err)
	}
	return parsed.Gateways, nil
}

// UnmarshalJSON reads the library's form.
func (p *Proof) UnmarshalJSON(data []byte) error {
	if p == nil {
		return errNoTarget
	}
	kind, content, err := variant(data)
	if err != nil {
		return err
	}
	var of struct {
		Key, Hash, Text, User, Password string
		Parts                           []Part
	}
	if err := json.Unmarshal(content, &of); err != nil {
		return err
	}
	*p = Proof{kind, of.Key, of.Hash, of.Parts, of.Text, of.User, of.Password}
	return nil
}

// UnmarshalJSON reads the library's form.
func (p *Part) UnmarshalJSON(data []byte) error {
	if p == nil {
		return errNoTarget
	}
	kind, content, err := variant(data)
	if err != nil {
		return err
	}
	p.Kind = kind
	if content == nil {
		return nil
	}
	return json.Unmarshal(content, &p.Of)
}

// UnmarshalJSON reads the library's form.
func (h *HeaderSpec) UnmarshalJSON(data []byte) error {
	if h == nil {
		return errNoTarget
	}
	var flat struct {
		Name, Need string
		Also       []string
		Value      json.RawMessage
	}
	if err := json.Unmarshal(data, &flat); err != nil {
		return err
	}
	carries, content, err := variant(flat.Value)
	if err != nil {
		return err
	}
	*h = HeaderSpec{Name: flat.Name, Also: flat.Also, Carries: carries, Need: flat.Need}
	switch carries {
	case "field":
		return json.Unmarshal(content, &h.Of)
	case "option":
		var option struct{ Name, Prefix string }
		err := json.Unmarshal(content, &option)
		h.Of, h.Prefix = option.Name, option.Prefix
		return err
	}
	return nil
}

// UnmarshalJSON reads the library's form.
func (f *Freshness) UnmarshalJSON(data []byte) error {
	if f == nil {
		return errNoTarget
	}
	var flat struct {
		Unit    string
		Seconds int64 `json:"tolerance_seconds"`
	}
	if err := json.Unmarshal(data, &flat); err != nil {
		return err
	}
	*f = Freshness{flat.Unit, time.Duration(flat.Seconds) * time.Second}
	return nil
}

var errNoTarget = failWith(ErrInvalidArgument, "JSON cannot be read into a nil pointer")

// variant reads one of several alternatives: "name" for one that holds nothing, {"name": content} for one that does.
func variant(data json.RawMessage) (string, json.RawMessage, error) {
	var name string
	if json.Unmarshal(data, &name) == nil {
		return name, nil, nil
	}
	var alternatives map[string]json.RawMessage
	if err := json.Unmarshal(data, &alternatives); err != nil {
		return "", nil, err
	}
	for name, content := range alternatives {
		if len(alternatives) == 1 {
			return name, content, nil
		}
	}
	return "", nil, fmt.Errorf("an object with %d members where one says the alternative", len(alternatives))
}
