// What gateways have beside signatures: error answers and the payment form.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { Form, gatewayError, gateways, Signer, solidgate } from 'paysig'

const { Api } = createRequire(import.meta.url)('@solidgate/node-sdk')

test('error answers are read, whatever their shape', () => {
  const error = solidgate.error('{"error":{"code":"2.01","messages":{"amount":["should be positive"]}}}', 200)
  assert.equal(error.kind, 'validation')
  assert.deepEqual(error.messages, [{ attribute: 'amount', text: 'should be positive' }])
  assert.deepEqual(error.retry, { when: 'corrected' })
  assert.deepEqual(solidgate.error(Buffer.from('{"error":{"code":"1.01","messages":["Authentication failed"]}}'))
    .messages, [{ attribute: null, text: 'Authentication failed' }])
  assert.equal(solidgate.error('{"order":{}}', 200), null)
  assert.equal(solidgate.error('<html>', 502).kind, 'processing')
  const later = gatewayError('smart-glocal', '{"status":"error","error":{"code":"idempotency_key_already_exists","description":"x"}}', 409)
  assert.deepEqual([later.kind, later.retry.when, typeof later.retry.afterSeconds], ['idempotency', 'later', 'number'])
  for (const { id } of gateways()) {
    for (const body of ['', '[]', 'null', '{"error":7}', '\ufffd', '['.repeat(10_000)]) gatewayError(id, body, 500)
  }
  assert.throws(() => gatewayError('x', '{}'), { code: 'unknown_gateway' })
  for (const call of [() => gatewayError('solidgate', {}), () => gatewayError('solidgate', '', 'x'), () => gatewayError(7, '')]) assert.throws(call, TypeError)
})

test('forms are what the SDK makes, and the reverse', () => {
  const secret = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), minLength: 32, maxLength: 64 }).map(text => `api_sk_${text}`)
  const FORMS = { data: ['formMerchantData', 'paymentIntent'], update: ['formUpdate', 'partialIntent'], resign: ['formResign', 'resignIntent'] }
  let runs = 0
  fc.assert(fc.property(secret, fc.dictionary(fc.string().filter(name => name !== 'order_id' && name !== '__proto__'), fc.jsonValue()), (secretKey, attributes) => {
    const keys = { publicKey: 'api_pk_1', secretKey }
    const form = new Form(keys)
    for (const [kind, [call, intent]] of Object.entries(FORMS)) {
      runs++
      const theirs = new Api(keys.publicKey, secretKey)[call](attributes).toObject()
      const json = JSON.stringify(attributes)
      assert.equal(Buffer.from(form.decrypt(theirs[intent])).toString(), json)
      const iv = Buffer.from(theirs[intent], 'base64url').subarray(0, 16)
      for (const given of [attributes, json, Buffer.from(json)]) assert.deepEqual(form[kind](given, { iv }), theirs)
    }
  }), { numRuns: 300 })
  console.log(`node: ${runs} forms as @solidgate/node-sdk makes them`)
})

test('a form is signed as a request is, with a vector of its own', () => {
  const keys = { publicKey: 'api_pk_1', secretKey: 'api_sk_0123456789abcdef0123456789abcdef' }
  const form = solidgate.form(keys)
  const { paymentIntent, merchant, signature } = form.data({ order_id: '1' })
  assert.deepEqual(new Signer('solidgate/request', keys).sign({ body: Buffer.from(paymentIntent) }), { Merchant: merchant, Signature: signature })
  assert.notEqual(form.data({}).paymentIntent, form.data({}).paymentIntent)
  assert.throws(() => new Form({ ...keys, secretKey: 'api_sk_short' }), { code: 'secret_too_short', message: /^secretKey / })
  assert.throws(() => form.data({}, { iv: Buffer.alloc(15) }), { code: 'invalid_argument' })
  assert.throws(() => form.decrypt('x'), { code: 'invalid_argument' })
  for (const call of [() => form.data(7), () => form.data(null), () => form.decrypt(7), () => form.data({}, { iv: 'x' }), () => new Form()]) assert.throws(call, TypeError)
})
