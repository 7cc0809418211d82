// RSA keys: ours read by Node's own crypto, and its keys by us.
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { test } from 'node:test'
import { inspectKey, PrivateKey, PublicKey, Signer, Verifier } from 'paysig'
import { key } from './support.mjs'

test('a key made here is read by Node', async () => {
  const made = await PrivateKey.generate(2048)
  assert.equal(made.bits, 2048)
  const body = Buffer.from('{}')
  const webhook = new Signer('smart-glocal/webhook', { privateKey: made.write() }).sign({ body })
  for (const encoding of ['pem', 'der']) {
    const format = { key: Buffer.from(made.publicKey().write({ encoding })), format: encoding, type: 'spki' }
    const publicKey = crypto.createPublicKey(format)
    assert.ok(crypto.verify('sha256', body, publicKey, Buffer.from(webhook['X-PARTNER-SIGN'], 'base64')))
    const written = made.write({ encoding, passphrase: 'opens it' })
    const opened = crypto.createPrivateKey({ key: Buffer.from(written), format: encoding, type: 'pkcs8', passphrase: 'opens it' })
    assert.ok(crypto.createPublicKey(opened).equals(publicKey))
    assert.deepEqual(opened.export({ format: encoding, type: 'pkcs8' }), made.write({ encoding }))
  }
  assert.equal(typeof made.write(), 'string')
  assert.throws(() => made.write({ passphrase: '' }), { code: 'empty_credential' })
})

test('a key made by Node is read here', () => {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
  const body = Buffer.from('{}')
  for (const type of ['pkcs1', 'pkcs8']) {
    for (const format of ['pem', 'der']) {
      const material = privateKey.export({ type, format })
      const headers = new Signer('smart-glocal/request', { project: 'p', privateKey: material }).sign({ body })
      for (const publicType of ['pkcs1', 'spki']) {
        const verifier = new Verifier('smart-glocal/request', { project: 'p', publicKey: publicKey.export({ type: publicType, format }) })
        assert.equal(verifier.verify({ headers, body }).label, 'default')
      }
      assert.ok(PublicKey.read(publicKey.export({ type: 'spki', format })).matches(PrivateKey.read(material)))
    }
  }
  const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' })
  assert.equal(PrivateKey.read(encrypted, Buffer.from('p')).publicKey().fingerprint, inspectKey(encrypted, 'p').fingerprint)
  assert.throws(() => PrivateKey.read(encrypted), { code: 'missing_passphrase' })
  assert.throws(() => PrivateKey.read(encrypted, 'q'), { code: 'wrong_passphrase' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  assert.equal(PublicKey.read(spki).fingerprint, crypto.createHash('sha256').update(spki).digest('hex'))
})

test('material is described, and wrong material named', () => {
  const report = inspectKey(key('rsa2048.certificate.pem'))
  assert.deepEqual([report.kind, report.form, report.encoding, report.bits, report.exponent], ['public', 'certificate', 'pem', 2048, 65537])
  assert.equal(inspectKey(key('rsa2048.pkcs8.der')).encoding, 'der')
  assert.ok(!PublicKey.read(key('other2048.spki.pem')).matches(PrivateKey.read(key('rsa2048.pkcs8.pem'))))
  for (const [call, code] of [
    [() => PrivateKey.read(key('rsa2048.spki.pem')), 'wrong_key_kind'],
    [() => PublicKey.read(key('rsa2048.pkcs8.pem')), 'wrong_key_kind'],
    [() => PublicKey.read(key('ec.spki.pem')), 'wrong_key_kind'],
    [() => PublicKey.read(key('rsa1024.spki.pem')), 'key_too_small'],
    [() => PrivateKey.read(key('rsa2048.pkcs8.pem').subarray(0, 600)), 'malformed_key'],
    [() => PrivateKey.read('private.pem'), 'malformed_key'],
    [() => PrivateKey.read(''), 'malformed_key'],
    [() => inspectKey(key('three-primes.pkcs8.pem')), 'unsupported_key']
  ]) assert.throws(call, { code })
})

test('making a key leaves the event loop free', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  const started = performance.now()
  await PrivateKey.generate(4096)
  const took = performance.now() - started
  clearInterval(timer)
  assert.ok(ticks > 2, `${ticks} ticks in ${took} ms`)
  await assert.rejects(PrivateKey.generate(1024), { code: 'invalid_argument' })
  await assert.rejects(PrivateKey.generate('4096'), TypeError)
})
