// SolidGate, signature generation in Node.
// Source: https://docs.solidgate.com/payments/integrate/access-to-api/ lists the steps: HMAC-SHA512 of
// publicKey + jsonString + publicKey with the secret key, its hexadecimal text, base64 of that text.
// Reconstructed from the documented formula; the page's Node code itself could not be read here.
'use strict'

const crypto = require('node:crypto')

function generateSignature (publicKey, jsonString, secretKey) {
  const hash = crypto.createHmac('sha512', secretKey).update(publicKey + jsonString + publicKey).digest('hex')
  return Buffer.from(hash).toString('base64')
}

module.exports = { generateSignature }
