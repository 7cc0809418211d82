// Command generate writes what is made from the library's tables: the errors, the packages of the gateways, and the copies of the header and the licenses.
//
// Run it in the module's folder: go run ./internal/generate
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func write(module string) error {
	files, err := Files(module)
	if err != nil {
		return err
	}
	for path, content := range files {
		path = filepath.Join(module, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
