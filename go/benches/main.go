// Command benches measures signing and verifying: what gateways document, the best that the standard library gives by hand, and paysig.
// Arguments are the schemes to measure; all without them.
package main

import (
	"log"
	"os"
	"slices"
)

func main() {
	log.SetFlags(0)
	out := openReport()
	defer out.close()

	out.memory(measureMemory()) // before anything else has used memory
	out.heading()
	chosen := slices.DeleteFunc(subjects(), func(s *subject) bool {
		return len(os.Args) > 1 && !slices.Contains(os.Args[1:], s.scheme)
	})
	for _, subject := range chosen {
		for _, size := range subject.sizes() {
			for _, comparison := range subject.comparisons(size) {
				out.calls(comparison, comparison.measure())
			}
		}
	}
	for _, result := range measureThreads(chosen) {
		out.threads(result)
	}
}

// must is for what cannot fail unless the benchmark itself is wrong.
func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
