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
	"testing"
)

// SolidGate's own code, as independent judges: whatever it makes of random bodies, paysig makes too.

func TestSolidGateSnippetAgrees(t *testing.T) {
	const inputs = 500
	seed := rand.Uint32() >> 1
	folder := filepath.Join("..", "tests", "snippets", "go")
	driver := exec.Command("go", "run", filepath.Join(folder, "driver.go"), filepath.Join(folder, "solidgate.go"),
		fmt.Sprint(inputs), fmt.Sprint(seed))
	var problems bytes.Buffer
	driver.Stderr = &problems
	stream, err := driver.Output()
	if err != nil {
		t.Fatalf("%v: %v: %s", driver, err, &problems)
	}
	if ran := replay(t, stream); ran != 2*inputs {
		t.Errorf("the snippet with seed %d made %d cases", seed, ran)
	}
	if t.Failed() {
		t.Logf("the seed was %d", seed)
	}
}

func TestSolidGateSDKAgrees(t *testing.T) {
	stream, err := os.ReadFile(filepath.Join("tests", "solidgate-sdk", "cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if ran := replay(t, stream); ran != 300 {
		t.Errorf("%d cases ran", ran)
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
