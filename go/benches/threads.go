package main

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"
)

// throughput is how many calls in a second so many threads make, all with the same signer or verifier.
type throughput struct {
	Scheme    string          `json:"scheme"`
	Operation string          `json:"operation"`
	Body      int             `json:"body"`
	PerSecond map[int]float64 `json:"per_second"`
}

func (t throughput) counts() []int { return slices.Sorted(maps.Keys(t.PerSecond)) }

func measureThreads(chosen []*subject) (results []throughput) {
	const size = 256
	for _, subject := range chosen {
		if subject.scheme != "solidgate/request" && subject.scheme != "smart-glocal/request" {
			continue
		}
		for _, comparison := range subject.comparisons(size) {
			for _, way := range comparison.ways {
				if way.name == "paysig" {
					results = append(results, throughput{subject.scheme, comparison.operation, size, inParallel(way.call)})
				}
			}
		}
	}
	return results
}

// inParallel takes the median of several turns of each count, which alternate.
func inParallel(call func()) map[int]float64 {
	rates := map[int][]float64{1: nil, runtime.NumCPU(): nil}
	for range 7 {
		for threads := range rates {
			rates[threads] = append(rates[threads], rate(call, threads))
		}
	}
	medians := map[int]float64{}
	for threads, found := range rates {
		medians[threads] = quartiles(found)[1]
	}
	return medians
}

func rate(call func(), threads int) float64 {
	const calls = 50
	counts := make([]int, threads)
	began := time.Now()
	end := began.Add(100 * time.Millisecond)
	var running sync.WaitGroup
	for i := range counts {
		running.Add(1)
		go func() {
			defer running.Done()
			count := 0
			for ; time.Now().Before(end); count += calls {
				turn(call, calls)
			}
			counts[i] = count
		}()
	}
	running.Wait()
	total := 0
	for _, count := range counts {
		total += count
	}
	return float64(total) / time.Since(began).Seconds()
}
