package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"time"

	paysig "github.com/paysig/paysig/go"
)

const (
	secret = "0d6b3f1c52a94e0f9c7d81e2b3a4c511"
	method = "POST"
	path   = "/v1/orders"
	query  = "currency=EUR&limit=10"
	url    = "https://api.example.com" + path + "?" + query
)

var solidgateKeys = paysig.Credentials{"public_key": "pk_7b197f0ee2c94a7c8a4d0ba108f84211", "secret_key": secret}

// subjects are all schemes. No gateway but SolidGate publishes a snippet for Go: the others are its rule in the same style.
func subjects() []*subject {
	public_key, private_key = solidgateKeys["public_key"], solidgateKeys["secret_key"]
	signKey := paysig.Credentials{"sign_key": secret}
	privatePEM, publicPEM := keyFile("rsa2048.pkcs8"), keyFile("rsa2048.spki")
	rsaKeys := paysig.Credentials{"private_key": privatePEM, "public_key": publicPEM}
	projectKeys := paysig.Credentials{"project": "shop", "private_key": privatePEM, "public_key": publicPEM}
	siteKeys := paysig.Credentials{"site_id": "1010", "api_key": secret}

	solidgate := func(scheme string) *subject {
		return &subject{
			scheme: scheme, credentials: solidgateKeys,
			senderHeader: "Merchant", sender: public_key, signatureHeader: "Signature",
			snippet: documented(func(_ string, body []byte) string { return GenerateSignature(string(body)) }),
			byHand: keepMAC(sha512.New, base64OfHex, func(to hash.Hash, text *scratch, _ string, body []byte) {
				text.write(to, public_key)
				to.Write(body)
				text.write(to, public_key)
			}),
		}
	}
	smartGlocal := func(scheme string, keys paysig.Credentials, senderHeader string) *subject {
		return &subject{
			scheme: scheme, credentials: keys,
			senderHeader: senderHeader, sender: keys["project"], signatureHeader: "X-PARTNER-SIGN",
			snippet: documentedRSA{privatePEM, publicPEM}, byHand: keepRSA(privatePEM, publicPEM),
		}
	}
	smart2pay := func(scheme string) *subject {
		basic := func(string, []byte) string {
			return "Basic " + base64.StdEncoding.EncodeToString([]byte(siteKeys["site_id"]+":"+siteKeys["api_key"]))
		}
		return &subject{
			scheme: scheme, credentials: siteKeys, method: method, url: url, signatureHeader: "Authorization",
			snippet: documented(basic), byHand: constant(basic("", nil)),
		}
	}
	globalPayment := func(scheme, prefix string) *subject {
		return &subject{
			scheme: scheme, credentials: signKey, method: method, url: url,
			timestampHeader: prefix + "TIMESTAMP", timestampUnit: time.Millisecond, signatureHeader: prefix + "SIGNATURE",
			snippet: documented(func(timestamp string, body []byte) string {
				return base64.StdEncoding.EncodeToString(hmacOf(sha512.New, secret, method+timestamp+path+query+string(body)))
			}),
			byHand: keepMAC(sha512.New, base64Text, func(to hash.Hash, text *scratch, timestamp string, body []byte) {
				text.write(to, method, timestamp, path, query)
				to.Write(body)
			}),
		}
	}
	return []*subject{
		solidgate("solidgate/request"),
		solidgate("solidgate/webhook"),
		{
			scheme: "solidgate-v2/webhook", credentials: paysig.Credentials{"endpoint_secret": secret}, signatureHeader: "signature",
			snippet: documented(func(_ string, body []byte) string {
				return base64.StdEncoding.EncodeToString(hmacOf(sha256.New, secret, string(body)))
			}),
			byHand: keepMAC(sha256.New, base64Text, justBody),
		},
		{
			scheme:      "aeterna/request",
			credentials: paysig.Credentials{"public_token": "app-7b197f0e", "email": "shop@example.com", "secret_token": secret},
			method:      method, url: url,
			senderHeader: "X-App-Token", sender: "app-7b197f0e",
			timestampHeader: "X-App-Access-Ts", timestampUnit: time.Second, signatureHeader: "X-App-Access-Sig",
			snippet: documented(func(timestamp string, _ []byte) string {
				return hex.EncodeToString(hmacOf(sha256.New, secret, timestamp+"shop@example.com"))
			}),
			byHand: keepMAC(sha256.New, hexText, func(to hash.Hash, text *scratch, timestamp string, _ []byte) {
				text.write(to, timestamp, "shop@example.com")
			}),
		},
		{
			scheme: "aeterna/webhook", credentials: paysig.Credentials{"secret_token": secret}, signatureHeader: "X-Signature",
			snippet: documented(func(_ string, body []byte) string {
				return hex.EncodeToString(hmacOf(sha256.New, secret, string(body)))
			}),
			byHand: keepMAC(sha256.New, hexText, justBody),
		},
		globalPayment("global-payment/request", ""),
		globalPayment("global-payment/response", "D-"),
		{
			scheme: "global-payment/webhook", credentials: signKey,
			timestampHeader: "TIMESTAMP", timestampUnit: time.Millisecond, signatureHeader: "SIGNATURE",
			snippet: documented(func(timestamp string, body []byte) string {
				return base64.StdEncoding.EncodeToString(hmacOf(sha512.New, secret, timestamp+string(body)))
			}),
			byHand: keepMAC(sha512.New, base64Text, timestampAndBody),
		},
		{
			scheme: "sumsub/request", credentials: paysig.Credentials{"app_token": "app-7b197f0e", "secret_key": secret},
			method: method, url: url, senderHeader: "X-App-Token", sender: "app-7b197f0e",
			timestampHeader: "X-App-Access-Ts", timestampUnit: time.Second, signatureHeader: "X-App-Access-Sig",
			snippet: documented(func(timestamp string, body []byte) string {
				return hex.EncodeToString(hmacOf(sha256.New, secret, timestamp+method+path+"?"+query+string(body)))
			}),
			byHand: keepMAC(sha256.New, hexText, func(to hash.Hash, text *scratch, timestamp string, body []byte) {
				text.write(to, timestamp, method, path, "?", query)
				to.Write(body)
			}),
		},
		smartGlocal("smart-glocal/request", projectKeys, "X-PARTNER-PROJECT"),
		smartGlocal("smart-glocal/webhook", rsaKeys, ""),
		smart2pay("smart2pay/request"),
		smart2pay("smart2pay/notification"),
	}
}
