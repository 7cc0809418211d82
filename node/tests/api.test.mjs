// What the types of JavaScript allow in and what comes out; the rules themselves are in the vectors.
import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { inspect } from 'node:util'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import * as paysig from 'paysig'
import { Signer, Verifier } from 'paysig'
import { key } from './support.mjs'

const pair = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
const signer = new Signer('solidgate/request', pair)
const verifier = new Verifier('solidgate/request', pair)
const BODY = Buffer.from('{"amount":100}')
const HEADERS = signer.sign({ body: BODY })

test('bodies are taken as bytes in every shape', () => {
  const memory = new ArrayBuffer(32)
  const inside = new Uint8Array(memory, 5, BODY.length)
  inside.set(BODY)
  const shared = new Uint8Array(new SharedArrayBuffer(BODY.length))
  shared.set(BODY)
  const exact = BODY.buffer.slice(BODY.byteOffset, BODY.byteOffset + BODY.length)
  const shapes = [
    BODY, new Uint8Array(BODY), inside, exact, new DataView(memory, 5, BODY.length), new Uint16Array(exact), new Int8Array(exact),
    new Uint8ClampedArray(exact), shared, shared.buffer, Buffer.from(memory, 5, BODY.length)
  ]
  for (const body of shapes) {
    assert.deepEqual(signer.sign({ body }), HEADERS)
    assert.deepEqual(Buffer.from(verifier.verify({ headers: HEADERS, body }).body), BODY)
  }
  assert.equal(verifier.verify({ headers: HEADERS, body: BODY }).body, BODY, 'the very object, not a copy')
  const empty = signer.sign()
  for (const body of [undefined, Buffer.alloc(0), new ArrayBuffer(0), new Uint8Array(memory, 3, 0)]) assert.deepEqual(signer.sign({ body }), empty)
})

test('anything but bytes is a TypeError that says why, and how to get the bytes', async () => {
  const text = BODY.toString()
  for (const body of [text, '', JSON.parse(text), [1, 2], null, 7, true, new String(text), new Blob([text]), new FormData(), new ReadableStream()]) {
    for (const call of [() => signer.sign({ body }), () => signer.stringToSign({ body })]) {
      assert.throws(call, error => error instanceof TypeError && /body must be bytes.*bytes on the wire.*Buffer\.from\(JSON\.stringify/s.test(error.message))
    }
    assert.throws(() => verifier.verify({ headers: HEADERS, body }),
      error => error instanceof TypeError && /body must be bytes.*express\.raw.*arrayBuffer/s.test(error.message))
    await assert.rejects(signer.signAsync({ body }), TypeError)
  }
  const message = assertThrows(() => verifier.verify({ headers: HEADERS, body: { secret: 'hunter2' } })).message
  assert.doesNotMatch(message, /hunter2/)
})

test('a detached body is not an empty one', () => {
  const body = new Uint8Array(8)
  structuredClone(body, { transfer: [body.buffer] })
  assert.throws(() => signer.sign({ body }), /^TypeError: body is detached/)
  assert.throws(() => signer.sign({ body: body.buffer }), TypeError)
})

test('a view beyond the end of its buffer is not an empty body', () => {
  for (const View of [Uint8Array, Uint16Array, DataView]) {
    const buffer = new ArrayBuffer(8, { maxByteLength: 16 })
    const body = new View(buffer, 4, 2)
    assert.ok(signer.sign({ body }))
    buffer.resize(2)
    assert.throws(() => signer.sign({ body }), TypeError)
    assert.throws(() => verifier.verify({ headers: signer.sign({ body: new Uint8Array() }), body }), TypeError)
  }
  assert.ok(signer.sign({ body: new Uint8Array(new ArrayBuffer(8), 8, 0) }))
})

test('only ASCII has cases in the names of headers', () => {
  const credentials = { publicToken: 'token', email: 'a@merchant.example', secretToken: 'secret' }
  const message = { url: 'https://gateway.example/', body: new Uint8Array() }
  const headers = Object.entries(new Signer('aeterna/request', credentials).sign(message))
  const kelvin = headers.map(([name, value]) => [name.replace('Token', 'To\u212aen'), value])
  assert.notDeepEqual(kelvin, headers)
  const verifier = new Verifier('aeterna/request', credentials)
  assert.throws(() => verifier.verify({ ...message, headers: kelvin }), { code: 'missing_header' })
  assert.equal(verifier.verify({ ...message, headers: [...headers, ['X-App-To\u212aen', 'x']] }).label, 'default')
})

test('headers are taken in every shape', () => {
  const lower = Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name.toLowerCase(), value]))
  const shapes = [
    HEADERS, lower, new Headers(HEADERS), new Map(Object.entries(HEADERS)), Object.entries(HEADERS), Object.entries(HEADERS).flat(),
    { ...lower, signature: [lower.signature], cookie: ['a', 'b'], other: undefined },
    Object.assign(Object.create(null), lower)
  ]
  for (const headers of shapes) assert.equal(verifier.verify({ headers, body: BODY }).label, 'default')
  const refused = [
    [{ ...HEADERS, signature: HEADERS.Signature }, 'duplicate_header'],
    [{ ...lower, merchant: [pair.publicKey, pair.publicKey] }, 'duplicate_header'],
    [[...Object.entries(HEADERS).flat(), 'merchant', 'x'], 'duplicate_header'],
    [[...Object.entries(HEADERS).flat(), 'merchant'], 'invalid_headers'],
    [[...Object.entries(HEADERS), ['merchant']], 'invalid_headers'],
    [{}, 'missing_header'], [[], 'missing_header'], [new Map(), 'missing_header'],
    [{ ...lower, signature: [] }, 'missing_header'],
    [{ ...lower, merchant: 'api_pk_\u0131' }, 'unknown_sender']
  ]
  for (const [headers, code] of refused) assert.throws(() => verifier.verify({ headers, body: BODY }), { code })
  const folded = new Headers(HEADERS)
  folded.append('Signature', HEADERS.Signature)
  assert.throws(() => verifier.verify({ headers: folded, body: BODY }), { code: 'duplicate_header' })
  for (const headers of [undefined, null, 'Signature: x', 7, { rawHeaders: [] }, { signature: 7 }, [[1, 'x']], [1, 'x'], { signature: Buffer.from('x') }]) {
    assert.throws(() => verifier.verify({ headers, body: BODY }), TypeError)
  }
})

test('a whole request in place of a message is told from one', () => {
  const request = new IncomingMessage(new Socket())
  for (const call of [() => verifier.verify(request), () => verifier.explain(request), () => signer.sign(request)]) {
    assert.throws(call, { name: 'TypeError', message: /\{ headers: request\.rawHeaders, body \}.*not the request itself/ })
  }
})

test('arguments of the wrong type are TypeErrors', () => {
  const wrong = [
    () => new Signer(), () => new Signer(7, pair), () => new Signer('solidgate/request'), () => new Signer('solidgate/request', null),
    () => new Signer('solidgate/request', 'api_sk_1'), () => new Signer('solidgate/request', { ...pair, secretKey: 7 }),
    () => new Signer('solidgate/request', { ...pair, secretKey: { nested: '' } }), () => new Signer('solidgate/request', pair, 'x'),
    () => new Signer('sumsub/request', { appToken: 'a', secretKey: 's' }, { tolerance: '300' }),
    () => new Signer('sumsub/request', { appToken: 'a', secretKey: 's' }, { freshness: 7 }),
    () => new Verifier('solidgate/request', ['x']), () => new Verifier('solidgate/request', [[7, pair]]),
    () => signer.sign('body'), () => signer.sign(null), () => signer.sign({ method: 7 }), () => signer.sign({ url: {} }),
    () => signer.sign({ now: 'yesterday' }), () => signer.sign({ now: new Date(NaN) }), () => verifier.verify(),
    () => paysig.gatewayUrl('solidgate', 7), () => paysig.PrivateKey.read(7), () => paysig.PrivateKey.generateSync('2048'),
    () => paysig.PublicKey.read(key('rsa2048.spki.pem')).write({ encoding: 'jwk' }), () => paysig.PublicKey.read(key('rsa2048.spki.pem')).matches({}),
    () => new Signer('global-payment/request', { signKey: 'k' }).sign({ method: 'GET', url: '/', unsignedBody: 'yes' }),
    () => new Signer('global-payment/request', { signKey: 'k' }).sign({ method: 'GET', url: '/', unsignedBody: true, body: BODY }),
    () => new Signer('global-payment/request', { signKey: 'k' }).sign({ method: 'GET', url: '/', timestamp: 1712345678901 })
  ]
  for (const call of wrong) {
    const error = assertThrows(call)
    assert.equal(error.name, 'TypeError', `${call}: ${inspect(error)}`)
    assert.ok(error.message.length > 15, error.message)
  }
})

test('a key object is refused with advice', () => {
  for (const privateKey of [createPrivateKey(key('rsa2048.pkcs8.pem')), paysig.PrivateKey.read(key('rsa2048.pkcs8.pem'))]) {
    assert.throws(() => new Signer('smart-glocal/request', { project: 'p', privateKey }), /^TypeError: privateKey must be .*write\(\) or export\(\)/)
  }
})

test('what the core refuses says what it has, in JavaScript\'s own names', () => {
  assert.throws(() => new Signer('solidgate/request', { public_key: 'a', secret_key: 'b' }), { code: 'unknown_credential', message: /publicKey, secretKey$/ })
  assert.throws(() => new Verifier('global-payment/request', { signKey: 'k' }, { 'header.timestamp': 'x' }), { code: 'unknown_option', message: /headerTimestamp/ })
  assert.throws(() => new Signer('smart-glocal/request', { project: 'p', privateKey: key('rsa2048.pkcs8.pem') }).sign({ idempotency_key: 'abcd' }),
    { code: 'unknown_option', message: /does not have per message; it has: submerchant, idempotencyKey$/ })
  assert.throws(() => signer.sign({ bodyy: BODY }), { code: 'unknown_option', message: /it has: none$/ })
  for (const tolerance of [0, -1, 1.5, NaN, Infinity]) {
    assert.throws(() => new Verifier('sumsub/request', { appToken: 'a', secretKey: 's' }, { tolerance }), { code: 'invalid_option' })
  }
  const half = 'api_sk_\ud800'
  assert.throws(() => new Signer('solidgate/request', { ...pair, secretKey: half }), { code: 'invalid_text' })
  assert.throws(() => signer.sign({ url: '/\udc00' }), { code: 'invalid_text' })
  assert.throws(() => new Verifier('solidgate/request', { '\ud800': pair }), { code: 'invalid_label' })
})

test('tolerance and now count milliseconds, or are dates', () => {
  const keys = { appToken: 'a', secretKey: 's' }
  const message = { method: 'GET', url: '/x', timestamp: '1712345678' }
  const headers = new Signer('sumsub/request', keys).sign(message)
  const now = offset => ({ headers, method: 'GET', url: '/x', body: Buffer.alloc(0), now: 1712345678000 + offset })
  const strict = new Verifier('sumsub/request', keys, { tolerance: 1500 })
  for (const offset of [-1500, 0, 1500]) assert.deepEqual(strict.verify(now(offset)).timestamp, new Date(1712345678000))
  assert.throws(() => strict.verify(now(1501)), { name: 'StaleMessage', code: 'stale', message: /1\.501 s old, 1\.5 s allowed/ })
  assert.throws(() => strict.verify(now(-1501)), { name: 'FutureMessage', code: 'future' })
  assert.equal(strict.verify({ ...now(0), now: new Date(1712345678999) }).label, 'default')
  assert.throws(() => strict.verify({ ...now(0), now: undefined }), { code: 'stale' })
  assert.throws(() => strict.verify({ ...now(0), now: new Date(-1) }), { code: 'future' })
  assert.throws(() => strict.verify({ ...now(0), now: Number.MAX_VALUE }), { code: 'stale' })
  assert.equal(new Verifier('sumsub/request', keys, { freshness: 'off' }).verify({ ...now(0), now: 0 }).label, 'default')
  assert.equal(new Signer('sumsub/request', keys).sign({ method: 'GET', url: '/', now: new Date(1712345678999) })['X-App-Access-Ts'], '1712345678')
})

test('labels may be numbers in an object, and keep their order in pairs', () => {
  const other = { publicKey: 'api_pk_1', secretKey: 'api_sk_2' }
  assert.equal(new Verifier('solidgate/request', { 2026: other, 2025: pair }).verify({ headers: HEADERS, body: BODY }).label, '2025')
  assert.equal(new Verifier('solidgate/request', new Map([['b', other], ['a', pair]])).verify({ headers: HEADERS, body: BODY }).label, 'a')
  assert.throws(() => new Verifier('solidgate/request', [['a', pair], ['a', pair]]), { code: 'duplicate_credential' })
  assert.throws(() => new Verifier('solidgate/request', {}), { code: 'missing_credential' })
  assert.throws(() => new Verifier('solidgate/request', []), { code: 'missing_credential' })
})

test('URL objects are taken as their text', () => {
  const signed = new Signer('sumsub/request', { appToken: 'a', secretKey: 's' })
  const message = { method: 'GET', timestamp: '1712345678' }
  assert.deepEqual(signed.sign({ ...message, url: new URL('https://h/a?b=ä') }), signed.sign({ ...message, url: 'https://h/a?b=%C3%A4' }))
  assert.throws(() => signed.sign({ ...message, url: new URL('https://h/a#b') }), { code: 'invalid_url' })
})

test('nothing shows a secret, a body or an expected signature', () => {
  const secret = 'api_sk_do-not-show'
  const made = new Signer('solidgate/request', { ...pair, secretKey: secret })
  const checks = new Verifier('solidgate/request', { ...pair, secretKey: secret })
  const body = Buffer.from('body-do-not-show')
  const expected = made.sign({ body }).Signature
  const verified = checks.verify({ headers: made.sign({ body }), body })
  const wrong = assertThrows(() => checks.verify({ headers: HEADERS, body }))
  const pasted = assertThrows(() => new Signer('solidgate/request', { publicKey: secret, secretKey: secret }))
  const unknown = assertThrows(() => new Signer('solidgate/request', { ...pair, [secret]: secret }))
  const privateKey = paysig.PrivateKey.read(key('rsa2048.pkcs8.pem'))
  for (const thing of [made, checks, verified, wrong, pasted, unknown, privateKey]) {
    for (const shown of [inspect(thing, { depth: 9, showHidden: true }), String(thing), JSON.stringify(thing), thing.message ?? '', thing.stack ?? '']) {
      assert.ok(!/do-not-show|PRIVATE KEY/.test(shown) && !shown.includes(expected), shown)
    }
  }
  assert.match(inspect(verified), /^Verified\(solidgate\/request by default; covers: public_key, body\)$/)
})

test('each gateway has what its merchants need', () => {
  assert.deepEqual(paysig.solidgate.signer(pair).sign({ body: BODY }), HEADERS)
  const hook = { publicKey: 'wh_pk_1', secretKey: 'wh_sk_1' }
  const headers = new Signer('solidgate/webhook', hook).sign({ body: BODY })
  assert.equal(paysig.solidgate.verifier(hook).verify({ headers, body: BODY }).scheme, 'solidgate/webhook')
  assert.equal(paysig.smartGlocal.url('session/create', { environment: 'test', version: '1.0' }), 'https://demo.smart-glocal.com/api/v1/session/create')
  assert.throws(() => paysig.smartGlocal.url('x', { product: 'cards' }), { code: 'unknown_host' })
  assert.throws(() => paysig.smartGlocal.url('x', { environment: 'moon' }), { code: 'unknown_host' })
  assert.equal(paysig.globalPayment.responseVerifier({ signKey: 'k' }).scheme, 'global-payment/response')
  for (const { id } of paysig.gateways().flatMap(gateway => gateway.schemes)) {
    const name = id.split('/')[0].replace(/-(.)/g, (_, letter) => letter.toUpperCase())
    assert.ok(paysig[name], id)
  }
})

test('gateways and schemes describe themselves', () => {
  const described = paysig.scheme('global-payment/request')
  assert.equal(described.freshness.toleranceSeconds, 120)
  assert.match(described.rule, /HMAC-SHA512/)
  assert.ok(Object.isFrozen(described) && Object.isFrozen(described.headers))
  assert.deepEqual(paysig.gateway('global-payment').acknowledgement, { status: 200, contentType: 'application/json', body: '{"retcode":200,"retmsg":"SUCCESS"}' })
  assert.throws(() => paysig.gateway('x'), { code: 'unknown_gateway' })
  assert.throws(() => paysig.scheme('x'), { code: 'unknown_scheme' })
  const renamed = new Signer('global-payment/request', { signKey: 'k' }, { headerTimestamp: 'X-Time', headerSignature: 'X-Sign' })
  assert.deepEqual(renamed.describe().headers.slice(0, 2).map(({ name }) => name), ['X-Time', 'X-Sign'])
  const headers = renamed.sign({ method: 'GET', url: '/' })
  const verifies = new Verifier('global-payment/request', { signKey: 'k' }, { headerTimestamp: 'X-Time', headerSignature: 'X-Sign' })
  assert.equal(verifies.verify({ method: 'GET', url: '/', headers, body: Buffer.alloc(0) }).label, 'default')
})

test('the string to sign is named parts, with secrets hidden', () => {
  const parts = signer.stringToSign({ body: BODY })
  assert.deepEqual(parts.map(({ name, bytes, secret }) => [name, Buffer.from(bytes).toString(), secret]),
    [['public_key', 'api_pk_1', false], ['body', BODY.toString(), false], ['public_key', 'api_pk_1', false]])
  assert.deepEqual(new Signer('smart2pay/request', { siteId: '1', apiKey: 'k' }).stringToSign({ url: 'https://h/' }), [])
})

test('a replay key is made for those who ask, whatever happens to the body afterwards', () => {
  const signed = new Signer('global-payment/webhook', { signKey: 'k' })
  const now = 1767315845000
  for (const memory of [ArrayBuffer, SharedArrayBuffer]) {
    const hooks = new Verifier('global-payment/webhook', { other: { signKey: 'x' }, ours: { signKey: 'k' } })
    const body = new Uint8Array(new memory(BODY.length))
    body.set(BODY)
    const message = { headers: signed.sign({ body, now }), body, now, replayKey: true }
    const [first, copy] = [hooks.verify(message), hooks.verify(message)]
    const later = hooks.verify({ ...message, headers: signed.sign({ body, now: now + 1000 }) })
    body[0] ^= 1
    const changed = hooks.verify({ ...message, headers: signed.sign({ body, now }) })
    body.fill(0)
    assert.equal(copy.replayKey, first.replayKey, 'the same for every copy')
    assert.deepEqual([copy.label, copy.timestamp, copy.covers], ['ours', new Date(now), ['timestamp', 'body']])
    const keys = [first, later, changed].map(({ replayKey }) => replayKey)
    assert.equal(new Set(keys).size, 3)
    for (const key of keys) assert.match(key, /^[0-9a-f]{64}$/)
  }
})

test('a replay key that nobody asked for is an error to read, and to nobody else', () => {
  const message = { headers: HEADERS, body: BODY }
  const [asked, unasked] = [verifier.verify({ ...message, replayKey: true }), verifier.verify(message)]
  const notified = new Verifier('smart2pay/notification', { siteId: '1', apiKey: 'k' })
    .verify({ headers: new Signer('smart2pay/notification', { siteId: '1', apiKey: 'k' }).sign({ url: 'https://h/' }), body: BODY })
  for (const verified of [unasked, notified, verifier.verify({ ...message, replayKey: false }), verifier.verify({ ...message, replayKey: undefined })]) {
    assert.throws(() => verified.replayKey, {
      name: 'InvalidArgument', code: 'invalid_argument',
      message: 'this message was verified without a replay key: pass replayKey: true to verify'
    })
  }
  assert.deepEqual(unasked, asked)
  assert.deepEqual(structuredClone(unasked), structuredClone(asked))
  assert.equal(JSON.stringify(unasked), JSON.stringify(asked))
  assert.equal(inspect(unasked), inspect(asked))
  assert.match(inspect(unasked, { customInspect: false, showHidden: true, getters: true }), /scheme: 'solidgate\/request'/)
  for (const replayKey of [1, 'true', null, {}]) {
    for (const call of [() => verifier.verify({ ...message, replayKey }), () => verifier.explain({ ...message, replayKey })]) {
      assert.throws(call, { name: 'TypeError', message: /^replayKey must be true or false/ })
    }
  }
  // Explaining takes what verifying takes; signing does not.
  assert.ok(verifier.explain({ ...message, replayKey: true }).verifies)
  assert.throws(() => signer.sign({ body: BODY, replayKey: true }), { code: 'unknown_option' })
})

test('a verified message keeps neither its verifier nor its headers', async () => {
  let [checks, headers] = [new Verifier('solidgate/request', pair), { ...HEADERS }]
  const verified = [true, false].map(replayKey => checks.verify({ headers, body: BODY, replayKey }))
  const gone = [new WeakRef(checks), new WeakRef(headers)]
  checks = headers = undefined
  // A weak reference is kept until the turn that read it is over.
  await setImmediate()
  globalThis.gc()
  assert.deepEqual(gone.map(reference => reference.deref()), [undefined, undefined])
  assert.deepEqual(verified.map(({ label, body }) => [label, body]), [['default', BODY], ['default', BODY]])
})

test('what vouches for no body has no replay key', () => {
  const unsigned = new Verifier('smart2pay/notification', { siteId: '1', apiKey: 'k' })
  const proof = new Signer('smart2pay/notification', { siteId: '1', apiKey: 'k' }).sign({ url: 'https://h/' })
  for (let time = 0; time < 2; time++) assert.equal(unsigned.verify({ headers: proof, body: BODY, replayKey: true }).replayKey, null)
  // Some messages of a scheme have one and others have none.
  const keys = { signKey: 'k' }
  const requests = new Verifier('global-payment/request', keys)
  const message = extra => {
    const sent = { method: 'POST', url: '/p', ...extra }
    return { ...sent, headers: new Signer('global-payment/request', keys).sign(sent), replayKey: true }
  }
  for (let time = 0; time < 2; time++) {
    assert.match(requests.verify(message({ body: BODY })).replayKey, /^[0-9a-f]{64}$/)
    assert.equal(requests.verify(message({ unsignedBody: true })).replayKey, null)
  }
})

test('only headers that vouch for something are read', () => {
  const credentials = { signKey: 'k' }
  const headers = new Signer('global-payment/request', credentials).sign({ method: 'GET', url: 'https://h/p', body: BODY, accessToken: 'x' })
  assert.equal(headers.Authorization, 'Bearer x')
  const requests = new Verifier('global-payment/request', credentials)
  const message = others => ({ method: 'GET', url: '/p', body: BODY, headers: { ...headers, ...others } })
  // Of a type that is refused where a header is read.
  assert.throws(() => requests.verify(message({ SIGNATURE: 7 })), TypeError)
  for (const others of [{ Authorization: 7 }, { 'X-REQUEST-ID': Symbol('id') }]) {
    assert.equal(requests.verify(message(others)).label, 'default')
    assert.ok(requests.explain(message(others)).verifies)
  }
  // Explaining looks at all of them.
  const capsule = JSON.parse(requests.explain(message({})).capsule)
  assert.match(JSON.stringify(capsule), /authorization/i)
})

test('what is undefined is not left out where that protects less', () => {
  const privateKey = paysig.PrivateKey.read(key('rsa2048.pkcs8.pem'))
  assert.throws(() => privateKey.write({ passphrase: process.env.PAYSIG_UNSET }),
    { name: 'TypeError', message: 'passphrase is undefined: give it a value, or leave it out to write the key unencrypted' })
  assert.throws(() => privateKey.write({ encoding: 'der', passphrase: null }), TypeError)
  assert.match(privateKey.write({ passphrase: 'x' }), /^-----BEGIN ENCRYPTED PRIVATE KEY/)
  assert.match(privateKey.write({}), /^-----BEGIN PRIVATE KEY/)

  const merchant = new Signer('smart-glocal/request', { project: 'p', privateKey: key('rsa2048.pkcs8.pem') })
  assert.throws(() => merchant.sign({ body: BODY, idempotencyKey: undefined }), { name: 'TypeError', message: /^idempotencyKey is undefined: / })
  assert.ok(!('X-PARTNER-IDEMPOTENCY-KEY' in merchant.sign({ body: BODY, submerchant: undefined })))
  assert.ok(signer.sign({ body: BODY, idempotencyKey: undefined }), 'a scheme without such keys')

  assert.throws(() => paysig.smartGlocal.url('x', { environment: process.env.PAYSIG_UNSET }), { name: 'TypeError', message: /^environment is undefined: .* for live$/ })
  assert.ok(paysig.smartGlocal.url('x', { product: undefined, version: undefined }))
})

test('unknown names of options are not repeated: they may be values in the wrong place', () => {
  const secret = 'api_sk_do-not-show'
  const privateKey = paysig.PrivateKey.read(key('rsa2048.pkcs8.pem'))
  const calls = [
    () => new Signer('solidgate/request', pair, { [secret]: true }), () => signer.sign({ [secret]: 'x' }),
    () => verifier.explain({ headers: HEADERS, body: BODY }, { [secret]: 1 }), () => privateKey.write({ [secret]: 'x' }),
    () => paysig.gatewayUrl('solidgate', 'x', { [secret]: 'x' })
  ]
  for (const call of calls) {
    const error = assertThrows(call)
    assert.equal(error.code, 'unknown_option')
    assert.match(error.message, /^an option was given that .+ does not have.*; it has: /)
    assert.ok(!error.message.includes('do-not-show'), error.message)
  }
})

test('options are the object\'s own, and none is overlooked', () => {
  const privateKey = paysig.PrivateKey.read(key('rsa2048.pkcs8.pem'))
  const options = { passphrase: 'x' }
  for (const inherited of [
    Object.create(options), Object.create(Object.assign(Object.create(null), options)), Object.create(Object.create(null)), new (class { passphrase = 'x' })()
  ]) {
    assert.throws(() => privateKey.write(inherited), { name: 'TypeError', message: /must be an object such as \{ encoding, passphrase \}, not a/ })
    assert.throws(() => new Signer('solidgate/request', pair, inherited), TypeError)
    assert.throws(() => new Signer('solidgate/request', inherited), TypeError)
  }
  const ofAnotherRealm = runInNewContext("({ passphrase: 'x' })")
  for (const own of [options, Object.assign(Object.create(null), options), ofAnotherRealm]) {
    assert.match(privateKey.write(own), /^-----BEGIN ENCRYPTED PRIVATE KEY/)
  }
})

test('an asynchronous signature is that of the moment, whatever happens to the body afterwards', async () => {
  const merchant = new Signer('smart-glocal/request', { project: 'p', privateKey: key('rsa2048.pkcs8.pem') })
  const body = Buffer.from('{"amount":100}')
  const expected = merchant.sign({ body })
  const pending = merchant.signAsync({ body })
  body.fill(0)
  assert.deepEqual(await pending, expected)
  await assert.rejects(merchant.signAsync({ idempotencyKey: 'abc' }), { code: 'invalid_idempotency_key' })
  await assert.rejects(signer.signAsync({ url: '#' }), { code: 'invalid_url' })
})

function assertThrows (call) {
  try {
    call()
  } catch (error) {
    return error
  }
  assert.fail(`nothing was thrown by ${call}`)
}
