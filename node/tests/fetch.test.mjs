// paysig/fetch over a local server that verifies what it gets, and signs what it answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MissingHeader, Signer, SignatureMismatch, UnknownOption, Verifier } from 'paysig'
import { RedirectedElsewhere, signedFetch } from 'paysig/fetch'
import { header, key, received, serve } from './support.mjs'

const keys = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
const signer = new Signer('solidgate/request', keys)
const gateway = new Verifier('solidgate/request', keys)

/** A gateway that answers with what it verified. */
async function verifyingGateway (context, verifier) {
  const seen = []
  const base = await serve(context, async (request, response) => {
    const message = await received(request)
    seen.push(message)
    try {
      const verified = verifier.verify(message)
      response.end(JSON.stringify({ covers: verified.covers }))
    } catch (error) {
      response.statusCode = 401
      response.end(error.code)
    }
  })
  return { base, seen }
}

test('every kind of body is encoded once, signed and sent', async context => {
  const { base, seen } = await verifyingGateway(context, gateway)
  const fetch = signedFetch(signer)
  const form = new FormData()
  form.set('name', 'Zoë')
  form.set('file', new Blob([Uint8Array.of(0, 255)]), 'scan.bin')
  const bodies = [
    [undefined, Buffer.alloc(0), null],
    ['', Buffer.alloc(0), 'application/json'],
    ['{"ü":"\ud83d\ude00"}', Buffer.from('{"ü":"😀"}'), 'application/json'],
    [Buffer.from([0, 255, 254]), Buffer.from([0, 255, 254]), 'application/json'],
    [new Uint8Array(Buffer.from('--ab--')).subarray(2, 4), Buffer.from('ab'), 'application/json'],
    [Uint8Array.of(1, 2).buffer, Buffer.from([1, 2]), 'application/json'],
    [new URLSearchParams({ a: 'b c' }), Buffer.from('a=b+c'), 'application/x-www-form-urlencoded;charset=UTF-8'],
    [new Blob(['x'], { type: 'text/csv' }), Buffer.from('x'), 'text/csv'],
    [form, null, /^multipart\/form-data; boundary=/],
    [ReadableStream.from([Buffer.from('in '), Buffer.from('pieces')]), Buffer.from('in pieces'), 'application/json']
  ]
  for (const [body, sent, type] of bodies) {
    const response = await fetch(`${base}/api/v1/charge`, { method: 'POST', body })
    assert.deepEqual(await response.json(), { covers: ['public_key', 'body'] })
    const message = seen.pop()
    if (sent !== null) assert.deepEqual(message.body, sent)
    const sentType = header(message.headers, 'content-type') ?? null
    if (type instanceof RegExp) assert.match(sentType, type)
    else assert.equal(sentType, type)
  }
  await fetch(new Request(`${base}/x`, { method: 'PUT', body: 'text', headers: { 'content-type': 'text/plain' } }))
  assert.equal(header(seen.pop().headers, 'content-type'), 'text/plain')
})

test('a body that was not encoded is refused, whatever its shape', async context => {
  const { base, seen } = await verifyingGateway(context, gateway)
  for (const body of [{ amount: 100 }, [1], Object.create(null)]) {
    await assert.rejects(signedFetch(signer)(base, { method: 'POST', body }), /^TypeError: body must be text or bytes, .*JSON\.stringify/)
  }
  assert.equal(seen.length, 0)
})

test('method, URL and access token are signed and sent as they are', async context => {
  const verifier = new Verifier('global-payment/request', { signKey: 'k' })
  const { base, seen } = await verifyingGateway(context, verifier)
  let tokens = 0
  const fetch = signedFetch(new Signer('global-payment/request', { signKey: 'k' }, { allowHttpLoopback: true }), {
    verifier: false,
    accessToken: async () => `token-${++tokens}`
  })
  const response = await fetch(`${base}/v1/ä/pay?q=a%20b+c&empty=#fragment`, { method: 'patch', body: '{}' })
  assert.equal(response.status, 200, await response.text())
  const message = seen.pop()
  assert.equal(message.method, 'PATCH')
  assert.equal(message.url, '/v1/%C3%A4/pay?q=a%20b+c&empty=')
  assert.equal(header(message.headers, 'authorization'), 'Bearer token-1')
  assert.equal((await fetch(base, { paysig: {} })).status, 200)
  assert.equal(header(seen.pop().headers, 'authorization'), 'Bearer token-2')

  assert.throws(() => signedFetch(signer, { accessToken: 'x' }), UnknownOption)
})

test('a retry has a fresh timestamp and the same idempotency key', async context => {
  const merchant = new Signer('smart-glocal/request', { project: 'shop', privateKey: key('rsa2048.pkcs8.pem') })
  const attempts = []
  const base = await serve(context, async (request, response) => {
    attempts.push(await received(request))
    if (attempts.length === 2) return request.socket.destroy()
    response.statusCode = attempts.length < 4 ? 503 : 200
    response.end()
  })
  const fetch = signedFetch(merchant, { retries: 3, retryDelay: 1 })
  const response = await fetch(`${base}/api/v1/session/create`, { method: 'POST', body: '{}', paysig: { idempotencyKey: 'auto', submerchant: '7' } })
  assert.equal(response.status, 200)
  assert.equal(attempts.length, 4)
  const sent = attempts.map(({ headers }) => header(headers, 'x-partner-idempotency-key'))
  assert.match(sent[0], /^[\w-]{36}$/)
  assert.deepEqual(new Set(sent).size, 1)
  assert.equal(header(attempts[0].headers, 'x-partner-submerchant'), '7')
  await fetch(base, { method: 'POST', body: '{}', paysig: { idempotencyKey: 'auto' } })
  assert.notEqual(header(attempts.at(-1).headers, 'x-partner-idempotency-key'), sent[0])
})

test('each attempt is signed anew', async context => {
  const stamps = []
  const base = await serve(context, async (request, response) => {
    stamps.push(header((await received(request)).headers, 'timestamp'))
    response.statusCode = 503
    response.end()
  })
  const fetch = signedFetch(new Signer('global-payment/request', { signKey: 'k' }), { retries: 2, retryDelay: 5, verifier: false })
  assert.equal((await fetch(base)).status, 503)
  assert.equal(new Set(stamps).size, 3)
  for (const paysig of [{ timestamp: '1712345678901' }, { now: 1712345678901 }]) {
    await assert.rejects(fetch(base, { paysig }), { code: 'invalid_option' })
  }
})

test('an unsigned answer of a proxy is retried too, the last one refused', async context => {
  const responses = new Signer('global-payment/response', { signKey: 'k' })
  let count = 0
  const base = await serve(context, async (request, response) => {
    const { method, url } = await received(request)
    count++
    response.statusCode = url === '/down' || count < 3 ? 503 : 200
    const body = Buffer.from('{}')
    if (response.statusCode === 200) for (const [name, value] of Object.entries(responses.sign({ method, url, body }))) response.setHeader(name, value)
    response.end(body)
  })
  const fetch = signedFetch(new Signer('global-payment/request', { signKey: 'k' }), { retries: 2, retryDelay: 1 })
  assert.equal((await fetch(`${base}/pay`)).status, 200)
  assert.equal(count, 3)
  count = 0
  await assert.rejects(fetch(`${base}/down`), MissingHeader)
  assert.equal(count, 3)
  await assert.rejects(fetch(`${base}/down`, { method: 'POST', body: '{}' }), MissingHeader)
  assert.equal(count, 4)
})

test('a POST without an idempotency key is never sent twice', async context => {
  let count = 0
  const base = await serve(context, (_, response) => {
    count++
    response.statusCode = 503
    response.end()
  })
  const fetch = signedFetch(signer, { retries: 5, retryDelay: 1 })
  assert.equal((await fetch(base, { method: 'POST', body: '{}' })).status, 503)
  assert.equal(count, 1)
  await assert.rejects(fetch('http://127.0.0.1:1/', { method: 'POST', body: '{}' }), TypeError)
})

test('an aborted request stops retrying', async context => {
  const base = await serve(context, (_, response) => {
    response.statusCode = 503
    response.end()
  })
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  const fetch = signedFetch(signer, { retries: 100, retryDelay: 10_000 })
  await assert.rejects(fetch(base, { signal: controller.signal }), { name: 'AbortError' })
})

test('a redirect to the same host is signed anew, one to any other is refused', async context => {
  const stranger = []
  const elsewhere = await serve(context, async (request, response) => {
    stranger.push(await received(request))
    response.end()
  })
  const seen = []
  const verifier = new Verifier('global-payment/request', { signKey: 'k' })
  const base = await serve(context, async (request, response) => {
    const message = await received(request)
    seen.push(message)
    const target = {
      '/moved': [307, '/final?x=1#fragment'], '/303': [303, '/final'], '/302': [302, '/final'], '/out': [308, elsewhere], '/round': [302, `${elsewhere}/back`], '/away': [303, `https${base.slice(4)}/`], '/loop': [302, '/loop']
    }[request.url]
    if (target) response.writeHead(target[0], { location: target[1] })
    response.end()
  })
  const fetch = signedFetch(new Signer('global-payment/request', { signKey: 'k' }, { allowHttpLoopback: true }), { verifier: false, accessToken: 'secret-token' })
  const post = path => fetch(base + path, { method: 'POST', body: '{}', headers: { cookie: 'session=1', 'x-kept': '1' } })

  assert.equal((await post('/moved')).url, `${base}/final?x=1`)
  assert.deepEqual(verifier.verify(seen.at(-1)).covers, ['method', 'timestamp', 'path', 'query', 'body'])
  for (const path of ['/302', '/303']) {
    await post(path)
    assert.equal(seen.at(-1).method, 'GET')
    assert.equal(seen.at(-1).body.length, 0)
    verifier.verify(seen.at(-1))
  }

  for (const path of ['/out', '/round', '/away']) {
    const from = base.replace(/[.]/g, '\\.')
    await assert.rejects(post(path), error => error instanceof RedirectedElsewhere && error instanceof TypeError &&
      new RegExp(`redirected elsewhere.*from ${from} to`).test(error.message) && !/secret-token/.test(error.message))
  }
  assert.equal(stranger.length, 0)
  assert.equal((await fetch(`${base}/out`, { method: 'POST', body: '{}', redirect: 'manual' })).status, 308)

  await assert.rejects(post('/loop'), /redirects/)
  assert.equal((await fetch(`${base}/moved`, { redirect: 'manual' })).status, 307)
  await assert.rejects(fetch(`${base}/moved`, { redirect: 'error' }), TypeError)
})

test('signed responses are verified by default', async context => {
  const responses = new Signer('global-payment/response', { signKey: 'k' })
  let mode
  const base = await serve(context, async (request, response) => {
    const { method, url, headers, body } = await received(request)
    assert.equal(header(headers, 'accept-encoding'), 'identity')
    const answer = Buffer.from('{"retcode":200}')
    const asked = { method, url, body: request.url === '/empty' ? undefined : answer }
    const signed = {
      own: () => responses.sign(asked),
      theirs: () => responses.sign({ ...asked, requestTimestamp: header(headers, 'timestamp') }),
      other: () => responses.sign({ ...asked, url: '/other' }),
      twice: () => { const both = responses.sign(asked); return { ...both, 'd-timestamp': both['D-TIMESTAMP'] } },
      none: () => ({})
    }[mode]()
    for (const [name, value] of Object.entries(signed)) response.appendHeader(name, value)
    response.statusCode = request.url === '/empty' ? 204 : request.url === '/failed' ? 402 : 200
    response.end(asked.body)
  })
  const fetch = signedFetch(new Signer('global-payment/request', { signKey: 'k' }))
  for (mode of ['own', 'theirs']) {
    const response = await fetch(`${base}/v1/pay?id=7`, { method: 'POST', body: '{}' })
    assert.deepEqual(await response.json(), { retcode: 200 })
    assert.equal(response.url, `${base}/v1/pay?id=7`)
    assert.equal((await fetch(`${base}/empty`)).status, 204)
    assert.equal((await fetch(`${base}/failed`)).status, 402)
  }
  mode = 'other'
  const mismatch = await fetch(`${base}/v1/pay`).catch(error => error)
  assert.ok(mismatch instanceof SignatureMismatch)
  assert.deepEqual(await mismatch.response.json(), { retcode: 200 })
  mode = 'none'
  await assert.rejects(fetch(`${base}/v1/pay`), MissingHeader)
  mode = 'twice'
  await assert.rejects(fetch(`${base}/v1/pay`), { code: 'duplicate_header' })
  const trusting = signedFetch(new Signer('global-payment/request', { signKey: 'k' }), { verifier: false, fetch: (url, init) => globalThis.fetch(url, { ...init, headers: [...init.headers, ['accept-encoding', 'identity']] }) })
  assert.equal((await trusting(`${base}/v1/pay`)).status, 200)
})

test('a redirect is verified before it is followed', async context => {
  const responses = new Signer('global-payment/response', { signKey: 'k' })
  let asked = 0
  const base = await serve(context, async (request, response) => {
    const { method, url } = await received(request)
    asked++
    const signs = url !== '/unsigned'
    const headers = signs ? responses.sign({ method, url }) : {}
    response.writeHead(url === '/final' ? 200 : 307, { ...headers, ...(url === '/final' ? {} : { location: '/final' }) }).end()
  })
  const fetch = signedFetch(new Signer('global-payment/request', { signKey: 'k' }))
  assert.equal((await fetch(`${base}/signed`)).url, `${base}/final`)
  asked = 0
  await assert.rejects(fetch(`${base}/unsigned`), MissingHeader)
  assert.equal(asked, 1)
})

test('a client refuses what it cannot work with', () => {
  assert.throws(() => signedFetch(new Signer('solidgate/webhook', { publicKey: 'a', secretKey: 'b' })), TypeError)
  assert.throws(() => signedFetch(signer, { retries: -1 }), TypeError)
  for (const retryDelay of [-1, NaN, Infinity, 2 ** 31, '5', null, 5n]) {
    assert.throws(() => signedFetch(signer, { retryDelay }), /^TypeError: retryDelay must be a number of milliseconds/)
  }
  signedFetch(signer, { retryDelay: 0 })
  assert.throws(() => signedFetch(signer, { verifier: gateway }), TypeError)
})
