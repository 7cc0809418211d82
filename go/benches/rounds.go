package main

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"time"
)

const (
	rounds   = 41
	turnTime = 2 * time.Millisecond
)

// way is one of those that are compared. It stops the program when what it does fails.
type way struct {
	name string
	call func()
}

// comparison is of several ways to do one thing. The first is what the others are measured against.
type comparison struct {
	scheme, operation string
	body              int
	ways              []way
}

// spread is a first quartile, a median and a third quartile.
type spread [3]float64

// measured is how a way did: nanoseconds for a call, and how many times as fast as the first way it was.
type measured struct {
	Name  string `json:"name"`
	NS    spread `json:"ns"`
	Ratio spread `json:"ratio"`
}

// measure lets the ways take turns, in an order that changes each round. Turns of one round are neighbours, so what slows the
// machine down for a while slows them all; ratios are those within a round.
func (c comparison) measure() []measured {
	counts := make([]int, len(c.ways))
	for i, way := range c.ways {
		counts[i] = callsInTurn(way.call)
	}
	times, ratios := make([][]float64, len(c.ways)), make([][]float64, len(c.ways))
	latest := make([]float64, len(c.ways))
	runtime.GC()
	for range rounds {
		for _, i := range rand.Perm(len(c.ways)) {
			latest[i] = float64(turn(c.ways[i].call, counts[i]).Nanoseconds()) / float64(counts[i])
		}
		for i, nanoseconds := range latest {
			times[i] = append(times[i], nanoseconds)
			ratios[i] = append(ratios[i], latest[0]/nanoseconds)
		}
	}
	results := make([]measured, len(c.ways))
	for i, way := range c.ways {
		results[i] = measured{way.name, quartiles(times[i]), quartiles(ratios[i])}
	}
	return results
}

// callsInTurn is how many calls take long enough for the clock, found by calling, which also warms up.
func callsInTurn(call func()) int {
	for count := 2; ; count *= 2 {
		if took := turn(call, count); took >= turnTime {
			return max(2, int(float64(count)*float64(turnTime)/float64(took))+1)
		}
	}
}

func turn(call func(), count int) time.Duration {
	began := time.Now()
	for range count {
		call()
	}
	return time.Since(began)
}

func quartiles(values []float64) (found spread) {
	sorted := slices.Sorted(slices.Values(values))
	for i := range found {
		found[i] = sorted[(len(sorted)-1)*(i+1)/4]
	}
	return found
}
