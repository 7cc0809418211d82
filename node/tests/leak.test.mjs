// Calls after a warm-up leave no memory behind. PAYSIG_LEAK_CALLS says how many; run with --expose-gc.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Form, gatewayError, gatewayUrl, inspectKey, PrivateKey, PublicKey, Signer, Verifier } from 'paysig'
import { key } from './support.mjs'

const CALLS = Number(process.env.PAYSIG_LEAK_CALLS ?? 20_000)
const ALLOWED = 1024 * 1024
/** A million calls take a while. */
const PROGRESS = process.env.PAYSIG_LEAK_CALLS !== undefined

const pair = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
const signer = new Signer('solidgate/request', pair)
const verifier = new Verifier('solidgate/request', { other: { ...pair, secretKey: 'api_sk_2' }, pair })
const merchant = new Signer('smart-glocal/request', { project: 'p', privateKey: key('rsa2048.pkcs8.pem') })
const body = Buffer.alloc(1024, 'a')
/** Large enough that one copy kept in a few calls would show. */
const large = Buffer.alloc(64 * 1024, 'a')
const headers = signer.sign({ body })
const written = Buffer.concat([body, Buffer.from('\n')])
const wrong = { ...headers, Signature: Buffer.from('0'.repeat(128)).toString('base64') }

const pem = key('rsa2048.pkcs8.pem')
const publicPem = key('rsa2048.spki.pem')
const merchantKey = PrivateKey.read(pem)
const form = new Form({ publicKey: 'api_pk_1', secretKey: 'api_sk_0123456789abcdef0123456789abcdef' })
const { paymentIntent } = form.data({ order_id: '1' })
const REFUSAL = Buffer.from('{"error":{"code":"2.01","messages":{"amount":["should be positive"]}}}')

const KINDS = {
  sign: () => signer.sign({ method: 'POST', url: 'https://h/p', body }),
  verify: () => verifier.verify({ headers, body }).body,
  'a replay key': () => verifier.verify({ headers, body, replayKey: true }).replayKey,
  'a refused message': () => refused(() => verifier.verify({ headers: wrong, body })),
  'a refused argument': () => refused(() => signer.sign({ body: 'text' })),
  'the string to sign': () => signer.stringToSign({ body }),
  'a signer, made and dropped': () => new Signer('solidgate/request', pair),
  'a verifier, made and dropped': () => new Verifier('solidgate/request', pair),
  'a form': () => form.data({ order_id: '1', amount: 100 }),
  'an intent, decrypted': () => form.decrypt(paymentIntent),
  'a refused intent': () => refused(() => form.decrypt('x')),
  'a form, made and dropped': () => new Form({ publicKey: 'api_pk_1', secretKey: 'api_sk_0123456789abcdef0123456789abcdef' }),
  'an error answer': () => gatewayError('solidgate', REFUSAL, 400),
  'a URL': () => gatewayUrl('smart-glocal', 'session/create', { environment: 'test', version: '1.0' }),
  'a refused URL': () => refused(() => gatewayUrl('smart-glocal', 'x', { product: 'x' }))
}

/** What takes tenths of a millisecond, or makes key material: a hundredth of the calls. */
const SLOW_KINDS = {
  'a private key, read and dropped': () => PrivateKey.read(pem),
  'a public key, read and dropped': () => PublicKey.read(publicPem),
  'a key that is refused': () => refused(() => PrivateKey.read(publicPem)),
  'a key, written': () => merchantKey.write(),
  'a public key, derived and written': () => merchantKey.publicKey().write({ encoding: 'der' }),
  'an inspected key': () => inspectKey(publicPem),
  'an RSA signature': () => merchant.sign({ body }),
  'an explanation': () => verifier.explain({ headers, body: written }, { others: { staging: { ...pair, secretKey: 'api_sk_3' } } }),
  'a refused explanation': () => refused(() => verifier.explain({ headers, body: 'text' })),
  'a signer with a key, made and dropped': () => new Signer('smart-glocal/request', { project: 'p', privateKey: pem })
}

function refused (call) {
  try {
    call()
  } catch {
    return
  }
  assert.fail('nothing was refused')
}

const ROUNDS = 9
/** So many measurements have to agree, the most of three: chance hides a leak, or looks like one, less often than in one. */
const AGREED = 2

async function settle () {
  for (let round = 0; round < 5; round++) {
    globalThis.gc()
    // Finalizers run between turns of the event loop.
    await setImmediate()
  }
}

/** Bytes in use, without what the engine has set aside for its own heap, which it sizes by how busy it is. */
async function inUse () {
  await settle()
  const { rss, heapTotal, heapUsed } = process.memoryUsage()
  return rss - heapTotal + heapUsed
}

/**
 * Looks after each round. The allocator adds to what is in use by chance, once, and never takes from it: so the least of three looks
 * counts, and what leaks has to show both on the way to the middle and from there to the end.
 */
async function assertNoneLeft (kind, count, round) {
  assert.ok(globalThis.gc, 'run with --expose-gc')
  // As many as are then counted: allocator and engine grow for a while.
  for (let warm = 0; warm < ROUNDS; warm++) {
    await round(count / ROUNDS)
    await settle()
  }
  const growths = []
  const flat = () => growths.filter(growth => growth < ALLOWED).length
  while (flat() < AGREED && growths.length - flat() < AGREED) growths.push(await growthOf(count, round))
  const left = growths.sort((a, b) => a - b)[Math.floor(growths.length / 2)]
  assert.ok(flat() === AGREED, `${count} calls left KiB behind, by most of: ${growths.map(growth => (growth / 1024).toFixed())}`)
  if (PROGRESS) console.log(`${kind}: ${count} calls, ${Math.max(0, left / 1024).toFixed()} KiB left`)
}

async function growthOf (count, round) {
  const looks = []
  for (let done = 0; done < ROUNDS; done++) {
    await round(count / ROUNDS)
    looks.push(await inUse())
  }
  const [start, middle, end] = [0, 3, 6].map(first => Math.min(...looks.slice(first, first + 3)))
  return Math.min(middle - start, end - middle) * ROUNDS / 3
}

const inRow = call => async count => {
  for (let done = 0; done < count; done++) {
    call()
    if (done % 5_000 === 4_999) await settle()
  }
}
const FEW = Math.max(500, CALLS / 100)
/** Each takes a tenth of a second. */
const KEYS_MADE = Math.max(20, CALLS / 5_000)

for (const [kind, call] of Object.entries(KINDS)) {
  test(`no memory is left behind by: ${kind}`, () => assertNoneLeft(kind, CALLS, inRow(call)))
}

for (const [kind, call] of Object.entries(SLOW_KINDS)) {
  test(`no memory is left behind by: ${kind}`, () => assertNoneLeft(kind, FEW, inRow(call)))
}

test('no memory is left behind by: keys, made', () => assertNoneLeft('keys, made', KEYS_MADE, async count => {
  for (let done = 0; done < count; done++) await PrivateKey.generate()
}))

test('no memory is left behind by: asynchronous signatures', () => assertNoneLeft('asynchronous signatures', FEW, async count => {
  for (let done = 0; done < count; done += 50) await Promise.all(Array.from({ length: 50 }, () => merchant.signAsync({ body: large })))
}))

test('no memory is left behind by: asynchronous explanations', () => assertNoneLeft('asynchronous explanations', FEW, async count => {
  for (let done = 0; done < count; done += 50) await Promise.all(Array.from({ length: 50 }, () => verifier.explainAsync({ headers, body: written })))
}))

test('what is left behind is seen', async () => {
  const kept = []
  await assert.rejects(
    assertNoneLeft('buffers that are kept', 20_000, async count => { for (let done = 0; done < count; done++) kept.push(Buffer.alloc(1024, 'a')) }),
    /calls left KiB behind, by most of/
  )
})
