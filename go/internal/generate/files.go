package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/paysig/paysig/go/internal/native"
)

// Files gives the content of every generated file by its path in the module.
func Files(module string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for path, source := range map[string]string{
		"internal/native/paysig.h": "include/paysig.h",
		"LICENSE-APACHE":           "LICENSE-APACHE",
		"LICENSE-MIT":              "LICENSE-MIT",
	} {
		content, err := os.ReadFile(filepath.Join(module, "..", source))
		if err != nil {
			return nil, err
		}
		files[path] = content
	}

	var table struct{ Errors []codeOfError }
	err := describe("errors", &table)
	if err != nil {
		return nil, err
	}
	if files["errors_generated.go"], err = render(errorsTemplate, table); err != nil {
		return nil, err
	}

	var known struct{ Gateways []gateway }
	if err := describe("", &known); err != nil {
		return nil, err
	}
	for _, gateway := range known.Gateways {
		path := gateway.Package() + "/" + gateway.Package() + ".go"
		if files[path], err = render(gatewayTemplate, gateway); err != nil {
			return nil, err
		}
	}
	if files["gateways_generated_test.go"], err = render(gatewayFunctionsTemplate, known); err != nil {
		return nil, err
	}
	return files, nil
}

func describe(subject string, into any) error {
	text, failure := native.Describe(subject)
	if failure.Number != 0 {
		return errors.New(failure.Message)
	}
	return json.Unmarshal([]byte(text), into)
}

func render(source string, data any) ([]byte, error) {
	parsed, err := template.New("").Funcs(template.FuncMap{"name": name, "comment": comment}).Parse(source)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, data); err != nil {
		return nil, err
	}
	return format.Source(text.Bytes())
}

type codeOfError struct {
	Code, Summary, Advice string
	Number                int
}

type gateway struct {
	ID, Name string
	Hosts    []host
	Schemes  []scheme
}

type host struct{ Environment, Product, URL string }

type scheme struct {
	ID, Kind, Rule string
	Fields         []field
	Notes          []string
}

type field struct{ Name, Role, About string }

// Package is the gateway's id as Go names packages.
func (g gateway) Package() string { return strings.ReplaceAll(g.ID, "-", "") }

// SchemeName says how a scheme is called in its gateway's package: "Request", or "V2Webhook" for one of another family.
func (g gateway) SchemeName(scheme scheme) string {
	family, message, _ := strings.Cut(scheme.ID, "/")
	return name(strings.TrimPrefix(family, g.ID)) + name(message)
}

// Optional says whether a credential is left out when it is empty: it is only needed to sign, or only to verify.
func (f field) Optional() bool { return f.Role != "public" && f.Role != "secret" }

// Constant is how a host is called: by its environment, where that matters, and its product.
func (h host) Constant() string {
	environment := name(h.Environment)
	if h.Environment == "any" {
		environment = ""
	}
	return environment + name(h.Product) + "URL"
}

var initialisms = map[string]string{"id": "ID", "url": "URL", "api": "API", "http": "HTTP"}

// name writes words as Go does.
func name(words string) string {
	var made strings.Builder
	for _, word := range strings.FieldsFunc(words, func(char rune) bool { return char == '_' || char == '-' }) {
		if initialism, ok := initialisms[word]; ok {
			made.WriteString(initialism)
		} else {
			made.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return made.String()
}

// comment breaks text into lines of a comment.
func comment(format string, arguments ...any) string {
	const width = 125
	var made strings.Builder
	line := "//"
	for _, word := range strings.Fields(fmt.Sprintf(format, arguments...)) {
		if len(line)+1+len(word) > width {
			made.WriteString(line + "\n")
			line = "//"
		}
		line += " " + word
	}
	return made.String() + line
}
