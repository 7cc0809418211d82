// RSA-2048: the key parsed for each call as documented, kept by hand, and in paysig.
'use strict'
const crypto = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { Signer, Verifier } = require('paysig')
const { SIZES, USUAL_HEADERS, lowerCase } = require('./hmac-schemes.cjs')
const results = require('./results.cjs')
const { measure } = require('./rounds.cjs')
const { PUBLIC } = require('./rules.cjs')

const pem = name => fs.readFileSync(path.join(__dirname, '../../tests/vectors/keys', name), 'utf8')
const PRIVATE_PEM = pem('rsa2048.pkcs8.pem')
const PUBLIC_PEM = pem('rsa2048.spki.pem')

function run () {
  for (const scheme of ['smart-glocal/request', 'smart-glocal/webhook']) {
    for (const size of SIZES) runScheme(scheme, Buffer.alloc(size, 'x'))
  }
}

function runScheme (scheme, body) {
  const hasProject = scheme.endsWith('/request')
  const own = hasProject ? { 'X-PARTNER-PROJECT': PUBLIC } : {}
  const project = hasProject ? { project: PUBLIC } : {}
  const signer = new Signer(scheme, { ...project, privateKey: PRIVATE_PEM })
  const kept = crypto.createPrivateKey(PRIVATE_PEM)
  const sign = key => ({ ...own, 'X-PARTNER-SIGN': crypto.sign('sha256', body, key).toString('base64') })
  results.calls(scheme, 'sign', body.length, measure({
    snippet: () => sign(PRIVATE_PEM),
    'by hand': () => sign(kept),
    paysig: () => signer.sign({ body })
  }))

  const headers = { ...USUAL_HEADERS, ...lowerCase(signer.sign({ body })) }
  const verifier = new Verifier(scheme, { ...project, publicKey: PUBLIC_PEM })
  const keptPublic = crypto.createPublicKey(PUBLIC_PEM)
  const accepts = key => (!hasProject || headers['x-partner-project'] === PUBLIC) &&
    crypto.verify('sha256', body, key, Buffer.from(headers['x-partner-sign'], 'base64'))
  const paysig = () => verifier.verify({ headers, body })
  if (!accepts(PUBLIC_PEM) || !accepts(keptPublic) || paysig().label !== 'default') throw new Error(`${scheme}: the ways do not agree`)
  results.calls(scheme, 'verify', body.length, measure({
    snippet: () => accepts(PUBLIC_PEM),
    'by hand': () => accepts(keptPublic),
    paysig
  }))
}

module.exports = { run }
