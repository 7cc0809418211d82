// Every vector through the public API.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Form, gatewayError, inspectKey, PaysigError, PublicKey, PrivateKey, Signer, Verifier } from 'paysig'
import { bytes, credentials, keyring, lines, message, options, shaped } from './cases.mjs'

const directory = new URL('../../tests/vectors/', import.meta.url)
const index = JSON.parse(readFileSync(new URL('index.json', directory)))

async function sign (spec) {
  const signer = new Signer(spec.scheme, credentials(spec.credentials), options(spec.options))
  const signed = message(spec)
  const headers = signer.sign(signed)
  if (spec.expect.error !== undefined) return
  assert.deepEqual(Object.entries(headers), spec.expect.headers)
  assert.deepEqual(await signer.signAsync(signed), headers)
  const parts = signer.stringToSign(signed)
  const expected = spec.expect.string_to_sign
  assert.deepEqual(Buffer.concat(parts.map(part => part.bytes)), expected === null ? Buffer.alloc(0) : bytes(expected))
}

function verify (spec, shape) {
  const verifier = new Verifier(spec.scheme, keyring(spec.credentials, shape), options(spec.options))
  const received = message(spec)
  const verified = verifier.verify({ ...received, headers: shaped(lines(spec), shape), replayKey: true })
  if (spec.expect.error !== undefined) return
  const { label, timestamp, covers, replayKey, body, unauthenticatedBody } = verified
  assert.deepEqual(
    { label, timestamp_ms: timestamp === null ? null : timestamp.getTime(), covers, replay_key: replayKey },
    spec.expect
  )
  // The same but for the key, where nobody asks for it.
  const unasked = verifier.verify({ ...received, headers: shaped(lines(spec), shape) })
  assert.deepEqual([unasked.label, unasked.timestamp, unasked.covers], [label, timestamp, covers])
  assert.throws(() => unasked.replayKey, { code: 'invalid_argument' })
  const given = received.body ?? Buffer.alloc(0)
  assert.equal(body, covers.includes('body') ? given : null)
  assert.deepEqual(unauthenticatedBody, received.unsignedBody ? new Uint8Array() : given)
}

function inspect ({ key, passphrase, expect }) {
  const material = typeof key === 'string' ? key : bytes(key)
  const report = inspectKey(material, passphrase)
  if (expect.error !== undefined) return
  assert.deepEqual(report, expect)
  const read = expect.kind === 'public' ? PublicKey.read(material) : PrivateKey.read(material, passphrase).publicKey()
  assert.equal(read.fingerprint, expect.fingerprint)
}

function answer ({ gateway, status, body, expect }) {
  const error = gatewayError(gateway, bytes(body), status)
  if (expect === null || error === null) return assert.equal(error, expect)
  if (expect.error !== undefined) return
  const { advice, ...rest } = error
  assert.ok(advice.length > 0)
  // The vectors write members as the core does.
  const { after_seconds: afterSeconds, ...retry } = expect.retry
  assert.deepEqual(rest, { ...expect, retry: afterSeconds === undefined ? retry : { ...retry, afterSeconds } })
}

function form (spec) {
  const fields = new Form(credentials(spec.credentials))[spec.form](bytes(spec.payload), { iv: bytes(spec.iv) })
  if (spec.expect.error === undefined) assert.deepEqual(fields, spec.expect)
}

const OPERATIONS = { sign, verify, key: inspect, gateway_error: answer, form }

async function runAll ({ total, files }) {
  let run = 0
  const failures = []
  for (const { file } of files) {
    for (const spec of JSON.parse(readFileSync(new URL(file, directory))).cases) {
      const operation = OPERATIONS[spec.operation]
      assert.ok(operation, `${spec.id}: no runner for the operation ${spec.operation}`)
      const expected = spec.expect?.error
      let code
      try {
        await operation(spec, run)
      } catch (error) {
        if (error instanceof PaysigError) code = error.code
        else failures.push(`${spec.id}: ${error}`)
      }
      if (code !== expected) failures.push(`${spec.id}: ${code} instead of ${expected}`)
      run++
    }
  }
  assert.equal(failures.length, 0, failures.slice(0, 20).join('\n'))
  assert.equal(run, total)
  return run
}

test('every vector', async () => {
  console.log(`node: ${await runAll(index)} vector cases`)
})

test('every vector about no message: keys, error answers, forms', async () => {
  console.log(`node: ${await runAll(index.more)} vector cases about no message`)
})
