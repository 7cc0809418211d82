package paysig

import "encoding/json"

// FormKind is what a payment form is for.
type FormKind string

const (
	// FormData is for a new form.
	FormData FormKind = "data"
	// FormUpdate is for one that is already shown.
	FormUpdate FormKind = "update"
	// FormResign is for a payment with a card that the gateway knows.
	FormResign FormKind = "resign"
)

// Form makes the fields of a payment form, by the names that the gateway's script expects: the attributes of an order, encrypted for
// the gateway and signed. It is for the signers of gateways that have such a form, and an [ErrInvalidArgument] with others.
//
// The attributes are JSON, as the gateway's documentation lists them, and are taken as they are. The fields go into the page.
func (s *Signer) Form(kind FormKind, attributes []byte) (map[string]string, error) {
	return s.form(kind, attributes, nil)
}

func (s *Signer) form(kind FormKind, attributes, iv []byte) (map[string]string, error) {
	if s == nil || s.native == nil {
		return nil, closed("the signer")
	}
	made, failure := s.native.Form(string(kind), attributes, iv)
	if failure.Number != 0 {
		return nil, failed(failure)
	}
	var fields map[string]string
	if err := json.Unmarshal([]byte(made), &fields); err != nil {
		return nil, unreadable(err)
	}
	return fields, nil
}
