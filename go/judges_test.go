package paysig_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// SolidGate's own code, as independent judges: whatever it makes of random bodies, paysig makes too.

func TestSolidGateSnippetAgrees(t *testing.T) {
	const inputs = 500
	folder := filepath.Join("..", "tests", "snippets", "go")
	agreesOnRandomBodies(t, "", inputs, 2*inputs, filepath.Join(folder, "driver.go"), filepath.Join(folder, "solidgate.go"))
}

// What the SDK made is recorded, for it cannot always be had. Where it is, it judges anew; tests/solidgate-sdk/README.md says how.
func TestSolidGateSDKAgrees(t *testing.T) {
	folder := filepath.Join("tests", "solidgate-sdk")
	stream, err := os.ReadFile(filepath.Join(folder, "cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if ran := replay(t, stream); ran != 300 {
		t.Errorf("%d cases ran", ran)
	}
	if _, err := os.Stat(filepath.Join(folder, "sdk", "go.mod")); err == nil {
		const inputs = 200
		agreesOnRandomBodies(t, folder, inputs, 5*inputs, ".")
	}
}

// agreesOnRandomBodies runs a judge's driver, which makes cases from a number of inputs and a seed.
func agreesOnRandomBodies(t *testing.T, folder string, inputs, cases int, program ...string) {
	t.Helper()
	seed := rand.Uint32() >> 1
	driver := exec.Command("go", slices.Concat([]string{"run"}, program, []string{fmt.Sprint(inputs), fmt.Sprint(seed)})...)
	driver.Dir = folder
	var problems bytes.Buffer
	driver.Stderr = &problems
	stream, err := driver.Output()
	if err != nil {
		t.Fatalf("%v: %v: %s", driver, err, &problems)
	}
	if ran := replay(t, stream); ran != cases {
		t.Errorf("%d inputs became %d cases", inputs, ran)
	}
	if t.Failed() {
		t.Logf("the seed was %d", seed)
	}
}

func replay(t *testing.T, stream []byte) (ran int) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(stream))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var vector vector
		if err := json.Unmarshal(lines.Bytes(), &vector); err != nil {
			t.Fatal(err)
		}
		vector.noStringToSign = true
		ran++
		if err := vector.run(); err != nil {
			t.Errorf("%s: %v", vector.ID, err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return ran
}
