// Command driver runs SolidGate's own SDK for Go on random bodies and prints what it makes as vector cases, one a line: the headers
// that arrived at a local server, and the fields of payment forms. See README.md.
package main

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"

	solidgate "github.com/solidgate-tech/go-sdk"
)

type object map[string]any

var random *rand.Rand

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: driver N SEED")
	}
	count, seed := number(os.Args[1]), number(os.Args[2])
	random = rand.New(rand.NewPCG(seed, 0))

	var got http.Header
	var arrived []byte
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = r.Header
		arrived, _ = io.ReadAll(r.Body)
	}))
	defer server.Close()

	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for i := range count {
		for _, way := range [][2]string{{"solidgate/request", "api"}, {"solidgate/webhook", "wh"}} {
			scheme, prefix := way[0], way[1]
			public, secret := prefix+"_pk_"+visible(1, 40), prefix+"_sk_"+visible(32, 150)
			base := server.URL + "/"
			api, err := solidgate.NewAPI(public, secret, &base)
			check(err)
			body := body()
			_, err = api.Auth(body)
			check(err)
			print(out, object{
				"id": fmt.Sprintf("go-sdk/%s/%d/%d", scheme, seed, i), "operation": "sign", "scheme": scheme,
				"credentials": object{"public_key": public, "secret_key": secret},
				"message":     object{"body": object{"base64": arrived}},
				"expect": object{"headers": [][2]string{
					{"Merchant", got.Get("Merchant")}, {"Signature", got.Get("Signature")},
				}},
			})
		}
		forms(out, seed, i)
	}
}

func forms(out io.Writer, seed, i uint64) {
	public, secret := "api_pk_"+visible(1, 40), "api_sk_"+visible(32, 150)
	api, err := solidgate.NewAPI(public, secret, nil)
	check(err)
	payload, err := json.Marshal(fields(3))
	check(err)
	data, err := api.FormMerchantData(payload)
	check(err)
	update, err := api.FormUpdate(payload)
	check(err)
	resign, err := api.FormResign(payload)
	check(err)
	for _, made := range []struct {
		form, intent string
		expect       object
	}{
		{"data", data.PaymentIntent, object{
			"paymentIntent": data.PaymentIntent, "merchant": data.Merchant, "signature": data.Signature}},
		{"update", update.PartialIntent, object{"partialIntent": update.PartialIntent, "signature": update.Signature}},
		{"resign", resign.ResignIntent, object{
			"resignIntent": resign.ResignIntent, "merchant": resign.Merchant, "signature": resign.Signature}},
	} {
		print(out, object{
			"id": fmt.Sprintf("go-sdk/form/%s/%d/%d", made.form, seed, i), "operation": "form", "form": made.form,
			"credentials": object{"public_key": public, "secret_key": secret},
			"payload":     object{"base64": decrypt(secret, made.intent)},
			"expect":      made.expect,
		})
	}
}

// decrypt gives what was encrypted, so that the case holds what arrives and not what was meant.
func decrypt(secret, intent string) []byte {
	sealed, err := base64.URLEncoding.DecodeString(intent)
	check(err)
	block, err := aes.NewCipher([]byte(secret[:32]))
	check(err)
	plain := make([]byte, len(sealed)-aes.BlockSize)
	cipher.NewCBCDecrypter(block, sealed[:aes.BlockSize]).CryptBlocks(plain, sealed[aes.BlockSize:])
	return plain[:len(plain)-int(plain[len(plain)-1])]
}

func print(out io.Writer, line object) {
	line["source"] = "https://github.com/solidgate-tech/go-sdk, 1.7.0"
	text, err := json.Marshal(line)
	check(err)
	fmt.Fprintf(out, "%s\n", text)
}

func body() []byte {
	switch random.IntN(4) {
	case 0:
		bytes := make([]byte, 1+random.IntN(200))
		for i := range bytes {
			bytes[i] = byte(random.UintN(256))
		}
		return bytes
	case 1:
		text, err := json.MarshalIndent(fields(3), "", "  ")
		check(err)
		return text
	}
	text, err := json.Marshal(fields(3))
	check(err)
	return text
}

func fields(depth int) object {
	made := object{}
	for range random.IntN(5) {
		made[text(6)] = value(depth - 1)
	}
	return made
}

func value(depth int) any {
	switch random.IntN(5) {
	case 0:
		return random.Int64()
	case 1:
		return random.NormFloat64()
	case 2:
		if depth > 0 {
			return fields(depth)
		}
	}
	return text(12)
}

// characters are those that serialisers write in different ways, and others.
var characters = []rune("abz09 \"\\/<&>\n\t\x00\u00e9\u20ac\u2028\U0001f600")

func text(most int) string {
	var made strings.Builder
	for range random.IntN(most + 1) {
		made.WriteRune(characters[random.IntN(len(characters))])
	}
	return made.String()
}

// visible makes visible ASCII without the comma, which no header of credentials may hold.
func visible(least, most int) string {
	made := make([]byte, least+random.IntN(most-least+1))
	for i := range made {
		for made[i] = ','; made[i] == ','; {
			made[i] = byte(0x21 + random.IntN(0x7f-0x21))
		}
	}
	return string(made)
}

func number(text string) uint64 {
	number, err := strconv.ParseUint(text, 10, 32)
	check(err)
	return number
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
