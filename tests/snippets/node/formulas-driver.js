// node formulas-driver.js N SEED: N cases of each scheme that formulas.js knows; of RSA, which takes a thousand times as long, a tenth.
'use strict'

const crypto = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const formulas = require('./formulas.js')
const { Inputs, printCase } = require('./inputs.js')

const [count, seed] = process.argv.slice(2).map(Number)
const inputs = new Inputs(seed)

function aeternaWebhook () {
  const [key, body] = [inputs.secret(), inputs.body()]
  return [{ secret_token: key }, { body }, [['X-Signature', formulas.aeternaWebhook(key, body)]]]
}

function solidgateV2 () {
  const [key, body] = [inputs.secret(), inputs.body()]
  return [{ endpoint_secret: key }, { body }, [['signature', formulas.solidgateV2(key, body)]]]
}

function smart2pay (url) {
  const [site, key, body] = [inputs.visible(1, 40, ':,'), inputs.secret(), inputs.body()]
  return [{ site_id: site, api_key: key }, { method: 'POST', url, body }, [['Authorization', formulas.smart2pay(site, key)]]]
}

function globalPaymentWebhook () {
  const [key, body, timestamp] = [inputs.secret(), inputs.body(), inputs.digits(13)]
  // The vendor's other products write other names.
  const prefix = inputs.pick(['', 'D-'])
  const options = prefix ? { 'header.timestamp': 'D-TIMESTAMP', 'header.signature': 'D-SIGNATURE' } : {}
  const signature = formulas.globalPayment(key, '', timestamp, '', '', body)
  const headers = [[prefix + 'TIMESTAMP', timestamp], [prefix + 'SIGNATURE', signature]]
  return [{ sign_key: key }, { body, timestamp }, headers, options]
}

function globalPayment (prefix, names) {
  const [key, body, timestamp, method] = [inputs.secret(), inputs.body(), inputs.digits(13), inputs.method()]
  const { url, path, query } = inputs.url()
  const options = inputs.pick([{}, { query: 'decoded' }, { query: 'as-sent' }])
  const signed = options.query === 'as-sent' ? query : formulas.decoded(query)
  const name = inputs.pick(names)
  const headers = [[prefix + 'SIGNATURE', formulas.globalPayment(key, method, timestamp, path, signed, body)]]
  if (name === 'timestamp') headers.unshift([prefix + 'TIMESTAMP', timestamp])
  return [{ sign_key: key }, { method, url, body, [name]: timestamp }, headers, options]
}

function sumsub () {
  const [token, key, body, timestamp] = [inputs.visible(1, 60, ','), inputs.secret(), inputs.body(), inputs.digits(10)]
  const method = inputs.method()
  const { url, path, query } = inputs.url()
  const signature = formulas.sumsub(key, timestamp, method, path, query, body)
  const headers = [['X-App-Token', token], ['X-App-Access-Ts', timestamp], ['X-App-Access-Sig', signature]]
  return [{ app_token: token, secret_key: key }, { method, url, body, timestamp }, headers]
}

const rsa = ['rsa2048.pkcs8.pem', 'rsa2048.pkcs1.pem', 'other2048.pkcs8.pem', 'rsa3072.pkcs8.pem', 'rsa4096.pkcs8.pem'].map((name) => {
  const pem = fs.readFileSync(path.join(__dirname, '../../vectors/keys', name))
  return { pem, key: crypto.createPrivateKey(pem) }
})

function smartGlocalRequest () {
  const [{ pem, key }, project, body] = [inputs.pick(rsa), inputs.visible(1, 40, ','), inputs.body()]
  const message = { method: 'POST', url: 'https://demo.smart-glocal.com/api/v1/session/create', body }
  return [{ project, private_key: pem }, message, [['X-PARTNER-PROJECT', project], ['X-PARTNER-SIGN', formulas.smartGlocal(key, body)]]]
}

function smartGlocalWebhook () {
  const [{ pem, key }, body] = [inputs.pick(rsa), inputs.body()]
  return [{ private_key: pem }, { body }, [['X-PARTNER-SIGN', formulas.smartGlocal(key, body)]]]
}

const SCHEMES = {
  'aeterna/webhook': aeternaWebhook,
  'solidgate-v2/webhook': solidgateV2,
  'smart2pay/request': () => smart2pay('https://paytest.smart2pay.com/v1/payments/'),
  'smart2pay/notification': () => smart2pay('https://merchant.example/notify'),
  'global-payment/request': () => globalPayment('', ['timestamp']),
  // One without a time of its own is signed with that of its request.
  'global-payment/response': () => globalPayment('D-', ['timestamp', 'request_timestamp']),
  'global-payment/webhook': globalPaymentWebhook,
  'sumsub/request': sumsub,
  'smart-glocal/request': smartGlocalRequest,
  'smart-glocal/webhook': smartGlocalWebhook
}

for (let i = 0; i < count; i++) {
  for (const [scheme, judged] of Object.entries(SCHEMES)) {
    if (scheme.startsWith('smart-glocal/') && i % 10 > 0) continue
    printCase(`node-formulas/${scheme}/${seed}/${i}`, 'tests/snippets/node/formulas.js', scheme, ...judged())
  }
}
