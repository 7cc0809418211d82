package paysig_test

import (
	"errors"
	"testing"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/solidgate"
)

var (
	apiPair  = solidgate.RequestCredentials{PublicKey: "api_pk_7b197ff4", SecretKey: "api_sk_b2a8ea1e"}
	hookPair = solidgate.WebhookCredentials{PublicKey: "wh_pk_c52ea06e", SecretKey: "wh_sk_1f4a9eb0"}
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// wantError asks for an error that is both the variable of its code and a *paysig.Error.
func wantError(t *testing.T, err error, want *paysig.Error) {
	t.Helper()
	var e *paysig.Error
	if !errors.Is(err, want) || !errors.As(err, &e) || e.Code != want.Code {
		t.Errorf("the error is %v, and %s was expected", err, want.Code)
	}
}
