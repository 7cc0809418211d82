package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"

	paysig "github.com/paysig/paysig/go"
)

// growth is by how much the process's peak of memory grew.
type growth struct {
	What  string `json:"what"`
	Bytes int    `json:"bytes"`
}

// measureMemory signs and verifies a body that is there already: where nothing copies it, nothing grows.
func measureMemory() []growth {
	const mebibytes = 64
	body := make([]byte, mebibytes<<20)
	for i := range body {
		body[i] = 'x'
	}
	signer := must(paysig.NewSigner("solidgate/request", solidgateKeys))
	verifier := must(paysig.NewVerifier("solidgate/request", solidgateKeys))
	header := must(signer.Sign("", "", nil)).HTTP()
	must(verifier.Verify(header, []byte{}))

	return []growth{
		{fmt.Sprintf("sign a body of %d MiB", mebibytes), peakGrowth(func() {
			header = must(signer.Sign("", "", body)).HTTP()
		})},
		{fmt.Sprintf("verify a body of %d MiB", mebibytes), peakGrowth(func() {
			must(verifier.Verify(header, body))
		})},
	}
}

func peakGrowth(call func()) int {
	check(os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)) // the peak is what is in use now
	before := peak()
	call()
	return peak() - before
}

var peakLine = regexp.MustCompile(`(?m)^VmHWM:\s*(\d+) kB$`)

func peak() int {
	found := peakLine.FindSubmatch(must(os.ReadFile("/proc/self/status")))
	return must(strconv.Atoi(string(found[1]))) << 10
}
