// The types of the adapters fit those of the frameworks, from a CommonJS module too.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import express = require('express')
import fastify = require('fastify')
import axios = require('axios')
import { Hono } from 'hono'
import { Signer, Verifier } from 'paysig'
import { signAxios } from 'paysig/axios'
import { webhook as expressWebhook } from 'paysig/express'
import { webhook as fastifyWebhook } from 'paysig/fastify'
import { signedFetch } from 'paysig/fetch'
import { webhook } from 'paysig/web'

const hook = new Verifier('solidgate/webhook', { publicKey: 'a', secretKey: 'b' })
const requests = new Verifier('solidgate/request', { publicKey: 'a', secretKey: 'b' })
const payment = new Signer('global-payment/request', { signKey: 'k' })
const solid = new Signer('solidgate/request', { publicKey: 'a', secretKey: 'b' })

const app = express()
app.post('/hook', expressWebhook(hook, (verified, request, response) => {
  const body: Uint8Array = verified.body
  response.status(request.secure ? 202 : body.length)
}, { onError: (error, request) => console.error(error, request.ip) }))
createServer(expressWebhook(hook, (verified, request: IncomingMessage, response: ServerResponse) => { response.statusCode = 202 }))
// @ts-expect-error a verifier of requests
expressWebhook(requests, () => {})

fastify.fastify().register(fastifyWebhook(hook, async (verified, request, reply) => {
  request.log.info(verified.replayKey)
  await reply.code(202).send()
}, { path: '/hook' }))
// @ts-expect-error a route has a path
fastifyWebhook(hook, () => {}, {})

const handle: (request: Request) => Promise<Response> = webhook(hook, verified => verified.body.length)
new Hono().post('/hook', c => handle(c.req.raw))

const fetch = signedFetch(payment, { accessToken: async () => 'token', retries: 2 })
void fetch('https://h/p', { method: 'POST', body: '{}' })
void signedFetch(new Signer('smart-glocal/request', { project: 'p', privateKey: '' }))('https://h', { paysig: { idempotencyKey: 'auto' } })
// @ts-expect-error the scheme has no access token
signedFetch(solid, { accessToken: 'token' })
// @ts-expect-error the scheme has no idempotency key
void signedFetch(solid)('https://h', { paysig: { idempotencyKey: 'auto' } })
// @ts-expect-error a client takes a fresh time for every attempt
void signedFetch(payment)('https://h', { paysig: { now: 1 } })
// @ts-expect-error signers of webhooks send no requests
signedFetch(new Signer('solidgate/webhook', { publicKey: 'a', secretKey: 'b' }))
// @ts-expect-error responses have their own verifier
signedFetch(payment, { verifier: hook })

const client = axios.create()
const undo: () => void = signAxios(client, payment, { verifier: false, accessToken: 'token' })
void client.post('https://h', {}, { paysig: { idempotencyKey: 'auto' } })
undo()
