package paysig

import (
	"errors"
	"fmt"

	"github.com/paysig/paysig/go/internal/native"
)

// Kind says whose turn it is when a call fails.
type Kind string

const (
	// Configuration (1xx): the credentials or options are wrong. Found when a signer or verifier is made.
	Configuration Kind = "configuration"
	// Input (2xx): what the caller passed to a call is wrong.
	Input Kind = "input"
	// Rejected (3xx): the message is not to be trusted. The only kind that a sender can bring about.
	Rejected Kind = "rejected"
	// Internal (9xx): paysig or the machine failed.
	Internal Kind = "internal"
)

// Error is what every call of this package fails with. There is a variable for each code, so that errors.Is(err, ErrStale) asks for one.
type Error struct {
	// Code is the stable name, such as signature_mismatch, and Number its number: the same in every language.
	Code   string
	Number int
	// Kind is what Number's first digit says.
	Kind Kind
	// Message says what was wrong in this very case. It never holds a secret, an expected signature or a body.
	Message string

	also error
}

// Error gives the code and the message.
func (e *Error) Error() string {
	if e == nil {
		return "paysig: no error"
	}
	if e.Message == "" {
		return "paysig: " + e.Code
	}
	return "paysig: " + e.Code + ": " + e.Message
}

// Advice says what the code means and what to do about it.
func (e *Error) Advice() string {
	if e == nil {
		return ""
	}
	return native.StatusMessage(e.Number)
}

// Is tells whether target is the variable of the same code.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && e != nil && other != nil && other.Message == "" && other.Number == e.Number
}

// Unwrap gives [ErrClosed], [ErrNoReplayKey] or [ErrWrongLibrary] where that is the reason.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.also
}

// ErrClosed is what using a signer, verifier or transport fails with that was closed, is nil, or was not made by its constructor. It
// is an [ErrInvalidArgument] too.
var ErrClosed = errors.New("paysig: closed, nil, or not made by its constructor")

// ErrNoReplayKey is what asking for the replay key of a message fails with whose body is not signed. It is an [ErrInvalidArgument] too.
var ErrNoReplayKey = errors.New("paysig: no replay key, since the body is not signed")

// ErrWrongLibrary is what making anything fails with when the library that was linked is not the one that this package needs. It is an
// [ErrInternal] too.
var ErrWrongLibrary = errors.New("paysig: the wrong version of the library is linked")

// IsRejected tells whether err means that a message is not to be trusted, as opposed to a mistake or trouble on this side.
func IsRejected(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == Rejected
}

func sentinel(code string, number int) *Error {
	return &Error{Code: code, Number: number, Kind: kindOf(number)}
}

func kindOf(number int) Kind {
	switch number / 100 {
	case 1:
		return Configuration
	case 2:
		return Input
	case 3:
		return Rejected
	default:
		return Internal
	}
}

// failed makes the error of a failure; nil where nothing failed.
func failed(failure native.Failure) error {
	switch failure.Number {
	case 0:
		return nil
	case native.Closed:
		return closed("the signer or verifier")
	case native.WrongLibrary:
		return &Error{ErrInternal.Code, ErrInternal.Number, Internal, failure.Message, ErrWrongLibrary}
	default:
		return &Error{native.StatusName(failure.Number), failure.Number, kindOf(failure.Number), failure.Message, nil}
	}
}

func closed(what string) error {
	return &Error{ErrInvalidArgument.Code, ErrInvalidArgument.Number, Input,
		what + " is closed, is nil, or was not made by its constructor", ErrClosed}
}

func failWith(sentinel *Error, format string, arguments ...any) error {
	return &Error{sentinel.Code, sentinel.Number, sentinel.Kind, fmt.Sprintf(format, arguments...), nil}
}
