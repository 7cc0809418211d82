// Signing and verifying with every HMAC and Basic scheme.
'use strict'
const { timingSafeEqual } = require('node:crypto')
const { Signer, Verifier } = require('paysig')
const results = require('./results.cjs')
const { measure } = require('./rounds.cjs')
const { METHOD, PUBLIC, RULES, URL } = require('./rules.cjs')

/** The scheme that is measured over all bodies. */
const FOREMOST = 'solidgate/request'
const ALL_SIZES = [0, 64, 256, 1024, 4096, 16384, 65536, 1 << 20]
const SIZES = [256, 4096]
/** By how many seconds a timestamp may differ from the clock. */
const TOLERANCE = 120

/** What a client sends, and a proxy adds; in the shape in which Node hands them over. */
const USUAL_HEADERS = {
  host: 'shop.example',
  'user-agent': 'gateway/1.0',
  accept: '*/*',
  'accept-encoding': 'gzip',
  'content-type': 'application/json',
  'content-length': '256',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https'
}

function run () {
  for (const rule of RULES) {
    for (const size of rule.scheme === FOREMOST ? ALL_SIZES : SIZES) runRule(rule, Buffer.alloc(size, 'x'))
  }
}

function runRule (rule, body) {
  const signer = new Signer(rule.scheme, rule.credentials)
  const text = body.toString()
  const toSign = {
    snippet: headersOf(rule, timestamp => rule.snippet(timestamp, text)),
    'by hand': headersOf(rule, timestamp => rule.byHand(timestamp, body)),
    paysig: rule.needsUrl ? () => signer.sign({ method: METHOD, url: URL, body }) : () => signer.sign({ body })
  }
  if (!rule.needsUrl) toSign['paysig, method and URL too'] = () => signer.sign({ method: METHOD, url: URL, body })
  results.calls(rule.scheme, 'sign', body.length, measure(toSign))

  const headers = { ...USUAL_HEADERS, ...lowerCase(signer.sign({ method: METHOD, url: URL, body })) }
  const rawHeaders = Object.entries(headers).flat()
  const verifier = new Verifier(rule.scheme, rule.credentials)
  const verify = given => rule.needsUrl
    ? () => verifier.verify({ method: METHOD, url: URL, headers: given, body })
    : () => verifier.verify({ headers: given, body })
  const paysig = verify(headers)
  const toVerify = {
    snippet: accepts(rule, headers, timestamp => rule.snippet(timestamp, body.toString())),
    'by hand': accepts(rule, headers, timestamp => rule.byHand(timestamp, body)),
    paysig,
    'paysig, of rawHeaders': verify(rawHeaders),
    'paysig, with replay key': rule.needsUrl
      ? () => verifier.verify({ method: METHOD, url: URL, headers, body, replayKey: true }).replayKey
      : () => verifier.verify({ headers, body, replayKey: true }).replayKey
  }
  if (!toVerify.snippet() || !toVerify['by hand']() || paysig().label !== 'default') throw new Error(`${rule.scheme}: the ways do not agree`)
  results.calls(rule.scheme, 'verify', body.length, measure(toVerify))
}

function lowerCase (headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** What makes the headers: a function for each kind of scheme, so that none of them asks which it is. */
function headersOf ({ sender, timestamp, perSecond, proof }, sign) {
  if (timestamp !== undefined) {
    return () => {
      const now = String(Math.floor(Date.now() / 1000 * perSecond))
      const made = { [timestamp]: now, [proof]: sign(now) }
      if (sender !== undefined) made[sender] = PUBLIC
      return made
    }
  }
  return sender !== undefined ? () => ({ [sender]: PUBLIC, [proof]: sign('') }) : () => ({ [proof]: sign('') })
}

/** What looks the headers up, and compares. */
function accepts (rule, headers, sign) {
  const [sender, timestamp, proof] = [rule.sender, rule.timestamp, rule.proof].map(name => name?.toLowerCase())
  return () => {
    if (sender !== undefined && headers[sender] !== PUBLIC) return false
    const sent = timestamp === undefined ? '' : headers[timestamp]
    if (timestamp !== undefined && Math.abs(Date.now() / 1000 - Number(sent) / rule.perSecond) > TOLERANCE) return false
    return matches(headers[proof], sign(sent))
  }
}

function matches (given, expected) {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

module.exports = { FOREMOST, SIZES, USUAL_HEADERS, lowerCase, run }
