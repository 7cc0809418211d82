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

async function settle () {
  for (let round = 0; round < 5; round++) {
    globalThis.gc()
    // Finalizers run between turns of the event loop.
    await setImmediate()
  }
}

/** The least of several looks: the allocator and the collector only ever add to what is in use. */
async function resident () {
  let least = Infinity
  for (let look = 0; look < 3; look++) {
    await settle()
    least = Math.min(least, process.memoryUsage.rss())
  }
  return least
}

async function repeat (call, count) {
  for (let done = 0; done < count; done++) {
    call()
    if (done % 10_000 === 9_999) await settle()
  }
}

for (const [kind, call] of Object.entries(KINDS)) {
  test(`no memory is left behind by: ${kind}`, async () => {
    assert.ok(globalThis.gc, 'run with --expose-gc')
    await repeat(call, CALLS / 2)
    const before = await resident()
    await repeat(call, CALLS)
    const growth = await resident() - before
    assert.ok(growth < ALLOWED, `${CALLS} calls left ${(growth / 1024).toFixed()} KiB behind`)
  })
}

test('no memory is left behind by: asynchronous signatures', async () => {
  const calls = Math.max(500, CALLS / 100)
  const round = () => Promise.all(Array.from({ length: 50 }, () => merchant.signAsync({ body })))
  for (let done = 0; done < calls / 2; done += 50) await round()
  const before = await resident()
  for (let done = 0; done < calls; done += 50) await round()
  const growth = await resident() - before
  assert.ok(growth < ALLOWED, `${calls} calls left ${(growth / 1024).toFixed()} KiB behind`)
})
