package paysig_test

import (
	"bytes"
	"context"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	paysig "github.com/paysig/paysig/go"
	"github.com/paysig/paysig/go/globalpayment"
	"github.com/paysig/paysig/go/smart2pay"
	"github.com/paysig/paysig/go/smartglocal"
	"github.com/paysig/paysig/go/solidgate"
)

const (
	censusSecret = "ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT"
	censusURL    = "https://gateway.example/v1/pay?id=7"
	censusScheme = globalpayment.Request
)

var (
	censusKeys    = paysig.Credentials{"sign_key": censusSecret}
	privatePEM    = string(must(os.ReadFile(filepath.Join(vectors, "keys", "rsa2048.pkcs8.pem"))))
	publicPEM     = string(must(os.ReadFile(filepath.Join(vectors, "keys", "rsa2048.spki.pem"))))
	encryptedPEM  = must(os.ReadFile(filepath.Join(vectors, "keys", "rsa2048.pkcs8-encrypted.pem")))
	censusSecrets = []string{censusSecret, strings.Split(privatePEM, "\n")[3]}
	censusSigner  = must(paysig.NewSigner(censusScheme, censusKeys))
	// censusVerifier expects no more than what it is given to be fresh.
	censusVerifier = must(paysig.NewVerifier(censusScheme, censusKeys))
	censusRequest  = paysig.WithRequest("POST", censusURL)
)

func fault[T any](_ T, err error) error { return err }

// build makes a signer with one credential in place of the usual one.
func build(name, value string) error {
	return fault(paysig.NewSigner(censusScheme, paysig.Credentials{name: value}))
}

func buildWith(option paysig.Option) error {
	return fault(paysig.NewVerifier(globalpayment.Webhook, censusKeys, option))
}

func sign(options ...paysig.MessageOption) error {
	return fault(censusSigner.Sign("POST", censusURL, nil, options...))
}

// signWithKey signs by a scheme that has options of its own.
func signWithKey(option paysig.MessageOption) error {
	signer := must(paysig.NewSigner(smartglocal.Request, paysig.Credentials{"project": "merchant", "private_key": privatePEM}))
	defer signer.Close()
	return fault(signer.Sign("POST", censusURL, []byte("{}"), option))
}

// signedHeaders are whole but for the value of this one.
func signedHeaders(name, value string) http.Header {
	headers := usualHeaders()
	if headers.Get(name) == "" {
		panic("no header has the name " + name)
	}
	headers.Set(name, value)
	return headers
}

func usualHeaders() http.Header {
	return must(censusSigner.Sign("POST", censusURL, []byte("{}"))).HTTP()
}

func verify(headers http.Header, body []byte, options ...paysig.MessageOption) error {
	return fault(censusVerifier.Verify(headers, body, append([]paysig.MessageOption{censusRequest}, options...)...))
}

func explain(headers http.Header, body []byte, options ...paysig.ExplainOption) error {
	options = append([]paysig.ExplainOption{censusRequest, paysig.WithBudget(1 << 16)}, options...)
	return fault(censusVerifier.Explain(headers, body, options...))
}

// answer is a base that answers every request without sending it.
type answer struct{ response *http.Response }

func (a answer) RoundTrip(*http.Request) (*http.Response, error) { return a.response, nil }

func (a answer) transport(options ...paysig.TransportOption) (*paysig.Transport, error) {
	base := []paysig.TransportOption{paysig.WithBase(a), paysig.WithoutResponseVerification()}
	return paysig.NewTransport(censusScheme, censusKeys, append(base, options...)...)
}

// send sends a request that change made bad.
func send(change func(request *http.Request), options ...paysig.TransportOption) error {
	transport, err := answer{&http.Response{StatusCode: http.StatusOK, Body: http.NoBody}}.transport(options...)
	if err != nil {
		return err
	}
	defer transport.Close()
	request := must(http.NewRequest(http.MethodPost, censusURL, strings.NewReader("{}")))
	change(request)
	return fault(transport.RoundTrip(request))
}

func usual(*http.Request) {}

// receive hands a webhook to the middleware, and gives what it tells the error hook.
func receive(change func(request *http.Request) *http.Request, next http.Handler) (err error) {
	hook := paysig.WithErrorHook(func(_ *http.Request, why error) { err = why })
	middleware := must(paysig.Webhook(must(solidgate.NewWebhookVerifier(hookPair)), hook))
	request := httptest.NewRequest(http.MethodPost, "/hooks", strings.NewReader("{}"))
	must(must(solidgate.NewWebhookSigner(hookPair)).Sign("", "", []byte("{}"))).Set(request.Header)
	recorder := httptest.NewRecorder()
	middleware(next).ServeHTTP(recorder, change(request))
	if accepted := recorder.Code == http.StatusOK; accepted != (err == nil) {
		panic("the answer is not what the error hook was told")
	}
	return err
}

var ignore = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func webhookOption(option paysig.WebhookOption) error {
	return fault(paysig.Webhook(must(solidgate.NewWebhookVerifier(hookPair)), option))
}

func form(kind paysig.FormKind, attributes []byte) error {
	signer := must(paysig.NewSigner(solidgate.Request, paysig.Credentials{"public_key": "api_pk_1", "secret_key": censusSecret}))
	defer signer.Close()
	return fault(signer.Form(kind, attributes))
}

func readKey() *paysig.Key { return must(paysig.ReadPrivateKey([]byte(privatePEM), nil)) }

func censusArguments() []censusArgument {
	return []censusArgument{
		badText("paysig.NewSigner", "scheme", func(bad string) error { return fault(paysig.NewSigner(bad, censusKeys)) }),
		badObject("paysig.NewSigner", "credentials",
			func() error { return fault(paysig.NewSigner(censusScheme, nil)) },
			func() error { return fault(paysig.NewSigner(censusScheme, paysig.Credentials{})) }),
		badText("paysig.NewSigner", "a credential's name", func(bad string) error { return build(bad, censusSecret) }),
		badText("paysig.NewSigner", "a credential", func(bad string) error { return build("sign_key", bad) }),
		badText("paysig.NewSigner", "a private key", func(bad string) error {
			return fault(paysig.NewSigner(smartglocal.Request, paysig.Credentials{"project": "merchant", "private_key": bad}))
		}),
		badObject("paysig.NewSigner", "an option", nil,
			func() error { return fault(paysig.NewSigner(censusScheme, censusKeys, paysig.Option{})) }),

		badText("Signer.Sign", "method", func(bad string) error { return fault(censusSigner.Sign(bad, censusURL, nil)) }),
		badText("Signer.Sign", "url", func(bad string) error { return fault(censusSigner.Sign("POST", bad, nil)) }),
		badData("Signer.Sign", "body", func(bad []byte) error { return fault(censusSigner.Sign("POST", censusURL, bad)) }),
		badObject("Signer.Sign", "an option", nil, func() error { return sign(paysig.MessageOption{}) }),
		badText("Signer.StringToSign", "method", func(bad string) error { return fault(censusSigner.StringToSign(bad, censusURL, nil)) }),
		badText("Signer.StringToSign", "url", func(bad string) error { return fault(censusSigner.StringToSign("POST", bad, nil)) }),
		badData("Signer.StringToSign", "body", func(bad []byte) error { return fault(censusSigner.StringToSign("POST", censusURL, bad)) }),
		badObject("Signer.StringToSign", "an option", nil,
			func() error { return fault(censusSigner.StringToSign("POST", censusURL, nil, paysig.MessageOption{})) }),
		badText("Signer.Form", "kind", func(bad string) error { return form(paysig.FormKind(bad), []byte("{}")) }),
		badData("Signer.Form", "attributes", func(bad []byte) error { return form(paysig.FormData, bad) }),

		badText("paysig.NewVerifier", "scheme", func(bad string) error { return fault(paysig.NewVerifier(bad, censusKeys)) }),
		badObject("paysig.NewVerifier", "credentials",
			func() error { return fault(paysig.NewVerifier(censusScheme, nil)) },
			func() error { return fault(paysig.NewVerifier(censusScheme, paysig.Credentials{})) }),
		badObject("paysig.NewVerifier", "a pointer to a keyring",
			func() error { return fault(paysig.NewVerifier(censusScheme, (*paysig.Keyring)(nil))) },
			func() error { return fault(paysig.NewVerifier(censusScheme, new(paysig.Keyring))) }),
		badText("paysig.NewVerifier", "a credential's name", func(bad string) error {
			return fault(paysig.NewVerifier(censusScheme, paysig.Credentials{bad: censusSecret}))
		}),
		badText("paysig.NewVerifier", "a credential", func(bad string) error {
			return fault(paysig.NewVerifier(censusScheme, paysig.Credentials{"sign_key": bad}))
		}),
		badText("paysig.NewVerifier", "a public key", func(bad string) error {
			return fault(paysig.NewVerifier(smartglocal.Webhook, paysig.Credentials{"public_key": bad}))
		}),
		badText("paysig.NewVerifier", "a label", func(bad string) error {
			return fault(paysig.NewVerifier(censusScheme, paysig.Keyring{{Label: bad, Credentials: censusKeys}}))
		}),
		badText("paysig.NewVerifier", "the label of an empty set", func(bad string) error {
			return fault(paysig.NewVerifier(censusScheme, paysig.Keyring{{Label: bad}}))
		}),
		badText("paysig.NewVerifier", "two sets' label", func(bad string) error {
			return fault(paysig.NewVerifier(censusScheme, paysig.Keyring{{Label: bad, Credentials: censusKeys}, {Label: bad, Credentials: censusKeys}}))
		}),
		badObject("paysig.NewVerifier", "an option", nil, func() error { return buildWith(paysig.Option{}) }),

		badObject("Verifier.Verify", "headers",
			func() error { return verify(nil, []byte("{}")) },
			func() error { return verify(http.Header{}, []byte("{}")) }),
		badText("Verifier.Verify", "a header's name", func(bad string) error { return verify(http.Header{bad: {"1"}}, []byte("{}")) }),
		badText("Verifier.Verify", "the timestamp's header", func(bad string) error {
			return verify(signedHeaders("Timestamp", bad), []byte("{}"))
		}),
		badText("Verifier.Verify", "the signature's header", func(bad string) error {
			return verify(signedHeaders("Signature", bad), []byte("{}"))
		}),
		badObject("Verifier.Verify", "a header's values",
			func() error {
				return verify(http.Header{must(censusSigner.Sign("POST", censusURL, nil))[0].Name: nil}, []byte("{}"))
			},
			func() error {
				return verify(http.Header{must(censusSigner.Sign("POST", censusURL, nil))[0].Name: {}}, []byte("{}"))
			}),
		badData("Verifier.Verify", "body", func(bad []byte) error { return verify(usualHeaders(), bad) }),
		badObject("Verifier.Verify", "an option", nil,
			func() error { return verify(usualHeaders(), []byte("{}"), paysig.MessageOption{}) }),
		badObject("Verifier.Explain", "headers",
			func() error { return explain(nil, []byte("{}")) },
			func() error { return explain(http.Header{}, []byte("{}")) }),
		badText("Verifier.Explain", "a header's name", func(bad string) error { return explain(http.Header{bad: {"1"}}, []byte("{}")) }),
		badText("Verifier.Explain", "the timestamp's header", func(bad string) error {
			return explain(signedHeaders("Timestamp", bad), []byte("{}"))
		}),
		badText("Verifier.Explain", "the signature's header", func(bad string) error {
			return explain(signedHeaders("Signature", bad), []byte("{}"))
		}),
		badData("Verifier.Explain", "body", func(bad []byte) error { return explain(usualHeaders(), bad) }),
		badObject("Verifier.Explain", "an option",
			func() error { return explain(usualHeaders(), []byte("{}"), nil) },
			func() error { return explain(usualHeaders(), []byte("{}"), paysig.MessageOption{}) }),
		badObject("Verifier.Explain", "a pointer to an option",
			func() error { return explain(usualHeaders(), []byte("{}"), (*paysig.MessageOption)(nil)) },
			func() error { return explain(usualHeaders(), []byte("{}"), new(paysig.MessageOption)) }),
		badObject("paysig.WithOthers", "others",
			func() error { return explain(usualHeaders(), []byte("x"), paysig.WithOthers(nil)) },
			func() error { return explain(usualHeaders(), []byte("x"), paysig.WithOthers(paysig.Credentials{})) }),
		badObject("paysig.WithOthers", "a pointer to credentials",
			func() error {
				return explain(usualHeaders(), []byte("x"), paysig.WithOthers((*paysig.Credentials)(nil)))
			},
			func() error { return explain(usualHeaders(), []byte("x"), paysig.WithOthers(new(paysig.Credentials))) }),
		badText("paysig.WithOthers", "a credential", func(bad string) error {
			return explain(usualHeaders(), []byte("x"), paysig.WithOthers(paysig.Credentials{"sign_key": bad}))
		}),
		badNumber("paysig.WithBudget", "bytes", func(bad int64) error {
			return explain(signedHeaders("Timestamp", "1"), []byte("{}"), paysig.WithBudget(bad))
		}),

		badNumber("paysig.WithTolerance", "tolerance", func(bad int64) error { return buildWith(paysig.WithTolerance(time.Duration(bad))) }),
		badText("paysig.WithTimestampHeader", "name", func(bad string) error { return buildWith(paysig.WithTimestampHeader(bad)) }),
		badText("paysig.WithSignatureHeader", "name", func(bad string) error { return buildWith(paysig.WithSignatureHeader(bad)) }),
		badText("paysig.WithOption", "name", func(bad string) error { return buildWith(paysig.WithOption(bad, "1")) }),
		badText("paysig.WithOption", "value", func(bad string) error { return buildWith(paysig.WithOption("freshness", bad)) }),
		badText("paysig.WithRequest", "method", func(bad string) error {
			return verify(usualHeaders(), []byte("{}"), paysig.WithRequest(bad, censusURL))
		}),
		badText("paysig.WithRequest", "url", func(bad string) error {
			return verify(usualHeaders(), []byte("{}"), paysig.WithRequest("POST", bad))
		}),
		{"paysig.WithTime", "now", []censusCell{
			{"0", func() error { return sign(paysig.WithTime(time.Time{})) }},
			{"-1", func() error { return sign(paysig.WithTime(time.UnixMilli(-1))) }},
			{"the greatest", func() error { return sign(paysig.WithTime(time.Unix(math.MaxInt64-1<<40, 0))) }},
			{"the least", func() error { return sign(paysig.WithTime(time.Unix(math.MinInt64, 0))) }},
		}},
		badText("paysig.WithTimestamp", "timestamp", func(bad string) error { return sign(paysig.WithTimestamp(bad)) }),
		badText("paysig.WithRequestTimestamp", "timestamp", func(bad string) error {
			signer := must(paysig.NewSigner(globalpayment.Response, censusKeys))
			return fault(signer.Sign("POST", censusURL, nil, paysig.WithRequestTimestamp(bad)))
		}),
		badText("paysig.WithIdempotencyKey", "key", func(bad string) error { return signWithKey(paysig.WithIdempotencyKey(bad)) }),
		badText("paysig.WithSubmerchant", "submerchant", func(bad string) error { return signWithKey(paysig.WithSubmerchant(bad)) }),
		badText("paysig.WithAccessToken", "token", func(bad string) error { return sign(paysig.WithAccessToken(bad)) }),
		badText("paysig.WithMessageOption", "name", func(bad string) error { return sign(paysig.WithMessageOption(bad, "1")) }),
		badText("paysig.WithMessageOption", "value", func(bad string) error { return sign(paysig.WithMessageOption("body", bad)) }),

		badText("paysig.NewTransport", "scheme", func(bad string) error { return fault(paysig.NewTransport(bad, censusKeys)) }),
		badObject("paysig.NewTransport", "credentials",
			func() error { return fault(paysig.NewTransport(censusScheme, nil)) },
			func() error { return fault(paysig.NewTransport(censusScheme, paysig.Credentials{})) }),
		badText("paysig.NewTransport", "a credential", func(bad string) error {
			return fault(paysig.NewTransport(censusScheme, paysig.Credentials{"sign_key": bad}))
		}),
		badObject("paysig.NewTransport", "an option", func() error { return fault(paysig.NewTransport(censusScheme, censusKeys, nil)) }, nil),
		badObject("paysig.WithBase", "base",
			func() error { return send(usual, paysig.WithBase(nil)) }, nil),
		badObject("paysig.WithBase", "its answer",
			func() error { return send(usual, paysig.WithBase(answer{})) },
			func() error { return send(usual, paysig.WithBase(answer{new(http.Response)})) }),
		badText("paysig.WithToken", "token", func(bad string) error { return send(usual, paysig.WithToken(bad)) }),
		badObject("paysig.WithTokenSource", "source", func() error { return send(usual, paysig.WithTokenSource(nil)) }, nil),
		badText("paysig.WithTokenSource", "the source's token", func(bad string) error {
			return send(usual, paysig.WithTokenSource(func(context.Context) (string, error) { return bad, nil }))
		}),
		badObject("paysig.WithRetry", "policy", func() error { return send(usual, paysig.WithRetry(nil)) }, nil),
		badNumber("paysig.WithRetry", "the policy's wait", func(bad int64) error {
			return send(usual, paysig.WithRetry(func(attempt int, _ *http.Response, _ error) (time.Duration, bool) {
				return time.Duration(min(bad, int64(time.Millisecond))), attempt < 2
			}))
		}),
		badObject("paysig.WithSignerOptions", "an option", nil, func() error { return send(usual, paysig.WithSignerOptions(paysig.Option{})) }),
		badObject("paysig.WithResponseOptions", "an option", nil, func() error {
			return fault(paysig.NewTransport(censusScheme, censusKeys, paysig.WithResponseOptions(paysig.Option{})))
		}),
		badNumber("paysig.WithResponseLimit", "limit", func(bad int64) error { return send(usual, paysig.WithResponseLimit(bad)) }),
		badObject("paysig.ContextWithOptions", "ctx", func() error {
			return send(func(request *http.Request) {
				var none context.Context
				*request = *request.WithContext(paysig.ContextWithOptions(none, paysig.WithAccessToken("token")))
			})
		}, nil),
		badObject("paysig.ContextWithOptions", "an option", nil, func() error {
			return send(func(request *http.Request) {
				*request = *request.WithContext(paysig.ContextWithOptions(request.Context(), paysig.MessageOption{}))
			})
		}),
		badObject("Transport.RoundTrip", "request",
			func() error { return fault(must(answer{}.transport()).RoundTrip(nil)) },
			func() error { return fault(must(answer{}.transport()).RoundTrip(new(http.Request))) }),
		badObject("Transport.RoundTrip", "the headers",
			func() error { return send(func(request *http.Request) { request.Header = nil }) },
			func() error { return send(func(request *http.Request) { request.Header = http.Header{} }) }),
		badText("Transport.RoundTrip", "a header's name", func(bad string) error {
			return send(func(request *http.Request) { request.Header[bad] = []string{"1"} })
		}),
		badText("Transport.RoundTrip", "a header's value", func(bad string) error {
			return send(func(request *http.Request) { request.Header.Set("Authorization", "Bearer "+bad) })
		}),
		badText("Transport.RoundTrip", "the method", func(bad string) error {
			return send(func(request *http.Request) { request.Method = bad })
		}),
		badObject("Transport.RoundTrip", "the URL",
			func() error { return send(func(request *http.Request) { request.URL = nil }) },
			func() error { return send(func(request *http.Request) { request.URL = new(url.URL) }) }),
		badText("Transport.RoundTrip", "the URL's host", func(bad string) error {
			return send(func(request *http.Request) { request.URL.Host = bad })
		}),
		badText("Transport.RoundTrip", "the URL's path", func(bad string) error {
			return send(func(request *http.Request) { request.URL.Path = bad })
		}),
		badText("Transport.RoundTrip", "the URL's query", func(bad string) error {
			return send(func(request *http.Request) { request.URL.RawQuery = bad })
		}),
		badData("Transport.RoundTrip", "the body", func(bad []byte) error {
			return send(func(request *http.Request) {
				request.Body = nil
				if bad != nil {
					request.Body = io.NopCloser(bytes.NewReader(bad))
				}
			})
		}),

		badObject("paysig.Webhook", "verifier",
			func() error { return fault(paysig.Webhook(nil)) },
			func() error { return fault(paysig.Webhook(new(paysig.Verifier))) }),
		badObject("paysig.Webhook", "an option", func() error { return webhookOption(nil) }, nil),
		badObject("paysig.Webhook", "the handler behind it", func() error {
			return receive(func(request *http.Request) *http.Request { return request }, nil)
		}, nil),
		badObject("paysig.Webhook", "the request",
			func() error { return receive(func(*http.Request) *http.Request { return nil }, ignore) },
			func() error { return receive(func(*http.Request) *http.Request { return new(http.Request) }, ignore) }),
		badText("paysig.Webhook", "a header's name", func(bad string) error {
			return receive(func(request *http.Request) *http.Request {
				request.Header[bad] = []string{"1"}
				return request
			}, ignore)
		}),
		badText("paysig.Webhook", "a header's value", func(bad string) error {
			return receive(func(request *http.Request) *http.Request {
				request.Header.Set("Signature", bad)
				return request
			}, ignore)
		}),
		badData("paysig.Webhook", "the body", func(bad []byte) error {
			return receive(func(request *http.Request) *http.Request {
				request.Body = nil
				if bad != nil {
					request.Body = io.NopCloser(bytes.NewReader(bad))
				}
				return request
			}, ignore)
		}),
		badNumber("paysig.WithBodyLimit", "limit", func(bad int64) error { return webhookOption(paysig.WithBodyLimit(bad)) }),
		badObject("paysig.WithErrorHook", "hook", func() error { return webhookOption(paysig.WithErrorHook(nil)) }, nil),
		badObject("paysig.VerifiedFromContext", "ctx", func() error {
			var none context.Context
			return nothingVerified(none)
		}, func() error { return nothingVerified(context.Background()) }),

		badText("paysig.GatewayURL", "gateway", func(bad string) error {
			return fault(paysig.GatewayURL(bad, paysig.Call{Environment: "live", Path: "v1"}))
		}),
		badObject("paysig.GatewayURL", "call", nil, func() error { return fault(paysig.GatewayURL(smart2pay.Gateway, paysig.Call{})) }),
		badText("paysig.GatewayURL", "the call's environment", func(bad string) error {
			return fault(paysig.GatewayURL(smart2pay.Gateway, paysig.Call{Environment: bad, Path: "v1"}))
		}),
		badText("paysig.GatewayURL", "the call's product", func(bad string) error {
			return fault(paysig.GatewayURL(smart2pay.Gateway, paysig.Call{Environment: "live", Product: bad, Path: "v1"}))
		}),
		badText("paysig.GatewayURL", "the call's version", func(bad string) error {
			return fault(paysig.GatewayURL(smartglocal.Gateway, paysig.Call{Environment: "live", Version: bad, Path: "v1"}))
		}),
		badText("paysig.GatewayURL", "the call's path", func(bad string) error {
			return fault(paysig.GatewayURL(smart2pay.Gateway, paysig.Call{Environment: "live", Path: bad}))
		}),
		badText("paysig.ReadGatewayError", "gateway", func(bad string) error { return fault(paysig.ReadGatewayError(bad, 400, nil)) }),
		badNumber("paysig.ReadGatewayError", "status", func(bad int64) error {
			return fault(paysig.ReadGatewayError(solidgate.Gateway, int(bad), nil))
		}),
		badData("paysig.ReadGatewayError", "body", func(bad []byte) error {
			return fault(paysig.ReadGatewayError(solidgate.Gateway, 400, bad))
		}),
		badText("paysig.DescribeGateway", "id", func(bad string) error { return fault(paysig.DescribeGateway(bad)) }),
		badText("paysig.DescribeScheme", "id", func(bad string) error { return fault(paysig.DescribeScheme(bad)) }),

		badNumber("paysig.GenerateKey", "bits", func(bad int64) error { return fault(paysig.GenerateKey(int(bad))) }),
		badData("paysig.ReadPrivateKey", "material", func(bad []byte) error { return fault(paysig.ReadPrivateKey(bad, nil)) }),
		badData("paysig.ReadPrivateKey", "passphrase", func(bad []byte) error { return fault(paysig.ReadPrivateKey(encryptedPEM, bad)) }),
		badData("paysig.ReadPublicKey", "material", func(bad []byte) error { return fault(paysig.ReadPublicKey(bad)) }),
		badData("paysig.InspectKey", "material", func(bad []byte) error { return fault(paysig.InspectKey(bad, nil)) }),
		badData("paysig.InspectKey", "passphrase", func(bad []byte) error { return fault(paysig.InspectKey(encryptedPEM, bad)) }),
		badEncoding("Key.WritePrivate", func(bad paysig.KeyEncoding) error { return fault(readKey().WritePrivate(bad, nil)) }),
		badData("Key.WritePrivate", "passphrase", func(bad []byte) error { return fault(readKey().WritePrivate(paysig.PEM, bad)) }),
		badEncoding("Key.WritePublic", func(bad paysig.KeyEncoding) error { return fault(readKey().WritePublic(bad)) }),

		badText("Headers.Get", "name", func(bad string) error {
			if must(censusSigner.Sign("POST", censusURL, nil)).Get(bad) != "" {
				panic("a header of no scheme")
			}
			return nil
		}),
		badObject("Headers.Set", "header",
			func() error { must(censusSigner.Sign("POST", censusURL, nil)).Set(nil); return nil },
			func() error { must(censusSigner.Sign("POST", censusURL, nil)).Set(http.Header{}); return nil }),
		badObject("paysig.IsRejected", "err",
			func() error { return notRejected(nil) },
			func() error { return notRejected(new(paysig.Error)) }),
		badObject("Error.Is", "target",
			func() error { return isNot((*paysig.Error)(nil)) },
			func() error { return isNot(new(paysig.Error)) }),
		badData("Freshness.UnmarshalJSON", "data", new(paysig.Freshness).UnmarshalJSON),
		badData("HeaderSpec.UnmarshalJSON", "data", new(paysig.HeaderSpec).UnmarshalJSON),
		badData("Part.UnmarshalJSON", "data", new(paysig.Part).UnmarshalJSON),
		badData("Proof.UnmarshalJSON", "data", new(paysig.Proof).UnmarshalJSON),
		badData("Retry.UnmarshalJSON", "data", new(paysig.Retry).UnmarshalJSON),
	}
}

func nothingVerified(ctx context.Context) error {
	if verified, ok := paysig.VerifiedFromContext(ctx); ok || verified != nil {
		panic("something verified in a context that knows of nothing")
	}
	return nil
}

func notRejected(err error) error {
	if paysig.IsRejected(err) {
		panic("what is no rejection is taken for one")
	}
	return nil
}

func isNot(target error) error {
	if paysig.ErrStale.Is(target) || paysig.ErrStale.Is(nil) {
		panic("an error is taken for another")
	}
	return nil
}

func badEncoding(function string, call func(bad paysig.KeyEncoding) error) censusArgument {
	return censusArgument{function, "encoding", []censusCell{
		{"0", func() error { return call(0) }},
		{"-1", nil},
		{"the greatest", func() error { return call(math.MaxUint32) }},
		{"the least", nil},
	}}
}

// gatewayFunction is a generated function.
type gatewayFunction struct {
	name string
	// of is the id of the gateway or scheme that it is for.
	of       string
	function any
}

// censusOfGateways are the arguments of the generated functions.
func censusOfGateways() []censusArgument {
	var arguments []censusArgument
	for _, each := range gatewayFunctions {
		switch function := each.function.(type) {
		case func(paysig.Call) (string, error):
			arguments = append(arguments, badObject(each.name, "call", nil, func() error { return fault(function(paysig.Call{})) }))
		case func(int, []byte) (*paysig.GatewayError, error):
			arguments = append(arguments,
				badNumber(each.name, "status", func(bad int64) error { return fault(function(int(bad), nil)) }),
				badData(each.name, "body", func(bad []byte) error { return fault(function(400, bad)) }))
		default:
			arguments = append(arguments, censusOfCredentials(each)...)
		}
	}
	return arguments
}

// censusOfCredentials are each of the credentials that a function takes as a struct, with all others as they should be.
func censusOfCredentials(of gatewayFunction) []censusArgument {
	function := reflect.ValueOf(of.function)
	call := func(credentials reflect.Value) error { return lastError(function.Call([]reflect.Value{credentials})) }
	whole := reflect.New(function.Type().In(0)).Elem()
	for _, field := range must(paysig.DescribeScheme(of.of)).Fields {
		usual := map[string]string{"signing_key": privatePEM, "verifying_key": publicPEM, "passphrase": ""}
		value, isKey := usual[field.Role]
		if !isKey {
			value = censusSecret
		}
		fieldOf(whole, field.Name).SetString(value)
	}
	if err := call(whole); err != nil {
		panic(err)
	}
	arguments := []censusArgument{badObject(of.name, "credentials", nil, func() error { return call(reflect.Zero(whole.Type())) })}
	for i := range whole.NumField() {
		arguments = append(arguments, badText(of.name, whole.Type().Field(i).Name, func(bad string) error {
			credentials := reflect.New(whole.Type()).Elem()
			credentials.Set(whole)
			credentials.Field(i).SetString(bad)
			return call(credentials)
		}))
	}
	return arguments
}

func fieldOf(credentials reflect.Value, name string) reflect.Value {
	return credentials.FieldByNameFunc(func(field string) bool {
		return strings.EqualFold(field, strings.ReplaceAll(name, "_", ""))
	})
}
