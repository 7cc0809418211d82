// The table of errors: a class per code, and every code that Node can bring about.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as paysig from 'paysig'
import nativePath from '../scripts/native-path.cjs'

const native = createRequire(import.meta.url)(nativePath)
const { errors } = JSON.parse(native.errorTable())

const RENAMED = { stale: 'StaleMessage', future: 'FutureMessage' }
const KINDS = {
  configuration: paysig.ConfigurationError, input: paysig.InputError, rejected: paysig.RejectedError, internal: paysig.InternalError
}

test('every code has its class', () => {
  for (const { code, number, kind, advice: said } of errors) {
    const advice = said.replaceAll('`public_key`', '`publicKey`').replaceAll('`secret_key`', '`secretKey`')
    const name = RENAMED[code] ?? code.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase())
    assert.ok(paysig[name], `${code} has no class ${name}`)
    const error = new paysig[name]('what happened')
    assert.deepEqual(
      { ...error, name: error.name, number: error.number, kind: error.kind, advice: error.advice, message: error.message },
      { code, name, number, kind, advice, message: 'what happened' }
    )
    assert.ok(error instanceof KINDS[kind] && error instanceof paysig.PaysigError && error instanceof Error)
    assert.equal(String(error), `${name}: what happened`)
    assert.equal(paysig[name].code, code)
  }
  const classes = Object.values(paysig).filter(made => typeof made === 'function' && made.prototype instanceof paysig.PaysigError && made.code)
  assert.equal(classes.length, errors.length)
})

/** Codes that no call in Node can bring about, and why. */
const UNREACHABLE = {
  buffer_too_small: 'only the C library fills buffers of its caller',
  random_unavailable: 'the system always has random bytes',
  fault_detected: 'needs a broken processor',
  invalid_scheme: 'the schemes are those of the core',
  internal: 'tested by provoking a panic, in panic.test.mjs'
}

test('every other code is brought about, by a vector or here', async () => {
  const directory = new URL('../../tests/vectors/', import.meta.url)
  const { files, more } = JSON.parse(readFileSync(new URL('index.json', directory)))
  const cases = [...files, ...more.files].flatMap(({ file }) => JSON.parse(readFileSync(new URL(file, directory))).cases)
  const seen = new Set(cases.map(({ expect }) => expect?.error).filter(Boolean))

  const pair = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
  const verifier = new paysig.Verifier('solidgate/request', pair)
  const here = {
    unknown_gateway: () => paysig.gateway('x'),
    unknown_host: () => paysig.gatewayUrl('solidgate', 'x', { environment: 'x' }),
    invalid_headers: () => verifier.verify({ headers: ['Signature'], body: Buffer.alloc(0) }),
    invalid_text: () => new paysig.Signer('solidgate/request', { ...pair, secretKey: '\ud800' }),
    secret_too_short: () => new paysig.Form(pair),
    invalid_argument: () => paysig.PrivateKey.generateSync(1024)
  }
  for (const [code, call] of Object.entries(here)) {
    assert.throws(call, { code })
    seen.add(code)
  }
  const missing = errors.map(({ code }) => code).filter(code => !seen.has(code) && !(code in UNREACHABLE))
  assert.deepEqual(missing, [])
})
