package main

import (
	"encoding/json"
	"fmt"
	"os"
)

const language = "Go"

// report prints a table, and writes one JSON object a line to the file that PAYSIG_BENCH_RESULTS names.
type report struct {
	file *os.File
}

func openReport() *report {
	path := os.Getenv("PAYSIG_BENCH_RESULTS")
	if path == "" {
		return &report{}
	}
	return &report{must(os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644))}
}

func (r *report) close() {
	if r.file != nil {
		check(r.file.Close())
	}
}

func (r *report) write(object any) {
	if r.file != nil {
		check(json.NewEncoder(r.file).Encode(object))
	}
}

func (r *report) heading() {
	fmt.Printf("\n%-24s %-7s %8s  %s\n", "nanoseconds a call", "", "body", "(how many times as fast as the snippet)")
}

func (r *report) calls(of comparison, ways []measured) {
	fmt.Printf("%-24s %-7s %8d", of.scheme, of.operation, of.body)
	for _, way := range ways {
		fmt.Printf("  %s %.0f", way.Name, way.NS[1])
		if way.Name != ways[0].Name {
			fmt.Printf(" (%.2f)", way.Ratio[1])
		}
	}
	fmt.Println()
	r.write(struct {
		Kind      string     `json:"kind"`
		Language  string     `json:"language"`
		Scheme    string     `json:"scheme"`
		Operation string     `json:"operation"`
		Body      int        `json:"body"`
		Ways      []measured `json:"ways"`
	}{"calls", language, of.scheme, of.operation, of.body, ways})
}

func (r *report) threads(of throughput) {
	fmt.Printf("%-24s %-7s %8d  calls a second:", of.Scheme, of.Operation, of.Body)
	for _, count := range of.counts() {
		fmt.Printf("  %d threads %.0f", count, of.PerSecond[count])
	}
	fmt.Println()
	r.write(struct {
		Kind     string `json:"kind"`
		Language string `json:"language"`
		throughput
	}{"threads", language, of})
}

func (r *report) memory(results []growth) {
	for _, result := range results {
		fmt.Printf("%-42s %8d bytes more\n", result.What, result.Bytes)
		r.write(struct {
			Kind     string `json:"kind"`
			Language string `json:"language"`
			growth
		}{"memory", language, result})
	}
}
