// node benches/bench.cjs: SolidGate's documented snippet, the best hand-written use of node:crypto, and paysig. They take turns, so that
// what slows the machine slows all of them; medians, their spread, and how many times as fast as the snippet.
'use strict'
const crypto = require('node:crypto')
const { Signer, Verifier } = require('paysig')
const { generateSignature } = require('../../tests/snippets/node/solidgate.js')

const ROUNDS = 61
/** Milliseconds that one turn takes. */
const TURN = 3

const pair = { publicKey: 'api_pk_7b197ff4', secretKey: 'api_sk_b2a8ea1e' }
const url = 'https://pay.solidgate.com/api/v1/charge'
const signer = new Signer('solidgate/request', pair)
const verifier = new Verifier('solidgate/request', pair)
const secret = crypto.createSecretKey(pair.secretKey, 'utf8')

/** What a careful programmer writes: the key kept, nothing joined, and the comparison in constant time. */
function signByHand (body) {
  const hex = crypto.createHmac('sha512', secret).update(pair.publicKey).update(body).update(pair.publicKey).digest('hex')
  return { Merchant: pair.publicKey, Signature: btoa(hex) }
}

function matches (given, expected) {
  return given.length === expected.length && crypto.timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

/** As Node hands over the headers of a request. */
const received = ({ Merchant, Signature }) =>
  ({ host: 'shop.example', accept: '*/*', 'content-type': 'application/json', 'content-length': '256', merchant: Merchant, signature: Signature })

function cases (size) {
  const body = Buffer.alloc(size, 'a')
  const text = body.toString()
  const headers = received(signer.sign({ body }))
  const rawHeaders = Object.entries(headers).flat()
  return {
    sign: {
      snippet: () => ({ Merchant: pair.publicKey, Signature: generateSignature(pair.publicKey, text, pair.secretKey) }),
      'by hand': () => signByHand(body),
      paysig: () => signer.sign({ body }),
      'paysig, method and URL too': () => signer.sign({ method: 'POST', url, body })
    },
    verify: {
      snippet: () => headers.merchant === pair.publicKey && matches(headers.signature, generateSignature(pair.publicKey, text, pair.secretKey)),
      'by hand': () => headers.merchant === pair.publicKey && matches(headers.signature, signByHand(body).Signature),
      paysig: () => verifier.verify({ headers, body }).label === 'default',
      'paysig, with its replay key': () => verifier.verify({ headers, body }).replayKey.length === 64,
      'paysig, of rawHeaders': () => verifier.verify({ headers: rawHeaders, body }).label === 'default'
    }
  }
}

/** After a warm-up in which the engine has compiled it. */
function callsPerTurn (call) {
  let count = 0
  const start = performance.now()
  while (performance.now() - start < 50 * TURN) {
    for (let done = 0; done < 10; done++) call()
    count += 10
  }
  return Math.max(1, Math.round(count / 50))
}

function times (calls) {
  const turns = Object.values(calls).map(call => ({ call, count: callsPerTurn(call), taken: [] }))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { call, count, taken } of turns) {
      const start = process.hrtime.bigint()
      for (let done = 0; done < count; done++) call()
      taken.push(Number(process.hrtime.bigint() - start) / count / 1000)
    }
  }
  return turns.map(({ taken }) => taken.sort((a, b) => a - b))
}

console.log(`Node ${process.versions.node}, SolidGate, microseconds: median (middle half), and times the snippet's speed`)
for (const size of [0, 256, 1024, 4096, 65_536, 1_048_576]) {
  for (const [operation, calls] of Object.entries(cases(size))) {
    const all = times(calls)
    const at = (taken, part) => taken[Math.floor(ROUNDS * part)]
    const snippet = at(all[0], 0.5)
    for (const [index, name] of Object.keys(calls).entries()) {
      const median = at(all[index], 0.5)
      const spread = `${at(all[index], 0.25).toFixed(2)}–${at(all[index], 0.75).toFixed(2)}`
      console.log(`${operation.padEnd(6)} ${String(size).padStart(7)} B  ${name.padEnd(27)} ${median.toFixed(2).padStart(9)} (${spread})`.padEnd(81) +
        `${(snippet / median).toFixed(2)}x`)
    }
  }
}
