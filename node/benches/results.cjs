// The results: a table for people, and one JSON object a line for `benches/report`.
'use strict'
const fs = require('node:fs')

const LANGUAGE = 'Node'

function calls (scheme, operation, body, ways) {
  for (const { name, ns: [low, median, high], ratio: [, ratio] } of ways) {
    const place = `${scheme.padEnd(24)} ${operation.padEnd(6)} ${String(body).padStart(8)}  ${name.padEnd(28)}`
    console.log(`${place} ${median.toFixed().padStart(10)} ns (${low.toFixed()} to ${high.toFixed()}) ${ratio.toFixed(2).padStart(7)}x`)
  }
  write({ kind: 'calls', language: LANGUAGE, scheme, operation, body, ways })
}

function start (what, ms) {
  const [low, median, high] = ms.map(one => one.toFixed(1))
  console.log(`start: ${what}: ${median} ms (${low} to ${high})`)
  write({ kind: 'start', language: LANGUAGE, what, ms })
}

function memory (what, bytes) {
  console.log(`memory: ${what}: ${bytes} bytes more`)
  write({ kind: 'memory', language: LANGUAGE, what, bytes })
}

function write (line) {
  const file = process.env.PAYSIG_BENCH_RESULTS
  if (file) fs.appendFileSync(file, `${JSON.stringify(line)}\n`)
}

module.exports = { calls, start, memory }
