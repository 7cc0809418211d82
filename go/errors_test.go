package paysig_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/internal/native"
)

// Every code of the library's table has its variable, with the same code, number and kind.
func TestErrorsAreTheTable(t *testing.T) {
	text, failure := native.Describe("errors")
	if failure.Number != 0 {
		t.Fatal(failure.Message)
	}
	var table struct {
		Errors []struct {
			Code, Kind, Summary, Advice string
			Number                      int
		}
	}
	if err := json.Unmarshal([]byte(text), &table); err != nil {
		t.Fatal(err)
	}
	known := paysig.Errors()
	if len(known) != len(table.Errors) || len(known) < 40 {
		t.Fatalf("%d variables for %d codes", len(known), len(table.Errors))
	}
	for i, row := range table.Errors {
		got := known[i]
		if got.Code != row.Code || got.Number != row.Number || string(got.Kind) != row.Kind {
			t.Errorf("%+v is not the table's %+v", got, row)
		}
		if advice := got.Advice(); !strings.Contains(advice, row.Summary) || !strings.Contains(advice, row.Advice) {
			t.Errorf("%s: the advice is %q", row.Code, advice)
		}
		if name := native.StatusName(row.Number); name != row.Code {
			t.Errorf("%d is named %s and not %s", row.Number, name, row.Code)
		}
		this := fmt.Errorf("outer: %w", &paysig.Error{Code: row.Code, Number: row.Number, Kind: got.Kind, Message: "this case"})
		for _, other := range known {
			if errors.Is(this, other) != (other.Code == row.Code) {
				t.Errorf("errors.Is takes %v for %v", this, other)
			}
		}
		if paysig.IsRejected(this) != (row.Kind == "rejected") {
			t.Errorf("IsRejected(%v) is wrong", this)
		}
	}
}

func TestAnErrorSaysWhatWasWrong(t *testing.T) {
	_, err := paysig.NewSigner("solidgate/webhooks", nil)
	wantError(t, err, paysig.ErrUnknownScheme)
	if !strings.Contains(err.Error(), "solidgate/webhook") {
		t.Errorf("the message does not list the schemes: %v", err)
	}
	if errors.Is(err, paysig.ErrUnknownGateway) || errors.Is(err, paysig.ErrClosed) || paysig.IsRejected(err) {
		t.Errorf("%v is taken for another error", err)
	}
	if paysig.IsRejected(nil) || paysig.IsRejected(errors.New("other")) {
		t.Error("what is no rejection is taken for one")
	}
	if (*paysig.Error)(nil).Is(paysig.ErrStale) {
		t.Error("no error is taken for one")
	}
}

// A C message is cut at 512 bytes, with its NUL.
func TestALongMessageIsCut(t *testing.T) {
	keys := globalpayment.WebhookCredentials(signKey)
	for _, length := range []int{400, 1000} {
		name := strings.Repeat("x", length)
		_, err := must(globalpayment.NewWebhookVerifier(keys, paysig.WithTimestampHeader(name))).Verify(nil, []byte{})
		wantError(t, err, paysig.ErrMissingHeader)
		var e *paysig.Error
		if whole := name + " is not there"; !errors.As(err, &e) || e.Message != whole[:min(len(whole), 511)] {
			t.Errorf("with a name of %d bytes, the message is %q", length, err)
		}
	}
}
