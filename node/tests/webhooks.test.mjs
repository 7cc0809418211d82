// The webhook handlers in their real frameworks, over a local server, with whoever signs playing the gateway.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { gateways, Signer, Verifier } from 'paysig'
import * as express_ from 'paysig/express'
import * as fastify_ from 'paysig/fastify'
import * as web from 'paysig/web'
import { key } from './support.mjs'

const LIMIT = 2048

/** Starts an application with one webhook at /hook, and a route at /other that parses JSON as usual. */
const FRAMEWORKS = {
  async express (context, verifier, handler, options) {
    const app = express()
    const router = express.Router()
    router.post('/hook', express_.webhook(verifier, handler, options))
    app.use('/', router)
    app.use(express.json())
    app.post('/other', (request, response) => response.json(request.body))
    app.post('/late', express_.webhook(verifier, handler, options))
    return await listen(context, createServer(app))
  },
  async 'express with express.raw' (context, verifier, handler, options) {
    const app = express()
    app.post('/hook', express.raw({ type: () => true, limit: '5mb' }), express_.webhook(verifier, handler, options))
    app.use(express.json())
    app.post('/other', (request, response) => response.json(request.body))
    return await listen(context, createServer(app))
  },
  async fastify (context, verifier, handler, options) {
    const app = fastify()
    app.register(fastify_.webhook(verifier, handler, { path: '/hook', ...options }))
    app.post('/other', async request => request.body)
    await app.listen({ port: 0, host: '127.0.0.1' })
    context.after(() => app.close())
    return `http://127.0.0.1:${app.server.address().port}`
  },
  async hono (context, verifier, handler, options) {
    const app = new Hono()
    const handle = web.webhook(verifier, handler, options)
    app.post('/hook', c => handle(c.req.raw))
    app.post('/other', async c => c.json(await c.req.json()))
    return await listen(context, createServer(getRequestListener(app.fetch)))
  }
}

async function listen (context, server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${server.address().port}`
}

const pair = { publicKey: 'wh_pk_1', secretKey: 'wh_sk_1' }
const BODY = Buffer.from('{"order" : {"status":"settle_ok"}, "raw": "\\u00e9", "bytes": "\xff\xfe"}', 'latin1')

async function post (url, body, headers = {}) {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

for (const [name, start] of Object.entries(FRAMEWORKS)) {
  test(`${name}: an authentic webhook reaches the handler with its raw body`, async context => {
    const seen = []
    const base = await start(context, new Verifier('solidgate/webhook', { live: pair }), verified => { seen.push(verified) }, {})
    const signer = new Signer('solidgate/webhook', pair)
    for (const body of [BODY, Buffer.alloc(0), Buffer.from([0xff, 0, 0xfe])]) {
      assert.deepEqual(await post(`${base}/hook`, body, signer.sign({ body })), { status: 200, type: null, body: '' })
      const verified = seen.pop()
      assert.equal(verified.label, 'live')
      assert.deepEqual(Buffer.from(verified.body), body)
      assert.match(verified.replayKey, /^[0-9a-f]{64}$/)
    }
    assert.equal((await post(`${base}/hook`, BODY, { ...signer.sign({ body: BODY }), 'content-type': 'text/plain' })).status, 200)
    assert.equal((await post(`${base}/other`, '{"a":1}')).body, '{"a":1}')
  })

  test(`${name}: what does not verify is answered 401 without the reason`, async context => {
    const reasons = []
    const base = await start(context, new Verifier('solidgate/webhook', pair), () => assert.fail(), { onError: error => reasons.push(error.code) })
    const signed = new Signer('solidgate/webhook', pair).sign({ body: BODY })
    const refused = { status: 401, type: null, body: '' }
    assert.deepEqual(await post(`${base}/hook`, Buffer.concat([BODY, Buffer.from(' ')]), signed), refused)
    assert.deepEqual(await post(`${base}/hook`, BODY), refused)
    assert.deepEqual(await post(`${base}/hook`, BODY, { ...signed, Merchant: 'wh_pk_2' }), refused)
    assert.deepEqual(await post(`${base}/hook`, BODY, { ...signed, Signature: 'x' }), refused)
    assert.deepEqual(reasons, ['signature_mismatch', 'missing_header', 'unknown_sender', 'malformed_signature'])
  })

  test(`${name}: too large a body is answered 413, announced or not`, async context => {
    const reasons = []
    const base = await start(context, new Verifier('solidgate/webhook', pair), () => {}, { limit: LIMIT, onError: error => reasons.push(error.name) })
    const signer = new Signer('solidgate/webhook', pair)
    const fits = Buffer.alloc(LIMIT, 'a')
    assert.equal((await post(`${base}/hook`, fits, signer.sign({ body: fits }))).status, 200)
    const large = Buffer.alloc(LIMIT + 1, 'a')
    assert.deepEqual(await post(`${base}/hook`, large, signer.sign({ body: large })), { status: 413, type: null, body: '' })
    assert.equal(await chunked(`${base}/hook`, [fits, Buffer.from('a')], signer.sign({ body: large })), 413)
    assert.deepEqual(reasons, ['BodyTooLarge', 'BodyTooLarge'])
    // The server goes on.
    assert.equal((await post(`${base}/hook`, fits, signer.sign({ body: fits }))).status, 200)
  })

  test(`${name}: the limit is 1 MiB by default`, async context => {
    const base = await start(context, new Verifier('solidgate/webhook', pair), () => {}, {})
    const signer = new Signer('solidgate/webhook', pair)
    for (const [length, status] of [[2 ** 20, 200], [2 ** 20 + 1, 413]]) {
      const body = Buffer.alloc(length, 'a')
      assert.equal((await post(`${base}/hook`, body, signer.sign({ body }))).status, status)
    }
  })

  test(`${name}: mistakes of our own are answered 500 without the reason`, async context => {
    const errors = []
    const options = { onError: error => errors.push(error.message) }
    const verifier = new Verifier('solidgate/webhook', pair)
    const base = await start(context, verifier, async () => { throw new Error('database is down') }, options)
    const signed = new Signer('solidgate/webhook', pair).sign({ body: BODY })
    assert.deepEqual(await post(`${base}/hook`, BODY, signed), { status: 500, type: null, body: '' })
    assert.deepEqual(errors, ['database is down'])
  })

  test(`${name}: a rejection inside the handler is no fault of the sender's`, async context => {
    const verifier = new Verifier('solidgate/webhook', pair)
    const base = await start(context, verifier, () => verifier.verify({ headers: [], body: BODY }), { onError: () => {} })
    assert.equal((await post(`${base}/hook`, BODY, new Signer('solidgate/webhook', pair).sign({ body: BODY }))).status, 500)
  })

  test(`${name}: a repeated header is refused, also where Node keeps only the first`, async context => {
    const site = { siteId: '1', apiKey: 'k' }
    const reasons = []
    const base = await start(context, new Verifier('smart2pay/notification', site), () => {}, { onError: error => reasons.push(error.code) })
    const { Authorization } = new Signer('smart2pay/notification', site).sign({ url: 'https://shop.example/hook' })
    assert.equal(await raw(`${base}/hook`, ['Authorization', Authorization]), 204)
    const both = await raw(`${base}/hook`, ['Authorization', Authorization, 'Authorization', 'Basic eDp5'])
    assert.deepEqual([both, reasons], [401, ['duplicate_header']])
  })

  test(`${name}: every gateway is acknowledged as it expects`, async context => {
    const credentials = {
      'aeterna/webhook': { secretToken: 's' },
      'global-payment/webhook': { signKey: 's' },
      'smart-glocal/webhook': { publicKey: key('rsa2048.spki.pem'), privateKey: key('rsa2048.pkcs8.pem') },
      'smart2pay/notification': { siteId: '1', apiKey: 'k' },
      'solidgate/webhook': pair,
      'solidgate-v2/webhook': { endpointSecret: 's' }
    }
    for (const { acknowledgement, schemes } of gateways()) {
      for (const { id, kind } of schemes) {
        if (kind !== 'webhook') continue
        const keys = []
        const base = await start(context, new Verifier(id, credentials[id]), verified => { keys.push(verified.replayKey) }, {})
        const headers = new Signer(id, credentials[id]).sign({ method: 'POST', url: 'https://shop.example/hook', body: BODY })
        const answered = await post(`${base}/hook`, BODY, headers)
        assert.equal(answered.status, acknowledgement.status, id)
        assert.equal(answered.body, acknowledgement.body, id)
        assert.equal(answered.type?.split(';')[0] ?? null, acknowledgement.contentType, id)
        // Where the body is not signed, nothing tells a copy from news.
        assert.match(String(keys), id === 'smart2pay/notification' ? /^$/ : /^[0-9a-f]{64}$/, id)
        assert.equal(keys.length, 1)
      }
    }
  })
}

test('a handler that answers itself is left alone', async context => {
  const verifier = new Verifier('solidgate/webhook', pair)
  const signed = new Signer('solidgate/webhook', pair).sign({ body: BODY })
  const handlers = {
    express: (verified, request, response) => response.status(202).send('later'),
    fastify: (verified, request, reply) => reply.code(202).send('later'),
    hono: () => new Response('later', { status: 202 })
  }
  for (const [name, handler] of Object.entries(handlers)) {
    const base = await FRAMEWORKS[name](context, verifier, handler, {})
    const { status, body } = await post(`${base}/hook`, BODY, signed)
    assert.deepEqual([name, status, body], [name, 202, 'later'])
  }
})

test('a body that was parsed before is a mistake of our own, with advice', async context => {
  const errors = []
  const options = { onError: error => errors.push(error) }
  const base = await FRAMEWORKS.express(context, new Verifier('solidgate/webhook', pair), () => {}, options)
  const signed = new Signer('solidgate/webhook', pair).sign({ body: BODY })
  assert.equal((await post(`${base}/late`, '{"a":1}', signed)).status, 500)
  assert.ok(errors[0] instanceof express_.RawBodyMissing)
  assert.match(errors[0].message, /express\.json\(\)/)

  const request = new Request('http://localhost/hook', { method: 'POST', body: BODY, headers: signed })
  await request.text()
  assert.equal((await web.webhook(new Verifier('solidgate/webhook', pair), () => {}, options)(request)).status, 500)
  assert.ok(errors[1] instanceof web.RawBodyMissing)
})

test('a sender that goes away is no mistake of ours', async context => {
  const logged = context.mock.method(console, 'error', () => {})
  let told
  const reason = new Promise(resolve => { told = resolve })
  const handler = express_.webhook(new Verifier('solidgate/webhook', pair), () => {}, { onError: told })
  const base = await listen(context, createServer(handler))
  const request = httpRequest(base, { method: 'POST', headers: { 'content-length': '100' } })
  request.on('error', () => {})
  request.write('half')
  setTimeout(() => request.destroy(), 20)
  assert.ok(await reason instanceof express_.BodyCutShort)
  assert.equal(logged.mock.callCount(), 0)
})

test('a sender that was gone before the handler ran is no mistake of ours', { timeout: 10_000 }, async context => {
  let told
  const reason = new Promise(resolve => { told = resolve })
  const handler = express_.webhook(new Verifier('solidgate/webhook', pair), () => {}, { onError: told })
  const base = await listen(context, createServer((request, response) => {
    request.on('error', () => {})
    request.once('close', () => handler(request, response))
  }))
  const request = httpRequest(base, { method: 'POST', headers: { 'content-length': '100' } })
  request.on('error', () => {})
  request.write('half')
  setTimeout(() => request.destroy(), 20)
  assert.ok(await reason instanceof express_.BodyCutShort)
})

test('a handler that fails in the middle of its own answer leaves nobody waiting', { timeout: 10_000 }, async context => {
  const handler = (verified, request, response) => {
    response.write('half')
    throw new Error('ours')
  }
  const base = await FRAMEWORKS.express(context, new Verifier('solidgate/webhook', pair), handler, { onError: () => {} })
  await assert.rejects(post(`${base}/hook`, BODY, new Signer('solidgate/webhook', pair).sign({ body: BODY })))
})

test('a listener that fails changes no answer, and is logged', async context => {
  const logged = context.mock.method(console, 'error', () => {})
  const signed = new Signer('solidgate/webhook', pair).sign({ body: BODY })
  const verifier = new Verifier('solidgate/webhook', pair)
  for (const onError of [() => { throw new Error('listener') }, async () => { throw new Error('listener') }]) {
    const handle = web.webhook(verifier, () => { throw new Error('ours') }, { onError })
    for (const [headers, status] of [[{}, 401], [signed, 500]]) {
      logged.mock.resetCalls()
      assert.equal((await handle(new Request('http://localhost/hook', { method: 'POST', body: BODY, headers }))).status, status)
      await setImmediate()
      assert.deepEqual(logged.mock.calls.map(call => call.arguments[0].message), ['listener'])
    }
  }
})

test('a stream that breaks is the sender\'s fault, one that gives no bytes is ours', async () => {
  const errors = []
  const handle = web.webhook(new Verifier('solidgate/webhook', pair), () => assert.fail(), { limit: 8, onError: error => errors.push(error) })
  const post = body => handle(new Request('http://localhost/hook', { method: 'POST', body, duplex: 'half' }))
  const broken = new ReadableStream({ pull: controller => controller.error(new Error('aborted')) })
  assert.equal((await post(broken)).status, 400)
  assert.ok(errors.pop() instanceof web.BodyCutShort)
  assert.equal((await post(ReadableStream.from(['longer than the limit']))).status, 500)
  assert.ok(errors.pop() instanceof TypeError)
  assert.equal((await post(ReadableStream.from([BODY]))).status, 413)
  const locked = new Request('http://localhost/hook', { method: 'POST', body: BODY })
  locked.body.getReader()
  assert.equal((await handle(locked)).status, 500)
  assert.ok(errors.pop() instanceof web.RawBodyMissing)
})

test('an error of ours is logged where nobody listens, a refusal is not', async context => {
  const logged = context.mock.method(console, 'error', () => {})
  const handle = web.webhook(new Verifier('solidgate/webhook', pair), () => { throw new Error('ours') })
  const signed = new Signer('solidgate/webhook', pair).sign({ body: BODY })
  const post = headers => handle(new Request('http://localhost/hook', { method: 'POST', body: BODY, headers }))
  assert.equal((await post({})).status, 401)
  assert.equal(logged.mock.callCount(), 0)
  assert.equal((await post(signed)).status, 500)
  assert.equal(logged.mock.calls[0].arguments[0].message, 'ours')
})

test('only verifiers of webhooks are taken', () => {
  for (const { webhook } of [express_, fastify_, web]) {
    const route = webhook === fastify_.webhook ? { path: '/' } : {}
    assert.throws(() => webhook(new Verifier('solidgate/request', { publicKey: 'a', secretKey: 'b' }), () => {}, route), TypeError)
    assert.throws(() => webhook(new Verifier('solidgate/webhook', pair), () => {}, { ...route, limit: 0 }), TypeError)
  }
})

/** Without a content length, so that the size shows only while reading. */
function chunked (url, chunks, headers) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
    for (const chunk of chunks) request.write(chunk)
    request.end()
  })
}

/** With header lines exactly as given. */
function raw (url, lines) {
  return new Promise((resolve, reject) => {
    const headers = ['Host', new URL(url).host, 'Content-Length', '2', 'Content-Type', 'application/json', ...lines]
    const request = httpRequest(url, { method: 'POST', headers, setDefaultHeaders: false }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
    request.end('{}')
  })
}
