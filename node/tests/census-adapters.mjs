// The census: the arguments of what works with other libraries, and what comes over the wire to it.
import axios from 'axios'
import { Readable } from 'node:stream'
import { RejectedError, Signer, Verifier } from 'paysig'
import { signAxios } from 'paysig/axios'
import * as express from 'paysig/express'
import * as fastify from 'paysig/fastify'
import { signedFetch } from 'paysig/fetch'
import * as web from 'paysig/web'
import assert from 'node:assert/strict'
import * as kinds from './census.mjs'
import { argument, CannotBeWritten, PRIVATE_KEY, Refused, SECRET } from './census.mjs'

const URL = 'https://gateway.example/v1/pay?id=7'
const signer = new Signer('global-payment/request', { signKey: SECRET })
const rsa = new Signer('smart-glocal/request', { project: 'merchant', privateKey: PRIVATE_KEY })
const WEBHOOK = 'global-payment/webhook'
const body = Buffer.from('{}')
const headers = new Signer(WEBHOOK, { signKey: SECRET }).sign({ body })
const verifier = new Verifier(WEBHOOK, { signKey: SECRET })

export function rows () {
  return [...clients(), ...webhooks()]
}

function * clients () {
  for (const [name, send, make] of [
    ['fetch.signedFetch', byFetch, options => signedFetch(rsa, options)],
    ['axios.signAxios', byAxios, options => signAxios(axios.create(), rsa, options)]
  ]) {
    const sign = (options, more) => send(signer, { verifier: false, ...options }, more)
    yield argument(name, 'signer', kinds.INSTANCE, bad => send(bad, {}))
    yield argument(name, 'options', kinds.OPTIONS, make)
    yield argument(name, "an option's name", kinds.NAME, bad => make({ [bad]: '1' }))
    yield argument(name, 'accessToken', kinds.TOKEN, bad => sign({ accessToken: bad }))
    yield argument(name, 'what accessToken gives', kinds.TEXT, bad => sign({ accessToken: () => bad }))
    yield argument(name, 'verifier', kinds.INSTANCE, bad => send(rsa, { verifier: bad }))
    // Its method and its URL are the library's own to judge.
    yield argument(name, 'the body (string)', kinds.BODY_TEXT, bad => sign({}, { body: bad }))
    yield argument(name, 'the body (bytes)', kinds.BODY_BYTES, bad => sign({}, { body: bad }))
    yield argument(name, 'paysig', kinds.OPTIONS, bad => sign({}, { paysig: bad }))
    yield argument(name, "an option's name in paysig", kinds.NAME, bad => sign({}, { paysig: { [bad]: '1' } }))
    yield argument(name, 'idempotencyKey', kinds.TEXT, bad => send(rsa, {}, { paysig: { idempotencyKey: bad } }))
    const answered = answer => send(signer, {}, { answer: { headers: [['D-SIGNATURE', 'A'.repeat(86) + '==']], body, ...answer } })
    yield argument(name, "the answer's body", kinds.WIRE, bad => answered({ body: bad }))
    yield argument(name, "the name of an answer's header", kinds.WIRE, bad => answered({ headers: [[latin1(bad), '1']] }))
    yield argument(name, "the value of an answer's header", kinds.WIRE, bad => answered({ headers: [['D-SIGNATURE', latin1(bad)]] }))
  }
  for (const [option, bad] of [['fetch', kinds.FUNCTION], ['retries', kinds.NUMBER], ['retryDelay', kinds.NUMBER]]) {
    yield argument('fetch.signedFetch', option, bad, bad => signedFetch(rsa, { [option]: bad }))
  }
  yield argument('axios.signAxios', 'instance', kinds.INSTANCE, bad => signAxios(bad, rsa))
}

/** What came over the wire, as Node and HTTP libraries write it. */
const latin1 = bytes => bytes.toString('latin1')

function response ({ headers = [], body = Buffer.from('{}') } = {}) {
  try {
    return new Response(body, { headers })
  } catch {
    throw new CannotBeWritten()
  }
}

function wireHeaders (pairs) {
  return Object.assign(pairs, { get: wanted => pairs.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null })
}

async function byFetch (signer, options, { url = URL, method = 'POST', body = '{}', paysig, answer } = {}) {
  const send = signedFetch(signer, { fetch: async () => response(answer), ...options })
  await send(url, { method, body, paysig })
}

async function byAxios (signer, options, { url = URL, method = 'POST', body = '{}', paysig, answer = {} } = {}) {
  const { headers = [], body: data = Buffer.from('{}') } = answer
  const adapter = async config => ({
    data, status: 200, statusText: 'OK', headers: {}, config, request: { res: { rawHeaders: headers.flat() } }
  })
  const instance = axios.create({ adapter })
  signAxios(instance, signer, options)
  await instance.request({ url, method, data: body, paysig })
}

function * webhooks () {
  for (const [name, webhook, post] of [
    ['express.webhook', express.webhook, toExpress],
    ['fastify.webhook', fastify.webhook, toFastify],
    ['web.webhook', web.webhook, toWeb]
  ]) {
    const route = name === 'fastify.webhook' ? { path: '/webhook' } : {}
    const make = options => webhook(verifier, () => {}, { ...route, ...options })
    const send = (options, message) => post(more => make({ ...more, ...options }), message)
    yield argument(name, 'verifier', kinds.INSTANCE, bad => webhook(bad, () => {}, route))
    yield argument(name, 'handler', kinds.FUNCTION, bad => webhook(verifier, bad, route))
    yield argument(name, 'options', kinds.OPTIONS, bad => webhook(verifier, () => {}, bad))
    yield argument(name, "an option's name", kinds.NAME, bad => make({ [bad]: '1' }))
    yield argument(name, 'limit', kinds.NUMBER, bad => send({ limit: bad }))
    yield argument(name, 'onError', kinds.FUNCTION, bad => make({ onError: bad }))
    yield argument(name, 'the body', kinds.WIRE, bad => send({}, { body: bad }))
    yield argument(name, 'the target', kinds.WIRE, bad => send({}, { target: latin1(bad) }))
    yield argument(name, "a header's name", kinds.WIRE, bad => send({}, { headers: [[latin1(bad), '1']] }))
    yield argument(name, "a header's value", kinds.WIRE, bad => send({}, { headers: [...sent.slice(0, 1), [sent[1][0], latin1(bad)]] }))
    // Fastify itself reads it. The longest is of digits.
    if (name === 'fastify.webhook') continue
    yield argument(name, 'Content-Length', kinds.WIRE, bad =>
      send({}, { headers: [...sent, ['content-length', latin1(bad).replaceAll('A', '9')]] }))
  }
  yield argument('fastify.webhook', 'path', kinds.TEXT, bad => fastify.webhook(verifier, () => {}, { path: bad }))
}

const sent = Object.entries(headers)

/** Posts a message to what `make` makes; throws what its listener was told. */
async function posted (make, post, message = {}) {
  const told = []
  const status = await post(make({ onError: error => { told.push(error) } }), { target: '/webhook', headers: sent, body, ...message })
  if (told.length === 0) return assert.equal(status, 200)
  assert.equal(told.length, 1)
  if (status === 413) throw new Refused('413')
  assert.equal(status, told[0] instanceof RejectedError ? 401 : 500)
  throw told[0]
}

function toExpress (make, message) {
  return posted(make, async (handle, { target, headers, body }) => {
    const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
    const request = Object.assign(Readable.from([body], { objectMode: false }), {
      method: 'POST', originalUrl: target, rawHeaders: headers.flat(), headers: named, complete: true
    })
    const response = { headersSent: false, writableEnded: false, setHeader () {}, end () {} }
    await handle(request, response)
    return response.statusCode
  }, message)
}

function toFastify (make, message) {
  return posted(make, async (plugin, { target, headers, body }) => {
    let handle
    await plugin({
      removeAllContentTypeParsers () {}, addContentTypeParser () {}, setErrorHandler () {}, post: (_, handler) => { handle = handler }
    })
    const reply = { type () {}, code (status) { this.status = status; return this }, send () { return this } }
    await handle({ method: 'POST', originalUrl: target, raw: { rawHeaders: headers.flat() }, body }, reply)
    return reply.status
  }, message)
}

function toWeb (make, message) {
  return posted(make, async (handle, { target, headers, body }) => {
    const request = { method: 'POST', url: `https://shop.example${target}`, headers: wireHeaders([...headers]), body: [body] }
    return (await handle(request)).status
  }, message)
}
