// node driver.js N SEED: N request and N webhook cases of SolidGate's Node snippet.
'use strict'

const { Inputs, printSign } = require('./inputs.js')
const { generateSignature } = require('./solidgate.js')

const [count, seed] = process.argv.slice(2).map(Number)
const inputs = new Inputs(seed)
for (let i = 0; i < count; i++) {
  for (const [scheme, prefix] of [['solidgate/request', 'api'], ['solidgate/webhook', 'wh']]) {
    const [publicKey, secretKey] = inputs.pair(prefix)
    const body = inputs.bodyText()
    const headers = [['Merchant', publicKey], ['Signature', generateSignature(publicKey, body, secretKey)]]
    printSign(`node/${scheme}/${seed}/${i}`, 'tests/snippets/node/solidgate.js', scheme, [publicKey, secretKey], body, headers)
  }
}
