package paysig_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	paysig "github.com/paysig/paysig/go"
)

// censusArgument is an argument of a public function, and what each kind of bad input in it comes to.
type censusArgument struct {
	function, argument string
	cells              []censusCell
}

type censusCell struct {
	kind string
	// call is nil where the language's types leave no way to write it.
	call func() error
}

// badBytes are those of the census of every language.
var badBytes = []struct {
	kind  string
	bytes []byte
}{
	{"empty", []byte{}},
	{"white space around", []byte(" value\n")},
	{"NUL and control characters", []byte("a\x00b\r\n\x1b[31m")},
	{"not UTF-8", []byte("\xff\xfe half \xe2\x82")},
	{"nonsense", []byte("no such thing?")},
	{"right-to-left and emoji", []byte("\u202e\U0001f4b3é")},
	{"1 MiB", []byte(strings.Repeat("A", 1<<20))},
}

func badText(function, argument string, call func(bad string) error) censusArgument {
	cells := []censusCell{{"nothing", nil}}
	for _, bad := range badBytes {
		cells = append(cells, censusCell{bad.kind, func() error { return call(string(bad.bytes)) }})
	}
	return censusArgument{function, argument, cells}
}

func badData(function, argument string, call func(bad []byte) error) censusArgument {
	cells := []censusCell{{"nothing", func() error { return call(nil) }}}
	for _, bad := range badBytes {
		cells = append(cells, censusCell{bad.kind, func() error { return call(slices.Clone(bad.bytes)) }})
	}
	return censusArgument{function, argument, cells}
}

func badNumber(function, argument string, call func(bad int64) error) censusArgument {
	return censusArgument{function, argument, []censusCell{
		{"0", func() error { return call(0) }},
		{"-1", func() error { return call(-1) }},
		{"the greatest", func() error { return call(math.MaxInt64) }},
		{"the least", func() error { return call(math.MinInt64) }},
	}}
}

// badObject takes nil for what cannot be written.
func badObject(function, argument string, nothing, empty func() error) censusArgument {
	return censusArgument{function, argument, []censusCell{{"nothing", nothing}, {"empty", empty}}}
}

// censusReceivers calls each method of a type whose values can be nil, or made without a constructor, on such values.
func censusReceivers(declared map[string]bool) []censusArgument {
	var arguments []censusArgument
	for _, empty := range []any{
		new(paysig.Error), new(paysig.Explanation), new(paysig.Freshness), new(paysig.GatewayError), new(paysig.HeaderSpec),
		new(paysig.Key), new(paysig.Part), new(paysig.Proof), new(paysig.ResponseError), new(paysig.Retry), new(paysig.Signer),
		new(paysig.Transport), new(paysig.Verified), new(paysig.Verifier),
		paysig.Credentials{}, paysig.Headers{}, paysig.StringToSign{},
	} {
		of := reflect.TypeOf(empty)
		name := of.Name()
		if of.Kind() == reflect.Pointer {
			name = of.Elem().Name()
		}
		for i := range of.NumMethod() {
			method := name + "." + of.Method(i).Name
			if declared[method] {
				arguments = append(arguments, badObject(method, "the receiver",
					func() error { return callWithNothing(reflect.Zero(of).Method(i)) },
					func() error { return callWithNothing(reflect.ValueOf(empty).Method(i)) }))
			}
		}
	}
	return arguments
}

func callWithNothing(function reflect.Value) error {
	given := make([]reflect.Value, 0, function.Type().NumIn())
	for i := range function.Type().NumIn() {
		value := reflect.Zero(function.Type().In(i))
		if value.Type() == reflect.TypeFor[error]() {
			value = reflect.ValueOf(paysig.ErrStale) // without one, nothing of the receiver is looked at
		}
		given = append(given, value)
	}
	call := function.Call
	if function.Type().IsVariadic() {
		call = function.CallSlice
	}
	return lastError(call(given))
}

func lastError(results []reflect.Value) error {
	if len(results) == 0 {
		return nil
	}
	err, _ := results[len(results)-1].Interface().(error)
	return err
}

// judge says what came of a call in the census's words.
func (c *censusCell) judge(t *testing.T, where string) (outcome string) {
	t.Helper()
	if c.call == nil {
		return "cannot be written"
	}
	defer func() {
		if thrown := recover(); thrown != nil {
			outcome = fmt.Sprintf("a panic: %v", thrown)
			if !slices.Contains(documentedPanics, where) {
				t.Errorf("%s: %s", where, outcome)
			}
			outcome = "`panic`"
		}
	}()
	err := c.call()
	if err == nil {
		return "taken"
	}
	said := fmt.Sprintf("%v %+v", err, err)
	if strings.TrimSpace(err.Error()) == "" || len(said) >= 4000 || strings.ContainsFunc(said, unicode.IsControl) {
		t.Errorf("%s: the message is %.3000q", where, said)
	}
	for _, secret := range censusSecrets {
		if strings.Contains(fmt.Sprintf("%s %#v", said, err), secret) {
			t.Errorf("%s: a secret in the message", where)
		}
	}
	var known *paysig.Error
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &known) && known.Kind != paysig.Internal:
		return "`" + known.Code + "`"
	case errors.As(err, &syntax):
		return "`json.SyntaxError`"
	case errors.Is(err, paysig.ErrNoAnswer):
		return "`ErrNoAnswer`"
	default:
		t.Errorf("%s: %T: %v", where, err, err)
		return "`?`"
	}
}

// documentedPanics are where a function panics as its documentation says.
var documentedPanics = []string{"Headers.Set, header, nothing"}

// Every public function × kinds of bad input: what comes of it is what tests/census/go.tsv says.
func TestCensusOfBadInput(t *testing.T) {
	declared := censusFunctions(t)
	arguments := slices.Concat(censusArguments(), censusOfGateways(), censusReceivers(declared))
	slices.SortStableFunc(arguments, func(a, b censusArgument) int { return strings.Compare(a.function, b.function) })
	var lines strings.Builder
	reached := map[string]bool{}
	for _, each := range arguments {
		if !declared[each.function] {
			t.Errorf("%s is in the census, and no public function", each.function)
		}
		reached[each.function] = true
		for _, cell := range each.cells {
			outcome := cell.judge(t, each.function+", "+each.argument+", "+cell.kind)
			fmt.Fprintf(&lines, "%s\t%s\t%s\t%s\n", each.function, each.argument, cell.kind, outcome)
		}
	}
	for function := range declared {
		if !reached[function] {
			t.Errorf("%s is not in the census", function)
		}
	}
	const path = "../tests/census/go.tsv"
	if os.Getenv("PAYSIG_BLESS") == "1" && !t.Failed() {
		if err := os.WriteFile(path, []byte(lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(string(committed), "\n"), strings.Split(lines.String(), "\n")
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			t.Fatalf("%s is not what came of the calls, from line %d on (%q, now %q): look at each difference, then run this test with PAYSIG_BLESS=1",
				path, i+1, was[min(i, len(was)-1)], is[min(i, len(is)-1)])
		}
	}
}

// censusFunctions are the public functions of the module that take something, or that are methods of what can be nil, by the source.
func censusFunctions(t *testing.T) map[string]bool {
	t.Helper()
	var files []*ast.File
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			_, module := os.Stat(filepath.Join(path, "go.mod"))
			if entry.Name() == "internal" || path != "." && module == nil {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		files = append(files, file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	canBeNil := map[string]bool{}
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			if declared, ok := node.(*ast.TypeSpec); ok {
				switch declared.Type.(type) {
				case *ast.MapType, *ast.ArrayType, *ast.FuncType:
					canBeNil[file.Name.Name+"."+declared.Name.Name] = true
				}
			}
			return true
		})
	}
	found := map[string]bool{}
	for _, file := range files {
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || !function.Name.IsExported() {
				continue
			}
			name, takes := file.Name.Name+".", function.Type.Params.NumFields() > 0
			if function.Recv != nil {
				receiver := function.Recv.List[0].Type
				pointer, isPointer := receiver.(*ast.StarExpr)
				if isPointer {
					receiver = pointer.X
				}
				of := receiver.(*ast.Ident)
				if !of.IsExported() {
					continue
				}
				takes = takes || isPointer || canBeNil[name+of.Name]
				name = strings.TrimPrefix(name, "paysig.") + of.Name + "."
			}
			if takes {
				found[name+function.Name.Name] = true
			}
		}
	}
	return found
}
