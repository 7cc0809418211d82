package paysig_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/paysig/paysig/go/internal/native"
)

const consumer = `package main

import (
	"errors"
	"fmt"
	"os"

	paysig "github.com/paysig/paysig/go"
)

func main() {
	_, describing := paysig.Gateways()
	_, listing := paysig.Causes()
	_, reading := paysig.ReadPublicKey(nil)
	signer, err := paysig.NewSigner("solidgate/request", paysig.Credentials{"public_key": "p", "secret_key": "s"})
	refused := true
	for _, err := range []error{err, describing, listing, reading} {
		refused = refused && errors.Is(err, paysig.ErrWrongLibrary)
	}
	if refused {
		fmt.Printf("refused: %v; version %q; advice: %s", err, paysig.Version(), paysig.ErrStale.Advice())
		os.Exit(3)
	}
	for _, text := range os.Args[1:] {
		_, making := paysig.NewVerifier(text, nil)
		_, signing := signer.Sign(text, "", nil)
		_, shown := signer.StringToSign("", text, nil)
		_, building := paysig.GatewayURL(text, paysig.Call{})
		_, describing := paysig.DescribeGateway(text)
		for _, err := range []error{making, signing, shown, building, describing} {
			if !errors.Is(err, paysig.ErrInternal) {
				fmt.Println("not an internal error:", err)
			}
		}
	}
	headers, err := signer.Sign("", "", []byte("{}"))
	fmt.Println(paysig.Version(), len(headers.Get("Signature")), err)
}
`

const worked = native.HeaderVersion + " 172 <nil>\n"

// newConsumer makes a module that uses the package in the folder module.
func newConsumer(t *testing.T, module string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "main.go"), []byte(consumer), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, folder, "go", "mod", "init", "consumer.example")
	run(t, folder, "go", "mod", "edit", "-replace", "github.com/paysig/paysig/go="+module)
	run(t, folder, "go", "mod", "tidy")
	return folder
}

func here(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// What go mod vendor copies is enough to build, the library included.
func TestVendored(t *testing.T) {
	folder := newConsumer(t, here(t))
	run(t, folder, "go", "mod", "vendor")
	run(t, folder, "go", "mod", "edit", "-replace", "github.com/paysig/paysig/go=/nowhere")
	content := must(os.ReadFile(filepath.Join(folder, "vendor", "modules.txt")))
	content = []byte(strings.ReplaceAll(string(content), here(t), "/nowhere"))
	if err := os.WriteFile(filepath.Join(folder, "vendor", "modules.txt"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(t, folder, "go", "run", "-mod=vendor", "."); got != worked {
		t.Errorf("it printed %q", got)
	}
}

// Without the library, the build says what to do.
func TestWithoutTheLibrary(t *testing.T) {
	bare := t.TempDir()
	run(t, here(t), "bash", "-c", "git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "+bare)
	output, err := try(newConsumer(t, bare), nil, "go", "build", ".")
	if err == nil || !strings.Contains(output, "run go/build") {
		t.Errorf("%v: %s", err, output)
	}
	output, err = try(newConsumer(t, here(t)), []string{"CGO_ENABLED=0"}, "go", "build", ".")
	if err == nil || !strings.Contains(output, "CGO_ENABLED_to_1") {
		t.Errorf("without cgo: %v: %s", err, output)
	}
}

// The library that pkg-config finds is linked; one with another binary interface is refused in Go, before anything else of it is called.
func TestSystemLibrary(t *testing.T) {
	installed, foreign := t.TempDir(), t.TempDir()
	install(t, filepath.Join(target(t), "release", "libpaysig.so"), installed)
	makeForeignLibrary(t, foreign)
	folder := newConsumer(t, here(t))
	if output, err := runWithSystemLibrary(t, folder, installed); err != nil || output != worked {
		t.Errorf("%v: %s", err, output)
	}
	if output, err := runWithSystemLibrary(t, folder, foreign); err == nil || strings.Count(output, "interface 999") != 2 || !strings.Contains(output, `version ""`) {
		t.Errorf("%v: %s", err, output)
	}
}

// A panic inside the library is an error in Go, and the process goes on. go/test builds a library that panics when it is asked to.
func TestAPanicInsideIsAnError(t *testing.T) {
	panicking := t.TempDir()
	install(t, filepath.Join(target(t), "provoke-panic", "debug", "libpaysig.so"), panicking)
	output, err := runWithSystemLibrary(t, newConsumer(t, here(t)), panicking, "paysig-provoke-panic")
	if err != nil || !strings.HasSuffix(output, worked) || strings.Contains(output, "not an internal error") {
		t.Errorf("%v: %s", err, output)
	}
}

func target(t *testing.T) string {
	if target := os.Getenv("CARGO_TARGET_DIR"); target != "" {
		return target
	}
	return filepath.Join(here(t), "..", "target")
}

// install puts a library as `make install` does: under the name that programs ask for, and the one that linkers do.
func install(t *testing.T, library, folder string) {
	t.Helper()
	run(t, folder, "cp", library, "libpaysig.so.1")
	run(t, folder, "ln", "-s", "libpaysig.so.1", "libpaysig.so")
}

func runWithSystemLibrary(t *testing.T, consumer, library string, arguments ...string) (string, error) {
	t.Helper()
	// The folder is told in the environment: older versions of Go reuse what they built with another answer from pkg-config.
	const pc = "Name: paysig\nDescription: paysig\nVersion: 0.1.0\nLibs: -lpaysig\n"
	if err := os.WriteFile(filepath.Join(library, "paysig.pc"), []byte(pc), 0o600); err != nil {
		t.Fatal(err)
	}
	environment := []string{"PKG_CONFIG_PATH=" + library, "LIBRARY_PATH=" + library, "LD_LIBRARY_PATH=" + library}
	return try(consumer, environment, "go", slices.Concat([]string{"run", "-tags", "paysig_system", "."}, arguments)...)
}

// makeForeignLibrary makes a library of which only paysig_abi_version may be called.
func makeForeignLibrary(t *testing.T, folder string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Fatal("this test knows how to make a library on Linux only")
	}
	header := string(must(os.ReadFile("internal/native/paysig.h")))
	source := "#include <stdint.h>\n#include <stdlib.h>\nuint32_t paysig_abi_version(void) { return 999; }\n"
	for _, line := range strings.Split(header, "\n") {
		start, _, found := strings.Cut(line, "(")
		name := start[strings.LastIndexAny(start, " *")+1:]
		if isCode := line != "" && line[0] >= 'a'; isCode && found && strings.HasPrefix(name, "paysig_") && name != "paysig_abi_version" {
			source += "void " + name + "(void) { abort(); }\n"
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "foreign.c"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, folder, "cc", "-shared", "-fPIC", "-Wl,-soname,libpaysig.so.1", "-o", "libpaysig.so.1", "foreign.c")
	run(t, folder, "ln", "-s", "libpaysig.so.1", "libpaysig.so")
}
