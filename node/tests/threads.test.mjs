// Worker threads, many instances, and exits in the middle of work.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { test } from 'node:test'
import { Signer, Verifier } from 'paysig'
import { key } from './support.mjs'

test('worker threads sign and verify side by side', async () => {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { Signer, Verifier, PaysigError } = require('paysig')
    async function main () {
      const keys = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
      const rsa = new Signer('smart-glocal/request', { project: 'p', privateKey: workerData })
      let last
      for (let count = 0; count < 500; count++) {
        const body = Buffer.from('{"count":' + count + '}')
        const headers = new Signer('solidgate/request', keys).sign({ body })
        new Verifier('solidgate/request', keys).verify({ headers, body })
        last = headers.Signature
        try { new Signer('solidgate/request', {}) } catch (error) { if (!(error instanceof PaysigError)) throw error }
      }
      const signed = await Promise.all(Array.from({ length: 20 }, () => rsa.signAsync({ body: Buffer.from('x') })))
      parentPort.postMessage([last, ...new Set(signed.map(headers => headers['X-PARTNER-SIGN']))])
    }
    main()`
  const workers = Array.from({ length: 8 }, () => new Worker(source, { eval: true, workerData: key('rsa2048.pkcs8.pem') }))
  const results = await Promise.all(workers.map(async worker => (await once(worker, 'message'))[0]))
  const keys = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
  const rsa = new Signer('smart-glocal/request', { project: 'p', privateKey: key('rsa2048.pkcs8.pem') })
  const expected = [
    new Signer('solidgate/request', keys).sign({ body: Buffer.from('{"count":499}') }).Signature,
    rsa.sign({ body: Buffer.from('x') })['X-PARTNER-SIGN']
  ]
  for (const result of results) assert.deepEqual(result, expected)
})

test('many instances live side by side, and go', () => {
  const body = Buffer.from('{}')
  const pairs = Array.from({ length: 20_000 }, (_, count) => {
    const keys = { publicKey: `api_pk_${count}`, secretKey: `api_sk_${count}` }
    return [new Signer('solidgate/request', keys), keys]
  })
  for (const [signer, keys] of pairs.filter((_, count) => count % 1000 === 0)) {
    assert.equal(new Verifier('solidgate/request', keys).verify({ headers: signer.sign({ body }), body }).label, 'default')
  }
  const ring = new Verifier('solidgate/request', pairs.slice(0, 1000).map(([, keys], count) => [`shop-${count}`, keys]))
  assert.equal(ring.verify({ headers: pairs[999][0].sign({ body }), body }).label, 'shop-999')
})

for (const [how, status] of [['exit', 7], ['throw', 1], ['terminate', 7]]) {
  test(`the process ends in order while the thread pool works: ${how}`, () => {
    for (let round = 0; round < 5; round++) {
      const child = spawnSync(process.execPath, [fileURLToPath(new URL('children/exit.cjs', import.meta.url)), how], { encoding: 'utf8' })
      assert.deepEqual([child.status, child.signal], [status, null], child.stderr)
    }
  })
}
