// go run driver.go solidgate.go N SEED: N request and N webhook cases of SolidGate's Go snippet. Go strings hold any bytes.

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
)

type object = map[string]any

var random *rand.Rand

func between(low, high int) int { return low + random.Intn(high-low+1) }

func visible(low, high int, without string) string {
	text := []byte{}
	for left := between(low, high); left > 0; {
		char := byte(between(0x21, 0x7e))
		if !strings.ContainsRune(without, rune(char)) {
			text = append(text, char)
			left--
		}
	}
	return string(text)
}

func text(high int) string {
	ranges := [][2]int{{0, 0x7f}, {0x20, 0x7e}, {0x80, 0x7ff}, {0x800, 0xd7ff}, {0xe000, 0xffff}, {0x10000, 0x10ffff}}
	runes := []rune{}
	for left := between(0, high); left > 0; left-- {
		r := ranges[random.Intn(len(ranges))]
		runes = append(runes, rune(between(r[0], r[1])))
	}
	return string(runes)
}

func fields(depth int) object {
	made := object{}
	for left := between(0, 6); left > 0; left-- {
		made[text(6)] = value(depth - 1)
	}
	return made
}

func value(depth int) any {
	kinds := 5
	if depth > 0 {
		kinds = 7
	}
	switch random.Intn(kinds) {
	case 0:
		return nil
	case 1:
		return random.Intn(2) == 1
	case 2:
		return random.Int63() - random.Int63()
	case 3:
		return random.NormFloat64() * 1000
	case 4:
		return text(20)
	case 5:
		list := make([]any, between(0, 4))
		for i := range list {
			list[i] = value(depth - 1)
		}
		return list
	}
	return fields(depth)
}

func body() string {
	switch random.Intn(8) {
	case 0:
		return ""
	case 1:
		return text(300)
	case 2:
		bytes := make([]byte, between(1, 300))
		random.Read(bytes)
		return string(bytes)
	case 3:
		return encode(json.MarshalIndent(fields(4), "", "  "))
	}
	return encode(json.Marshal(fields(4)))
}

func encode(text []byte, err error) string {
	if err != nil {
		panic(err)
	}
	return string(text)
}

func bytes(value string) object { return object{"base64": []byte(value)} }

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	count, seed := number(os.Args[1]), number(os.Args[2])
	random = rand.New(rand.NewSource(seed))
	out := bufio.NewWriter(os.Stdout)
	for i := int64(0); i < count; i++ {
		for _, way := range [][2]string{{"solidgate/request", "api"}, {"solidgate/webhook", "wh"}} {
			public, secret := "m", "s"
			if random.Intn(4) > 0 {
				public, secret = way[1]+"_pk_", way[1]+"_sk_"
			}
			public_key, private_key = public+visible(1, 40, ","), secret+visible(1, 200, "")
			body := body()
			line := encode(json.Marshal(object{
				"id":          fmt.Sprintf("go/%s/%d/%d", way[0], seed, i),
				"source":      "tests/snippets/go/solidgate.go",
				"operation":   "sign",
				"scheme":      way[0],
				"credentials": object{"public_key": bytes(public_key), "secret_key": bytes(private_key)},
				"message":     object{"body": bytes(body)},
				"expect":      object{"headers": [][2]string{{"Merchant", public_key}, {"Signature", GenerateSignature(body)}}},
			}))
			fmt.Fprintln(out, line)
		}
	}
	if err := out.Flush(); err != nil {
		panic(err)
	}
}
