package paysig_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// README.md is followed as it stands, from an empty folder: its shell lines are run, then each program, and what each prints is what
// follows it. A program may use only what the lines before made.
func TestReadme(t *testing.T) {
	top, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.Symlink(top, filepath.Join(folder, "paysig")); err != nil {
		t.Fatal(err)
	}
	var programs, outputs []string
	for _, block := range blocks(string(must(os.ReadFile("README.md")))) {
		switch block.fence {
		case "sh":
			run(t, folder, "bash", "-euo", "pipefail", "-c", block.text)
		case "go":
			programs = append(programs, block.text)
		case "text output":
			outputs = append(outputs, block.text)
		default:
			t.Errorf("a block of %q is neither run nor compared", block.fence)
		}
	}
	if len(programs) != 4 || len(outputs) != len(programs) {
		t.Fatalf("%d programs and %d outputs", len(programs), len(outputs))
	}
	shop := filepath.Join(folder, "shop")
	for i, program := range programs {
		if err := os.WriteFile(filepath.Join(shop, "main.go"), []byte(program), 0o600); err != nil {
			t.Fatal(err)
		}
		if unformatted := run(t, shop, "gofmt", "-l", "main.go"); unformatted != "" {
			t.Errorf("program %d is not as gofmt writes it", i+1)
		}
		run(t, shop, "go", "mod", "tidy")
		run(t, shop, "go", "vet", ".")
		if got := run(t, shop, "go", "run", "."); got != outputs[i] {
			t.Errorf("program %d printed\n%s", i+1, got)
		}
	}
}

type block struct{ fence, text string }

func blocks(markdown string) (found []block) {
	for {
		_, rest, ok := strings.Cut(markdown, "\n```")
		if !ok {
			return found
		}
		fence, rest, _ := strings.Cut(rest, "\n")
		text, rest, _ := strings.Cut(rest, "\n```\n")
		found = append(found, block{fence, text + "\n"})
		markdown = "\n" + rest
	}
}

// run gives what a command prints, and fails when it fails.
func run(t *testing.T, folder, name string, arguments ...string) string {
	t.Helper()
	output, err := try(folder, nil, name, arguments...)
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, arguments, err, output)
	}
	return output
}

func try(folder string, environment []string, name string, arguments ...string) (string, error) {
	command := exec.Command(name, arguments...)
	command.Dir = folder
	command.Env = append(os.Environ(), environment...)
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	return output.String(), err
}
