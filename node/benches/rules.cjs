// The gateways' HMAC and Basic rules: as their documents say them, and as well as they can be written by hand.
'use strict'
const crypto = require('node:crypto')
const { generateSignature } = require('../../tests/snippets/node/solidgate.js')

const METHOD = 'POST'
const URL = 'https://gateway.example/api/v1/charge?order=7&currency=EUR'
const PATH = '/api/v1/charge'
const QUERY = 'order=7&currency=EUR'
const PUBLIC = 'merchant_7b197ff4_a0f8_4f31_9d5c_0a4d0b8f'
const SECRET = 'secret_b2a8ea1e_6d0e_4a3c_8c9d_0f7c1d1c2a'
const EMAIL = 'payments@shop.example'

const KEY = crypto.createSecretKey(SECRET, 'utf8')
const BASIC = `Basic ${btoa(`${PUBLIC}:${SECRET}`)}`

const documented = (hash, data, form) => crypto.createHmac(hash, SECRET).update(data).digest(form)

/** What a careful programmer writes: the key kept, and nothing joined with the body. */
function byHand (hash, form, ...parts) {
  const hmac = crypto.createHmac(hash, KEY)
  for (const part of parts) hmac.update(part)
  return hmac.digest(form)
}

/**
 * scheme: its id. credentials: as paysig takes them. sender: the header with the public credential. timestamp: the header with the
 * timestamp, which counts perSecond. proof: the header with the signature. snippet, byHand: the signature of a timestamp and a body, which
 * the snippet takes as text. needsUrl: whether a caller of paysig gives method and URL.
 */
const SOLIDGATE = {
  scheme: 'solidgate/request',
  credentials: { publicKey: PUBLIC, secretKey: SECRET },
  sender: 'Merchant',
  proof: 'Signature',
  snippet: (_, text) => generateSignature(PUBLIC, text, SECRET),
  byHand: (_, body) => btoa(byHand('sha512', 'hex', PUBLIC, body, PUBLIC)),
  needsUrl: false
}

const GLOBAL_PAYMENT = {
  scheme: 'global-payment/request',
  credentials: { signKey: SECRET },
  timestamp: 'TIMESTAMP',
  perSecond: 1000,
  proof: 'SIGNATURE',
  snippet: (timestamp, text) => documented('sha512', METHOD + timestamp + PATH + QUERY + text, 'base64'),
  byHand: (timestamp, body) => byHand('sha512', 'base64', METHOD + timestamp + PATH + QUERY, body),
  needsUrl: true
}

const SMART2PAY = {
  scheme: 'smart2pay/request',
  credentials: { siteId: PUBLIC, apiKey: SECRET },
  proof: 'Authorization',
  snippet: () => 'Basic ' + Buffer.from(PUBLIC + ':' + SECRET).toString('base64'),
  byHand: () => BASIC,
  needsUrl: true
}

const RULES = [
  SOLIDGATE,
  { ...SOLIDGATE, scheme: 'solidgate/webhook' },
  {
    scheme: 'solidgate-v2/webhook',
    credentials: { endpointSecret: SECRET },
    proof: 'signature',
    snippet: (_, text) => documented('sha256', text, 'base64'),
    byHand: (_, body) => byHand('sha256', 'base64', body),
    needsUrl: false
  },
  GLOBAL_PAYMENT,
  { ...GLOBAL_PAYMENT, scheme: 'global-payment/response', timestamp: 'D-TIMESTAMP', proof: 'D-SIGNATURE' },
  {
    ...GLOBAL_PAYMENT,
    scheme: 'global-payment/webhook',
    snippet: (timestamp, text) => documented('sha512', timestamp + text, 'base64'),
    byHand: (timestamp, body) => byHand('sha512', 'base64', timestamp, body),
    needsUrl: false
  },
  {
    scheme: 'aeterna/request',
    credentials: { publicToken: PUBLIC, email: EMAIL, secretToken: SECRET },
    sender: 'X-App-Token',
    timestamp: 'X-App-Access-Ts',
    perSecond: 1,
    proof: 'X-App-Access-Sig',
    snippet: timestamp => documented('sha256', timestamp + EMAIL, 'hex'),
    byHand: timestamp => byHand('sha256', 'hex', timestamp + EMAIL),
    needsUrl: true
  },
  {
    scheme: 'aeterna/webhook',
    credentials: { secretToken: SECRET },
    proof: 'X-Signature',
    snippet: (_, text) => documented('sha256', text, 'hex'),
    byHand: (_, body) => byHand('sha256', 'hex', body),
    needsUrl: false
  },
  {
    scheme: 'sumsub/request',
    credentials: { appToken: PUBLIC, secretKey: SECRET },
    sender: 'X-App-Token',
    timestamp: 'X-App-Access-Ts',
    perSecond: 1,
    proof: 'X-App-Access-Sig',
    snippet: (timestamp, text) => documented('sha256', timestamp + METHOD + PATH + '?' + QUERY + text, 'hex'),
    byHand: (timestamp, body) => byHand('sha256', 'hex', `${timestamp}${METHOD}${PATH}?${QUERY}`, body),
    needsUrl: true
  },
  SMART2PAY,
  { ...SMART2PAY, scheme: 'smart2pay/notification' }
]

module.exports = { METHOD, PUBLIC, RULES, SECRET, URL }
