// Every case of tests/explain: a message that a real mistake broke, and what explaining must say of it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { RejectedError, Verifier } from 'paysig'
import { credentials, keyring, lines, message, options, shaped } from './cases.mjs'

const directory = new URL('../../tests/explain/', import.meta.url)
const read = file => JSON.parse(readFileSync(new URL(file, directory)))

async function explain (spec, run) {
  const verifier = new Verifier(spec.scheme, keyring(spec.credentials, run), options(spec.options))
  const others = spec.others?.map(({ label, values }) => [label, credentials(values)])
  const received = { ...message(spec), headers: shaped(lines(spec), run) }
  const refused = refusal(verifier, received)
  const explanation = run % 8 === 0
    ? await verifier.explainAsync(received, { others })
    : verifier.explain(received, { others })

  const { causes, certainty, label = null, encoder } = spec.expect
  assert.deepEqual(
    { outcome: explanation.outcome, scheme: explanation.scheme, label: explanation.label, causes: explanation.findings.map(({ cause }) => cause).sort() },
    { outcome: 'explained', scheme: spec.scheme, label, causes: [...causes].sort() }
  )
  for (const finding of explanation.findings) assert.equal(finding.certainty, certainty)
  if (encoder !== undefined) assert.ok(explanation.findings.some(finding => names(finding, encoder)), `${encoder} is not named`)
  for (const error of [refused, refusal(verifier, received)]) {
    assert.deepEqual([error.constructor, error.message], [explanation.rejection.constructor, explanation.rejection.message])
  }
}

/** An encoder of JSON is in a list; another scheme, in the detail. */
const names = ({ cause, encoders, detail }, id) =>
  cause === 'scheme_other' ? detail.includes(id) : encoders.includes(id)

function refusal (verifier, received) {
  try {
    verifier.verify(received)
  } catch (error) {
    assert.ok(error instanceof RejectedError, error)
    return error
  }
  assert.fail('the message verifies')
}

test('every message that a mistake broke', async () => {
  const { total, files } = read('index.json')
  const failures = []
  let run = 0
  for (const { file, cases: count } of files) {
    const { cases } = read(file)
    assert.equal(cases.length, count, file)
    for (const spec of cases) {
      await explain(spec, run).catch(error => failures.push(`${spec.id}: ${error.message}`))
      run++
    }
  }
  assert.equal(failures.length, 0, failures.slice(0, 20).join('\n'))
  assert.equal(run, total)
  console.log(`node: ${run} mistakes explained`)
})
