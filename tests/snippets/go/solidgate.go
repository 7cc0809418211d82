// SolidGate, "Signature Generation in Go".
// Source: https://dev.solidgate.com/developers/documentation/introduction/Access-to-Solid-API/
// (the same on https://docs.solidgate.com/payments/integrate/access-to-api/).
// As printed, but: the blanks {{public_key}} and {{private_key}} are variables; package and imports are added.

package main

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
)

var public_key, private_key string

func GenerateSignature(jsonString string) string {
	payloadData := public_key + jsonString + public_key
	keyForSign := []byte(private_key)
	h := hmac.New(sha512.New, keyForSign)
	h.Write([]byte(payloadData))
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(h.Sum(nil))))
}
