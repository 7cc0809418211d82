// Calls after a warm-up leave no memory behind. PAYSIG_LEAK_CALLS says how many; run with --expose-gc.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Signer, Verifier } from 'paysig'
import { key } from './support.mjs'

const CALLS = Number(process.env.PAYSIG_LEAK_CALLS ?? 50_000)
const ALLOWED = 1024 * 1024

const pair = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
const signer = new Signer('solidgate/request', pair)
const verifier = new Verifier('solidgate/request', { other: { ...pair, secretKey: 'api_sk_2' }, pair })
const merchant = new Signer('smart-glocal/request', { project: 'p', privateKey: key('rsa2048.pkcs8.pem') })
const body = Buffer.alloc(1024, 'a')
/** Large enough that one copy kept in a few calls would show. */
const large = Buffer.alloc(64 * 1024, 'a')
const headers = signer.sign({ body })
const wrong = { ...headers, Signature: headers.Signature.replace(/^./, 'N') }

const KINDS = {
  sign: () => signer.sign({ method: 'POST', url: 'https://h/p', body }),
  verify: () => verifier.verify({ headers, body }).body,
  'a refused message': () => { try { verifier.verify({ headers: wrong, body }) } catch {} },
  'a refused argument': () => { try { signer.sign({ body: 'text' }) } catch {} },
  'the string to sign': () => signer.stringToSign({ body }),
  'a signer, made and dropped': () => new Signer('solidgate/request', pair),
  'a verifier, made and dropped': () => new Verifier('solidgate/request', pair)
}

const ROUNDS = 10
/** From the first looks to the last ones is this much of the way. */
const SEEN = (ROUNDS - 3) / ROUNDS

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

/** How much is in use after each round; the allocator adds to it by chance and never takes from it, so the least of some looks counts. */
async function assertNoneLeft (count, round) {
  assert.ok(globalThis.gc, 'run with --expose-gc')
  for (let warm = 0; warm < ROUNDS / 2; warm++) await round(count / ROUNDS)
  const looks = []
  for (let done = 0; done < ROUNDS; done++) {
    await round(count / ROUNDS)
    looks.push(await inUse())
  }
  const growth = (Math.min(...looks.slice(-3)) - Math.min(...looks.slice(0, 3))) / SEEN
  assert.ok(growth < ALLOWED, `${count} calls left ${(growth / 1024).toFixed()} KiB behind: ${looks.map(look => (look / 1024).toFixed())}`)
}

for (const [kind, call] of Object.entries(KINDS)) {
  test(`no memory is left behind by: ${kind}`, () => assertNoneLeft(CALLS, async count => {
    for (let done = 0; done < count; done++) {
      call()
      if (done % 10_000 === 9_999) await settle()
    }
  }))
}

test('no memory is left behind by: asynchronous signatures', () => assertNoneLeft(Math.max(500, CALLS / 100), async count => {
  for (let done = 0; done < count; done += 50) await Promise.all(Array.from({ length: 50 }, () => merchant.signAsync({ body: large })))
}))
