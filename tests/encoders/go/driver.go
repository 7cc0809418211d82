// encoding/json, of maps and of structs.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"os"
	"strings"
)

func main() {
	input := bufio.NewReader(os.Stdin)
	output := bufio.NewWriter(os.Stdout)
	for number := 0; ; number++ {
		line, err := input.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		check(err)
		body, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(line)))
		check(err)
		var anything any
		check(json.Unmarshal(body, &anything))
		reader := json.NewDecoder(bytes.NewReader(body))
		reader.UseNumber()
		for kind, value := range map[string]any{"map": anything, "struct": typed(reader)} {
			write := func(form string, written []byte, err error) {
				check(err)
				text := base64.StdEncoding.EncodeToString(written)
				fmt.Fprintf(output, "%d\tgo-%s%s\t%s\n", number, kind, form, text)
			}
			written, err := json.Marshal(value)
			write("", written, err)
			for form, indent := range map[string]string{"-2": "  ", "-4": "    ", "-tab": "\t"} {
				written, err := json.MarshalIndent(value, "", indent)
				write("-indent"+form, written, err)
			}
			write("-encoder", encoded(value, true), nil)
			write("-encoder-no-html", encoded(value, false), nil)
			write("-no-html", bytes.TrimSuffix(encoded(value, false), []byte("\n")), nil)
		}
	}
	check(output.Flush())
}

func encoded(value any, html bool) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(html)
	check(encoder.Encode(value))
	return buffer.Bytes()
}

// A struct whose fields stand as in the document: no type that is known when this is compiled has them.
type fields []field

type field struct {
	name  string
	value any
}

func (f fields) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	for i, field := range f {
		out.WriteByte("{,"[min(i, 1)])
		out.Write(bytes.TrimSuffix(encoded(field.name, false), []byte("\n")))
		out.WriteByte(':')
		out.Write(bytes.TrimSuffix(encoded(field.value, false), []byte("\n")))
	}
	if len(f) == 0 {
		out.WriteByte('{')
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// The document as its struct would hold it: integers as such.
func typed(reader *json.Decoder) any {
	token, err := reader.Token()
	check(err)
	switch token := token.(type) {
	case json.Number:
		if whole, ok := new(big.Int).SetString(token.String(), 10); ok {
			return whole
		}
		float, err := token.Float64()
		check(err)
		return float
	case json.Delim:
		items := []any{}
		object := fields{}
		for reader.More() {
			if token == '[' {
				items = append(items, typed(reader))
				continue
			}
			name, err := reader.Token()
			check(err)
			object = object.with(field{name.(string), typed(reader)})
		}
		_, err := reader.Token()
		check(err)
		if token == '[' {
			return items
		}
		return object
	}
	return token
}

// The last of several wins, as when a struct is filled.
func (f fields) with(next field) fields {
	for i := range f {
		if f[i].name == next.name {
			f[i] = next
			return f
		}
	}
	return append(f, next)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
