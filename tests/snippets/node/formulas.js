// The schemes of which no vendor's code could be run here, by the formula that is documented, in Node's crypto, which is OpenSSL.
// Sources: as in python/formulas.py; for RSA, https://developer.smart-glocal.com/docs/reference/format/ and the vendor's PHP SDK.
'use strict'

const crypto = require('node:crypto')

const hmac = (hash, key, parts, form) => {
  const mac = crypto.createHmac(hash, key)
  for (const part of parts) mac.update(part)
  return mac.digest(form)
}

module.exports = {
  aeternaWebhook: (secretToken, body) => hmac('sha256', secretToken, [body], 'hex'),

  smart2pay: (siteId, apiKey) => 'Basic ' + Buffer.from(siteId + ':' + apiKey).toString('base64'),

  solidgateV2: (endpointSecret, body) => hmac('sha256', endpointSecret, [body], 'base64'),

  globalPayment: (signKey, method, timestamp, path, query, body) =>
    hmac('sha512', signKey, [method.toUpperCase(), timestamp, path, query, body], 'base64'),

  decoded: (query) => decodeURIComponent(query),

  sumsub: (secretKey, timestamp, method, path, query, body) =>
    hmac('sha256', secretKey, [timestamp, method.toUpperCase(), path, query === '' ? '' : '?' + query, body], 'hex'),

  smartGlocal: (privateKey, body) =>
    crypto.sign('sha256', body, { key: privateKey, padding: crypto.constants.RSA_PKCS1_PADDING }).toString('base64')
}
