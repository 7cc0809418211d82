package main

import (
	"fmt"
	"log"
	"math"
	"net/http"
	"os"
	"strconv"
	"time"

	paysig "github.com/paysig/paysig/go"
)

// subject is a scheme with all that its ways need.
type subject struct {
	scheme      string
	credentials paysig.Credentials
	method, url string
	// Where the scheme has them: the header that says who signs, with its value, and that of the timestamp.
	senderHeader, sender string
	timestampHeader      string
	timestampUnit        time.Duration
	signatureHeader      string
	snippet, byHand      rule
}

// rule makes and checks the text of a signature.
type rule interface {
	sign(timestamp string, body []byte) string
	verify(signature, timestamp string, body []byte) bool
}

func (s *subject) sizes() []int {
	if s.scheme == "solidgate/request" {
		return []int{0, 64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20}
	}
	return []int{256, 4 << 10}
}

// comparisons are of signing and of verifying. Every way was seen to sign what paysig accepts, to accept what paysig signed, and to
// refuse another body.
func (s *subject) comparisons(size int) []comparison {
	body := make([]byte, size)
	for i := range body {
		body[i] = byte('a' + i%26)
	}
	signer := must(paysig.NewSigner(s.scheme, s.credentials))
	verifier := must(paysig.NewVerifier(s.scheme, s.credentials, s.anyAge()...))
	request := []paysig.MessageOption{paysig.WithRequest(s.method, s.url)}
	withReplayKey := append(request, paysig.WithReplayKey())

	// A request that is about to be sent has its other headers already.
	outgoing := http.Header{"Content-Type": {"application/json"}}
	paysigSigns := func() paysig.Headers { return must(signer.Sign(s.method, s.url, body)) }
	snippetSigns := func() { s.setHeaders(outgoing, s.snippet, body) }
	byHandSigns := func() { s.setHeaders(outgoing, s.byHand, body) }
	for _, sign := range []func(){snippetSigns, byHandSigns} {
		sign()
		must(verifier.Verify(outgoing, body, request...))
	}

	incoming := usualHeaders()
	paysigSigns().Set(incoming)
	snippetVerifies := func(body []byte) bool { return s.verify(incoming, s.snippet, body) }
	byHandVerifies := func(body []byte) bool { return s.isFresh(incoming) && s.verify(incoming, s.byHand, body) }
	paysigVerifies := func(body []byte) bool {
		_, err := verifier.Verify(incoming, body, request...)
		return err == nil
	}
	paysigMakesReplayKey := func(body []byte) bool {
		_, err := verifier.Verify(incoming, body, withReplayKey...)
		return err == nil
	}
	accepts := func(name string, verify func([]byte) bool) way {
		if s.signsBody() && verify(append([]byte("x"), body...)) {
			log.Fatalf("%s: %s accepts another body", s.scheme, name)
		}
		return way{name, func() {
			if !verify(body) {
				log.Fatalf("%s: %s refuses what was signed", s.scheme, name)
			}
		}}
	}
	verifying := []way{
		accepts("snippet", snippetVerifies), accepts("by hand", byHandVerifies), accepts("paysig", paysigVerifies),
	}
	if s.signsBody() {
		verifying = append(verifying, accepts("paysig, with replay key", paysigMakesReplayKey))
	}
	return []comparison{
		{s.scheme, "sign", size, []way{
			{"snippet", snippetSigns}, {"by hand", byHandSigns}, {"paysig", func() { paysigSigns() }},
		}},
		{s.scheme, "verify", size, verifying},
	}
}

func (s *subject) signsBody() bool {
	return s.scheme != "aeterna/request" && s.scheme != "smart2pay/request" && s.scheme != "smart2pay/notification"
}

func (s *subject) setHeaders(header http.Header, rule rule, body []byte) {
	timestamp := ""
	if s.timestampHeader != "" {
		timestamp = strconv.FormatInt(time.Now().UnixNano()/int64(s.timestampUnit), 10)
		header.Set(s.timestampHeader, timestamp)
	}
	if s.senderHeader != "" {
		header.Set(s.senderHeader, s.sender)
	}
	header.Set(s.signatureHeader, rule.sign(timestamp, body))
}

func (s *subject) verify(header http.Header, rule rule, body []byte) bool {
	timestamp := ""
	if s.timestampHeader != "" {
		timestamp = header.Get(s.timestampHeader)
	}
	if s.senderHeader != "" && header.Get(s.senderHeader) != s.sender {
		return false
	}
	return rule.verify(header.Get(s.signatureHeader), timestamp, body)
}

// The benchmark takes longer than messages stay fresh, so the tolerance is long; it is looked at all the same.
const anyAge = time.Hour

func (s *subject) anyAge() []paysig.Option {
	if s.timestampHeader == "" {
		return nil
	}
	return []paysig.Option{paysig.WithTolerance(anyAge)}
}

func (s *subject) isFresh(header http.Header) bool {
	if s.timestampHeader == "" {
		return true
	}
	count, err := strconv.ParseInt(header.Get(s.timestampHeader), 10, 64)
	age := time.Since(time.Unix(0, count*int64(s.timestampUnit)))
	return err == nil && math.Abs(float64(age)) <= float64(anyAge)
}

// usualHeaders are what a webhook has beside its signature.
func usualHeaders() http.Header {
	header := http.Header{}
	for name, value := range map[string]string{
		"Accept":            "*/*",
		"Accept-Encoding":   "gzip, deflate",
		"Content-Length":    "256",
		"Content-Type":      "application/json",
		"User-Agent":        "Gateway/1.0",
		"X-Forwarded-For":   "203.0.113.7",
		"X-Forwarded-Proto": "https",
		"X-Request-Id":      "0f8fad5b-d9cb-469f-a165-70867728950e",
	} {
		header.Set(name, value)
	}
	return header
}

func keyFile(name string) string {
	return string(must(os.ReadFile(fmt.Sprintf("../../tests/vectors/keys/%s.pem", name))))
}
