// SolidGate's own SDK as a judge, on random keys and bodies.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { Signer, Verifier } from 'paysig'
import { received, serve } from './support.mjs'

const { Api } = createRequire(import.meta.url)('@solidgate/node-sdk')

const RUNS = 2000
const visible = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map(code => String.fromCharCode(code)).filter(unit => unit !== ','), minLength: 1, maxLength: 80 })
const body = fc.oneof(fc.json({ noUnicodeString: false }), fc.string({ unit: 'grapheme' }), fc.jsonValue().map(value => JSON.stringify(value, null, 2)))

test('signatures equal those of the SDK, and verify', () => {
  fc.assert(fc.property(visible, visible, body, (publicKey, secretKey, text) => {
    const keys = { publicKey: `api_pk_${publicKey}`, secretKey: `api_sk_${secretKey}` }
    const bytes = Buffer.from(text)
    const headers = new Signer('solidgate/request', keys).sign({ body: bytes })
    const signature = new Api(keys.publicKey, keys.secretKey)._generateSignature(text)
    assert.deepEqual(headers, { Merchant: keys.publicKey, Signature: signature })
    assert.equal(new Verifier('solidgate/request', keys).verify({ headers, body: bytes }).body, bytes)
  }), { numRuns: RUNS })
  console.log(`node: ${RUNS} random bodies signed as @solidgate/node-sdk signs them`)
})

test('what the SDK sends verifies as it comes', async context => {
  const keys = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
  const verifier = new Verifier('solidgate/request', keys)
  let verified = 0
  const base = await serve(context, async (request, response) => {
    verifier.verify(await received(request))
    verified++
    response.end('{}')
  })
  const api = new Api(keys.publicKey, keys.secretKey, `${base}/api/v1/`)
  const calls = ['charge', 'auth', 'recurring', 'refund', 'status', 'settle', 'void', 'resign', 'arnCode', 'applePay', 'googlePay']
  for (const call of calls) await api[call]({ order_id: 'é✓', amount: 100 })
  assert.equal(verified, calls.length)
})
