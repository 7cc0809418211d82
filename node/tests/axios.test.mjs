// paysig/axios over a local server that verifies what it gets, and signs what it answers.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import axios from 'axios'
import axiosRetry from 'axios-retry'
import { MissingHeader, SignatureMismatch, Signer, Verifier } from 'paysig'
import { RedirectedElsewhere, signAxios } from 'paysig/axios'
import { header, key, received, serve } from './support.mjs'

const keys = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
const signer = new Signer('solidgate/request', keys)

async function recorder (context, answer = () => {}) {
  const seen = []
  const base = await serve(context, async (request, response) => {
    seen.push(await received(request))
    await answer(request, response, seen.at(-1))
    response.end()
  })
  return { base, seen }
}

test('every kind of data is encoded once, signed and sent', async context => {
  const gateway = new Verifier('solidgate/request', keys)
  const { base, seen } = await recorder(context, (request, response, message) => {
    gateway.verify(message)
  })
  const instance = axios.create({ baseURL: `${base}/api/v1/` })
  signAxios(instance, signer)
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.of(0, 255)]), 'scan.bin')
  const bodies = [
    [{ amount: 100, name: 'Zoë' }, '{"amount":100,"name":"Zoë"}', 'application/json'],
    ['{"a" : 1}', '{"a" : 1}', 'application/json'],
    [undefined, '', 'application/json'],
    [Buffer.from('{}'), '{}', 'application/json'],
    [new Uint8Array(Buffer.from('--{}--')).subarray(2, 4), '{}', 'application/json'],
    [new URLSearchParams({ a: 'b c' }), 'a=b+c', 'application/x-www-form-urlencoded;charset=utf-8'],
    [form, null, /^multipart\/form-data; boundary=/]
  ]
  for (const [data, sent, type] of bodies) {
    const response = await instance.post('charge', data)
    assert.equal(response.status, 200)
    const message = seen.pop()
    if (sent !== null) assert.equal(message.body.toString(), sent)
    const sentType = header(message.headers, 'content-type')
    if (type instanceof RegExp) assert.match(sentType, type)
    else assert.equal(sentType, type)
    gateway.verify(message)
  }
  await assert.rejects(instance.post('charge', Readable.from(['x'])), /^TypeError: data must be text, bytes, .* not a Readable/)
  await assert.rejects(instance.post('charge', {}, { auth: { username: 'a', password: 'b' } }), TypeError)
})

test('the caller\'s bytes and headers stay the caller\'s', async context => {
  const gateway = new Verifier('global-payment/request', { signKey: 'k' })
  const { base, seen } = await recorder(context)
  for (const library of [axios, createRequire(import.meta.url)('axios')]) {
    const instance = library.create()
    const data = Buffer.from('{"amount":1}')
    signAxios(instance, new Signer('global-payment/request', { signKey: 'k' }, { allowHttpLoopback: true }), {
      verifier: false,
      accessToken: async () => {
        data.fill('x')
        return 'secret-token'
      }
    })
    const { config } = await instance.post(base, data)
    const message = seen.pop()
    assert.equal(message.body.toString(), '{"amount":1}')
    gateway.verify(message)
    assert.equal(config.headers.get('signature'), undefined)
    assert.equal(config.headers.get('authorization'), undefined)
  }
})

test('transformations and later interceptors come before the signature', async context => {
  const gateway = new Verifier('solidgate/request', keys)
  const { base, seen } = await recorder(context)
  const instance = axios.create({ baseURL: base })
  instance.interceptors.request.use(config => ({ ...config, data: { ...config.data, early: true } }))
  const eject = signAxios(instance, signer)
  instance.interceptors.request.use(config => ({ ...config, data: { ...config.data, late: true } }))
  await instance.post('/x', {}, { transformRequest: data => JSON.stringify(data, null, 2) })
  const message = seen.pop()
  assert.deepEqual(JSON.parse(message.body), { early: true, late: true })
  gateway.verify(message)
  eject()
  await instance.post('/x', {})
  assert.equal(header(seen.pop().headers, 'signature'), undefined)
})

test('the URL is signed as it goes out', async context => {
  const verifier = new Verifier('sumsub/request', { appToken: 't', secretKey: 's' })
  const { base, seen } = await recorder(context)
  const instance = axios.create({ baseURL: `${base}/v1`, params: { always: '1' } })
  signAxios(instance, new Signer('sumsub/request', { appToken: 't', secretKey: 's' }))
  for (const [path, config, sent] of [
    ['/a', {}, '/v1/a?always=1'],
    ['a/ä?x=%20#fragment', { params: { q: 'a b&c', list: [1, 2] } }, '/v1/a/%C3%A4?x=%20&always=1&q=a+b%26c&list%5B%5D=1&list%5B%5D=2'],
    [`${base}/absolute?`, { params: null }, '/absolute']
  ]) {
    const response = await instance.get(path, config)
    const message = seen.pop()
    verifier.verify(message)
    if (config.params !== null) assert.equal(message.url, sent)
    assert.equal(response.config.url, path)
  }
})

test('expected headers are set when absent', async context => {
  const { base, seen } = await recorder(context)
  const instance = axios.create()
  const aeterna = new Signer('aeterna/request', { publicToken: 'p', email: 'm@example.org', secretToken: 's' }, { allowHttpLoopback: true })
  signAxios(instance, aeterna)
  await instance.post(base, {})
  assert.equal(header(seen.at(-1).headers, 'accept'), 'application/json, text/plain')
  await instance.post(base, 'x', { headers: { Accept: 'text/csv', 'Content-Type': 'text/plain' } })
  assert.equal(header(seen.at(-1).headers, 'accept'), 'text/csv')
  assert.equal(header(seen.at(-1).headers, 'content-type'), 'text/plain')
  await assert.rejects(instance.get(base), { code: 'wrong_method' })
})

test('a retry has a fresh timestamp, the token of the moment, and the same idempotency key', async context => {
  const { base, seen } = await recorder(context, async (request, response) => {
    await new Promise(resolve => setTimeout(resolve, 3))
    response.statusCode = 503
  })
  const instance = axios.create({ baseURL: base, params: { id: '7' } })
  let tokens = 0
  signAxios(instance, new Signer('global-payment/request', { signKey: 'k' }, { allowHttpLoopback: true }), {
    verifier: false, accessToken: () => `token-${++tokens}`
  })
  axiosRetry(instance, { retries: 2, retryDelay: () => 1, retryCondition: () => true })
  const error = await instance.post('/pay', { amount: 1 }).catch(error => error)
  assert.equal(error.response.status, 503)
  const verifier = new Verifier('global-payment/request', { signKey: 'k' })
  for (const message of seen) verifier.verify(message)
  assert.deepEqual(seen.map(({ url }) => url), Array(3).fill('/pay?id=7'))
  assert.deepEqual(seen.map(({ body }) => body.toString()), Array(3).fill('{"amount":1}'))
  assert.equal(new Set(seen.map(({ headers }) => header(headers, 'timestamp'))).size, 3)
  assert.deepEqual(seen.map(({ headers }) => header(headers, 'authorization')), ['Bearer token-1', 'Bearer token-2', 'Bearer token-3'])

  seen.length = 0
  const shop = axios.create({ baseURL: base })
  signAxios(shop, new Signer('smart-glocal/request', { project: 'shop', privateKey: key('rsa2048.pkcs8.pem') }))
  axiosRetry(shop, { retries: 2, retryDelay: () => 1, retryCondition: () => true })
  await assert.rejects(shop.post('/pay', { amount: 1 }, { paysig: { idempotencyKey: 'auto' } }))
  const sent = seen.map(({ headers }) => header(headers, 'x-partner-idempotency-key'))
  assert.match(sent[0], /^[\w-]{36}$/)
  assert.deepEqual(sent, Array(3).fill(sent[0]))
})

test('a redirect to the same host is signed anew, one to any other is refused', async context => {
  const stranger = await recorder(context)
  const { base, seen } = await recorder(context, (request, response) => {
    const target = {
      '/moved': [307, '/final?x=1'], '/302': [302, '/final'], '/out': [308, stranger.base], '/round': [302, `${stranger.base}/back`]
    }[request.url]
    if (target) response.writeHead(target[0], { location: target[1] })
  })
  const verifier = new Verifier('global-payment/request', { signKey: 'k' })
  const instance = axios.create({ baseURL: base })
  signAxios(instance, new Signer('global-payment/request', { signKey: 'k' }, { allowHttpLoopback: true }), { verifier: false, accessToken: 'secret-token' })
  let hooked = 0
  await instance.post('/moved', { a: 1 }, { beforeRedirect: () => hooked++ })
  assert.equal(hooked, 1)
  assert.equal(seen.at(-1).body.toString(), '{"a":1}')
  assert.equal(header(seen.at(-1).headers, 'authorization'), 'Bearer secret-token')
  assert.deepEqual(verifier.verify(seen.at(-1)).covers, ['method', 'timestamp', 'path', 'query', 'body'])
  await instance.post('/302', { a: 1 })
  assert.equal(seen.at(-1).method, 'GET')
  verifier.verify(seen.at(-1))

  for (const path of ['/out', '/round']) {
    await assert.rejects(instance.post(path, { a: 1 }), error => error instanceof RedirectedElsewhere && error instanceof TypeError && /from http.* to http/.test(error.message))
  }
  assert.equal(stranger.seen.length, 0)
  const returned = await instance.post('/out', { a: 1 }, { maxRedirects: 0 }).catch(error => error)
  assert.equal(returned.response?.status, 308)

  // The adapter over fetch cannot change headers on the way, so it does not follow.
  const error = await instance.post('/out', { a: 1 }, { adapter: 'fetch' }).catch(error => error)
  assert.equal(error.response?.status, 308)
  assert.equal(stranger.seen.length, 0)
})

test('signed responses are verified by default, and then read as axios would', async context => {
  const responses = new Signer('global-payment/response', { signKey: 'k' })
  let path = url => url
  const { base } = await recorder(context, (request, response, { method, url, headers, body }) => {
    const answer = Buffer.from('\uFEFF{"retcode":"200"}')
    for (const [name, value] of Object.entries(responses.sign({ method, url: path(url), body: answer }))) response.setHeader(name, value)
    if (url.includes('failed')) response.statusCode = 402
    response.write(answer)
  })
  const instance = axios.create({ baseURL: base })
  signAxios(instance, new Signer('global-payment/request', { signKey: 'k' }))
  for (const adapter of ['http', 'fetch']) {
    assert.deepEqual((await instance.post('/v1/pay?id=7', {}, { adapter })).data, { retcode: '200' })
    assert.equal((await instance.post('/v1/pay', {}, { adapter, responseType: 'arraybuffer' })).data.length, 20)
    assert.equal((await instance.post('/v1/pay', {}, { adapter, responseType: 'text' })).data, '{"retcode":"200"}')
    const { data } = await instance.post('/v1/pay', {}, { adapter, responseType: 'stream' })
    assert.equal(Buffer.concat(await data.toArray()).length, 20)
    const failed = await instance.get('/failed', { adapter }).catch(error => error)
    assert.deepEqual([failed.response.status, failed.response.data], [402, { retcode: '200' }])
  }
  const redirecting = await recorder(context, (request, response, { method, url }) => {
    response.writeHead(307, { ...(url === '/signed' ? responses.sign({ method, url }) : {}), location: '/final' })
  })
  const returned = await instance.get(`${redirecting.base}/signed`).catch(error => error)
  assert.equal(returned.response?.status, 307)
  await assert.rejects(instance.get(`${redirecting.base}/unsigned`), MissingHeader)
  assert.deepEqual(redirecting.seen.map(({ url }) => url), ['/signed', '/unsigned'])
  path = url => `${url}?`.replace('/v1', '/v2')
  const mismatch = await instance.get('/v1/failed').catch(error => error)
  assert.ok(mismatch instanceof SignatureMismatch)
  assert.equal(mismatch.response.status, 402)

  const silent = await recorder(context)
  await assert.rejects(instance.get(silent.base), MissingHeader)
  const trusting = axios.create()
  signAxios(trusting, new Signer('global-payment/request', { signKey: 'k' }), { verifier: false })
  assert.equal((await trusting.get(silent.base)).status, 200)
})
