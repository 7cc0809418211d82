// Explaining: what it takes and gives, and that it neither changes a verdict nor shows a secret. The causes are in explain-cases.test.mjs.
import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { inspect } from 'node:util'
import { test } from 'node:test'
import * as paysig from 'paysig'
import { causes, Explanation, Signer, Verifier } from 'paysig'
import { key } from './support.mjs'

const pair = { publicKey: 'wh_pk_c52ea06e', secretKey: 'wh_sk_1f4a9eb0' }
const staging = { publicKey: 'wh_pk_c52ea06e', secretKey: 'wh_sk_0d7be55a' }
const signer = new Signer('solidgate/webhook', pair)
const verifier = new Verifier('solidgate/webhook', pair)
const BODY = Buffer.from('{"order":{"amount":100}}')
const WRITTEN_AGAIN = Buffer.from('{"order": {"amount": 100}}')
const HEADERS = signer.sign({ body: BODY })
/** Nothing that is tried makes it match, and trying takes longer than the budget. */
const LONG = Buffer.from('{"order":1'.repeat(200_000))
// The capsule tells the time.
const now = 1767315845000

const explained = (body = WRITTEN_AGAIN, options) => verifier.explain({ headers: HEADERS, body, now }, options)
const found = explanation => explanation.findings.map(({ cause }) => cause)

test('a message that verifies needs no explanation', () => {
  const explanation = verifier.explain({ headers: HEADERS, body: BODY })
  assert.deepEqual([explanation.outcome, explanation.verifies, explanation.label], ['verifies', true, 'default'])
  assert.equal(explanation.rejection, null)
  assert.deepEqual([explanation.findings, explanation.observations, explanation.ruledOut], [[], [], []])
  assert.equal(`${explanation}`, 'this verifies (solidgate/webhook, default)')
  assert.equal(inspect(explanation), 'Explanation(verifies for solidgate/webhook)')
})

test('a message that is explained says the cause, its proof and what to do', () => {
  const explanation = explained()
  assert.ok(explanation instanceof Explanation)
  assert.deepEqual([explanation.outcome, explanation.verifies, explanation.scheme, explanation.label], ['explained', false, 'solidgate/webhook', 'default'])
  assert.equal(explanation.findings.length, 1)
  const [finding] = explanation.findings
  assert.deepEqual([finding.cause, finding.certainty], ['json_reencoded', 'proven'])
  assert.ok(finding.encoders.includes('python-compact'))
  assert.match(finding.detail, /they differ from byte 9 on/)
  const { summary, fix } = causes().find(({ id }) => id === finding.cause)
  assert.deepEqual([finding.summary, finding.fix], [summary, fix])
  assert.ok(explanation.attempts > 0 && explanation.bytes > BODY.length && !explanation.exhausted)
  assert.ok(explanation.text.includes(finding.cause) && explanation.text.includes(fix))
  assert.equal(inspect(explanation), 'Explanation(explained for solidgate/webhook: json_reencoded)')
})

test('a message that stays unexplained says what was ruled out', () => {
  const explanation = verifier.explain({ headers: new Signer('solidgate/webhook', staging).sign({ body: BODY }), body: BODY })
  assert.deepEqual([explanation.outcome, explanation.label, explanation.findings], ['unexplained', null, []])
  assert.ok(explanation.ruledOut.includes('key_white_space'))
  const known = new Set(causes().map(({ id }) => id))
  assert.deepEqual(explanation.ruledOut.filter(id => !known.has(id)), [])
})

test('the rejection is what verify throws, and is not thrown', () => {
  const timed = new Verifier('global-payment/webhook', { signKey: 'k' })
  const stale = new Signer('global-payment/webhook', { signKey: 'k' }).sign({ body: BODY, now })
  for (const [verifies, headers, body, wanted] of [
    [verifier, HEADERS, WRITTEN_AGAIN, paysig.SignatureMismatch],
    [verifier, {}, BODY, paysig.MissingHeader],
    [timed, stale, BODY, paysig.StaleMessage]
  ]) {
    const message = { headers, body, now: now + 1000_000 }
    const { rejection } = verifies.explain(message)
    assert.equal(rejection.constructor, wanted)
    assert.ok(rejection instanceof paysig.RejectedError)
    assert.throws(() => verifies.verify(message), { code: rejection.code, message: rejection.message, advice: rejection.advice })
    assert.match(rejection.stack, /explain\.test\.mjs/)
  }
})

test('what is certain is observed', () => {
  const headers = new Signer('smart-glocal/webhook', { privateKey: key('rsa2048.pkcs8.pem') }).sign({ body: Buffer.from('{"amount":1}') })
  const merchant = new Verifier('smart-glocal/webhook', { publicKey: key('rsa2048.spki.pem') })
  const explanation = merchant.explain({ headers, body: Buffer.from('{"amount":2}') })
  assert.deepEqual(explanation.observations.map(({ id }) => id), ['rsa_other_content'])
  assert.ok(explanation.text.includes(explanation.observations[0].text))
})

test('a request that a gateway refused is explained by the verifier of requests', () => {
  const request = { method: 'POST', url: new URL('https://openapi.stablelink.app/v1/pay') }
  const headers = new Signer('global-payment/request', { signKey: 'k' }).sign({ ...request, body: BODY })
  const explanation = new Verifier('global-payment/request', { signKey: 'k' }).explain({ ...request, headers, body: Buffer.concat([BODY, Buffer.from('\n')]) })
  assert.deepEqual(found(explanation), ['body_final_newline'])
})

test('a header under another name, and a folded one, are seen', () => {
  const { Merchant, Signature } = HEADERS
  const folded = `${Signature.slice(0, 60)}\n${Signature.slice(60)}`
  for (const [headers, cause] of [
    [{ Merchant, 'X-Signature': Signature, Cookie: ['a', 'b'], odd: 7, none: undefined, 'n\nl': 'x' }, 'header_renamed'],
    [['Merchant', Merchant, 'Signature', folded], 'text_wrapped'],
    [new Map([['Merchant', Merchant], ['Signature', [Signature, Signature]]]), 'header_doubled'],
    [new Headers({ Merchant }), 'header_missing'],
    // A generator gives its pairs once only.
    [(function * () { yield ['Merchant', Merchant] })(), 'header_missing']
  ]) {
    assert.deepEqual(found(verifier.explain({ headers, body: BODY })), [cause])
  }
})

test('the clock is the one that is given, and the same throughout', () => {
  const timed = new Verifier('global-payment/webhook', { signKey: 'k' })
  const headers = new Signer('global-payment/webhook', { signKey: 'k' }).sign({ body: BODY, now })
  assert.ok(timed.explain({ headers, body: BODY, now: new Date(now) }).verifies)
  const late = timed.explain({ headers, body: BODY, now: now + 1000_000 })
  assert.deepEqual(found(late), ['clock_behind'])
  assert.equal(JSON.parse(late.capsule).clock_ms, now + 1000_000)
  const before = Date.now()
  assert.ok(JSON.parse(timed.explain({ headers, body: BODY }).capsule).clock_ms >= before)
})

test('bodies are bytes in every shape', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(WRITTEN_AGAIN.length))
  shared.set(WRITTEN_AGAIN)
  for (const body of [new Uint8Array(WRITTEN_AGAIN), Uint8Array.from(WRITTEN_AGAIN).buffer, new DataView(Uint8Array.from(WRITTEN_AGAIN).buffer), shared]) {
    assert.equal(explained(body).json, explained().json)
  }
})

test('other credentials are tried, and never make a message authentic', () => {
  const message = { headers: new Signer('solidgate/webhook', staging).sign({ body: BODY }), body: BODY }
  for (const [others, label] of [[staging, 'default'], [{ staging }, 'staging'], [new Map([['staging', staging]]), 'staging'], [[['staging', staging]], 'staging']]) {
    const explanation = verifier.explain(message, { others })
    assert.deepEqual([found(explanation), explanation.label], [['key_other_label'], label])
  }
  assert.throws(() => verifier.verify(message), { code: 'signature_mismatch' })
})

test('the budget is kept', () => {
  assert.ok(verifier.explain({ headers: HEADERS, body: LONG }).bytes <= 128 * 1024 * 1024)
  const small = verifier.explain({ headers: HEADERS, body: LONG }, { budget: 10_000_000 })
  assert.deepEqual([small.outcome, small.exhausted], ['unexplained', true])
  assert.ok(small.bytes <= 10_000_000)
  assert.ok(explained(undefined, { budget: 0 }).exhausted)
  assert.equal(explained(undefined, { budget: Number.MAX_SAFE_INTEGER }).json, explained().json)
})

test('wrong use is an error, of explainAsync a rejection', async () => {
  const refused = [
    [{ headers: HEADERS }, undefined, { code: 'missing_body' }],
    [{ headers: HEADERS, body: BODY.toString() }, undefined, { name: 'TypeError', message: /body must be bytes.*raw bytes/s }],
    [{ headers: HEADERS, body: { order: {} } }, undefined, { name: 'TypeError' }],
    [{ body: BODY }, undefined, { name: 'TypeError', message: /headers must be/ }],
    [{ headers: { Signature: 7 }, body: BODY }, undefined, { name: 'TypeError', message: /value of the header Signature/ }],
    [{ headers: ['Signature'], body: BODY }, undefined, { code: 'invalid_headers' }],
    [{ headers: HEADERS, body: BODY, idempotencyKey: 'x' }, undefined, { code: 'unknown_option' }],
    [{ headers: HEADERS, body: BODY, now: 'yesterday' }, undefined, { name: 'TypeError' }],
    [undefined, undefined, { name: 'TypeError' }],
    [{ headers: HEADERS, body: BODY }, staging, { code: 'unknown_option', message: /it has: others, budget$/ }],
    [{ headers: HEADERS, body: BODY }, 'others', { name: 'TypeError', message: /\{ others, budget \}, not a string/ }],
    [{ headers: HEADERS, body: BODY }, null, { name: 'TypeError' }],
    [HEADERS, BODY, { name: 'TypeError', message: /\{ others, budget \}, not a Buffer/ }],
    [{ headers: HEADERS, body: BODY }, { others: 'wh_sk_1' }, { name: 'TypeError' }],
    [{ headers: HEADERS, body: BODY }, { others: { ...staging, secretKey: 7 } }, { name: 'TypeError' }],
    [{ headers: HEADERS, body: BODY }, { others: { signKey: 'k' } }, { code: 'unknown_credential' }],
    [{ headers: HEADERS, body: BODY }, { budget: '1' }, { name: 'TypeError', message: /number of bytes, not a string/ }],
    [{ headers: HEADERS, body: BODY }, { budget: 1n }, { name: 'TypeError' }],
    ...[-1, 1.5, NaN, Infinity, 2 ** 53].map(budget => [{ headers: HEADERS, body: BODY }, { budget }, { code: 'invalid_argument' }])
  ]
  for (const [message, options, wanted] of refused) {
    assert.throws(() => verifier.explain(message, options), wanted)
    await assert.rejects(verifier.explainAsync(message, options), wanted)
  }
  const request = new Verifier('global-payment/request', { signKey: 'k' })
  const headers = new Signer('global-payment/request', { signKey: 'k' }).sign({ method: 'GET', url: '/' })
  for (const call of ['verify', 'explain']) assert.throws(() => request[call]({ headers, body: BODY }), { code: 'missing_request' })
  const detached = new Uint8Array(BODY)
  structuredClone(detached.buffer, { transfer: [detached.buffer] })
  assert.throws(() => verifier.explain({ headers: HEADERS, body: detached }), /detached/)
})

test('an explanation is a value', () => {
  const explanation = explained()
  for (const part of [explanation, explanation.findings, explanation.findings[0], explanation.findings[0].encoders, explanation.ruledOut]) {
    assert.ok(Object.isFrozen(part))
  }
  const told = JSON.parse(explanation.json)
  assert.equal(JSON.stringify(explanation), JSON.stringify(told))
  const names = Object.keys(explanation).filter(name => !['json', 'capsule'].includes(name))
  assert.deepEqual(names.map(name => name.replace('ruledOut', 'ruled_out')).sort(), Object.keys(told).sort())
  for (const name of ['outcome', 'scheme', 'label', 'findings', 'observations', 'attempts', 'bytes', 'exhausted', 'text']) {
    assert.deepEqual(explanation[name], told[name])
  }
  assert.deepEqual([explanation.rejection.code, explanation.rejection.message], [told.rejection.code, told.rejection.message])
})

test('a capsule is all that a ticket needs', () => {
  const capsule = JSON.parse(explained().capsule)
  assert.equal(capsule.capsule, 1)
  assert.equal(capsule.body.length, WRITTEN_AGAIN.length)
  assert.deepEqual(capsule.headers.map(({ name }) => name), Object.keys(HEADERS))
  assert.deepEqual(capsule.explanation, JSON.parse(explained().json))
})

test('nothing shows a secret, an expected signature or a body', () => {
  const body = Buffer.from('{"card":"4242424242424242"}')
  const headers = signer.sign({ body })
  const other = new Signer('solidgate/webhook', staging).sign({ body })
  const shown = { ...headers, Signature: Buffer.alloc(128, '0').toString('base64') }
  const texts = [
    verifier.explain({ headers: shown, body }, { others: { staging } }),
    verifier.explain({ headers: other, body }, { others: { staging } }),
    verifier.explain({ headers, body: Buffer.concat([body, Buffer.from('\n')]) })
  ].flatMap(explanation => [
    explanation.text, explanation.json, explanation.capsule, `${explanation}`, inspect(explanation, { depth: 9, showHidden: true }),
    JSON.stringify(explanation), JSON.stringify({ ...explanation }), inspect({ ...explanation }, { depth: 9, showHidden: true }), explanation.rejection.stack
  ])
  const digits = [headers, other].map(({ Signature }) => Buffer.from(Signature, 'base64').toString())
  const hidden = [
    ...[pair, staging].flatMap(({ secretKey }) => [secretKey, Buffer.from(secretKey).toString('hex'), btoa(secretKey)]),
    ...digits.flatMap(hex => [hex, hex.toUpperCase(), btoa(hex), Buffer.from(hex, 'hex').toString('base64')]),
    '4242424242424242'
  ]
  assert.ok(texts.every(text => typeof text === 'string' && text.length > 0))
  for (const text of texts) for (const secret of hidden) assert.ok(!text.includes(secret), text)
})

test('the table of causes', () => {
  assert.equal(causes(), causes())
  assert.ok(Object.isFrozen(causes()) && causes().length > 50)
  assert.equal(new Set(causes().map(({ id }) => id)).size, causes().length)
  for (const { id, summary, fix } of causes()) assert.ok(/^[a-z0-9_]+$/.test(id) && summary.endsWith('.') && fix.endsWith('.'), id)
})

test('explainAsync explains the message of the moment, while other things run', async () => {
  const body = Buffer.from(LONG)
  let turns = 0
  let done = false
  const pending = verifier.explainAsync({ headers: HEADERS, body, now }).finally(() => { done = true })
  body.fill(0)
  while (!done) {
    await setTimeout(1)
    turns++
  }
  assert.ok(turns > 5)
  assert.equal((await pending).json, explained(LONG).json)
  assert.match((await verifier.explainAsync({ headers: HEADERS, body: WRITTEN_AGAIN })).text, /json_reencoded/)
})

test('every scheme explains', () => {
  const publicPem = key('rsa2048.spki.pem')
  for (const { id, fields } of paysig.gateways().flatMap(gateway => gateway.schemes)) {
    const needed = fields.filter(({ role }) => ['public', 'secret', 'verifying_key'].includes(role))
    const credentials = Object.fromEntries(needed.map(({ name, role }) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), role === 'verifying_key' ? publicPem : 'a-1']))
    const message = { headers: {}, body: BODY, method: 'POST', url: 'https://gateway.example/pay', now }
    const explanation = new Verifier(id, credentials).explain(message)
    assert.deepEqual([explanation.scheme, found(explanation), explanation.findings[0].certainty], [id, ['header_missing'], 'evident'])
  }
})
