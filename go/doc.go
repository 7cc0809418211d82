// Package paysig signs requests to payment gateways and verifies their webhooks and responses.
//
// A [Signer] or [Verifier] is made once from a scheme, credentials and options, and then used for any number of messages, by any
// number of goroutines. [NewTransport] is a [net/http.RoundTripper] that signs what an HTTP client sends, and [Webhook] a middleware
// that lets only authentic webhooks through. For every gateway there is a package below this one with the ids of its schemes and its
// credentials as types.
//
// What to know:
//   - Bodies are bytes, exactly as they go over the wire. Verify before you parse.
//   - A verified message says what it covers: nothing else of it is authentic.
//   - A message can be sent twice. Record the replay key of what was processed: [Webhook] makes it, and [Verifier.Verify] makes it
//     [WithReplayKey].
//   - Where a signature does not match, [Verifier.Explain] looks for the mistake.
//   - Only the errors for which [IsRejected] is true can be brought about by a sender: answer them with 401, all others with 500.
//
// The package is built on the C library of paysig with cgo. By default it links libpaysig.a, which go/build makes, into the program;
// with the build tag paysig_system it links the library that pkg-config finds.
package paysig
