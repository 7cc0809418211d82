// node solidgate-sdk-driver.js N SEED: SolidGate's SDK, @solidgate/node-sdk, untouched.
//
// N requests, sent to a local server that notes headers and body, and N forms of each kind. The SDK takes its
// initialisation vectors from the system, so forms differ from run to run.
'use strict'

const assert = require('node:assert')
const crypto = require('node:crypto')
const http = require('node:http')
const { Api } = require('@solidgate/node-sdk')
const { Inputs, bytes, printSign } = require('./inputs.js')

const SOURCE = 'tests/snippets/node/solidgate-sdk-driver.js'
const CALLS = ['charge', 'auth', 'recurring', 'refund', 'status', 'settle', 'void', 'resign', 'arnCode', 'applePay', 'googlePay']
const FORMS = { data: 'formMerchantData', update: 'formUpdate', resign: 'formResign' }

function decrypt (intent, secretKey) {
  const raw = Buffer.from(intent, 'base64url')
  const cipher = crypto.createDecipheriv('aes-256-cbc', secretKey.slice(0, 32), raw.subarray(0, 16))
  return Buffer.concat([cipher.update(raw.subarray(16)), cipher.final()])
}

async function main (count, seed) {
  const inputs = new Inputs(seed)
  const seen = []
  const server = http.createServer((request, response) => {
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      seen.push([request.headers.merchant, request.headers.signature, Buffer.concat(chunks)])
      response.end('{}')
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `http://127.0.0.1:${server.address().port}/api/v1/`

  for (let i = 0; i < count; i++) {
    const keys = inputs.pair('api')
    await new Api(...keys, host)[CALLS[inputs.between(0, CALLS.length - 1)]](inputs.object())
    const [merchant, signature, body] = seen.pop()
    printSign(`node-sdk/solidgate/request/${seed}/${i}`, SOURCE, 'solidgate/request', keys, body,
      [['Merchant', merchant], ['Signature', signature]])

    for (const [form, call] of Object.entries(FORMS)) {
      const [publicKey, secretKey] = inputs.pair('api', 31)
      const attributes = inputs.object()
      const made = new Api(publicKey, secretKey)[call](attributes).toObject()
      const payload = decrypt(made.paymentIntent ?? made.partialIntent ?? made.resignIntent, secretKey)
      assert.strictEqual(payload.toString(), JSON.stringify(attributes))
      console.log(JSON.stringify({
        operation: 'form',
        id: `node-sdk/solidgate/form/${form}/${seed}/${i}`,
        source: SOURCE,
        form,
        credentials: { public_key: bytes(publicKey), secret_key: bytes(secretKey) },
        payload: bytes(payload),
        expect: made
      }))
    }
  }
  server.close()
}

main(...process.argv.slice(2).map(Number))
