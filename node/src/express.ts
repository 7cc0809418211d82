import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express'
import type { WebhookScheme } from './generated/schemes.js'
import type { Verified, Verifier } from './verifier.js'
import type { Received, WebhookOptions } from './webhooks/webhook.js'
import { asView } from './bytes.js'
import { readMembers } from './options.js'
import { BodyCutShort, BodyTooLarge, RawBodyMissing, Receiver } from './webhooks/webhook.js'

export { BodyCutShort, BodyTooLarge, RawBodyMissing } from './webhooks/webhook.js'
export type { WebhookOptions } from './webhooks/webhook.js'

/**
 * An Express handler (of any server whose requests are Node's) that reads the raw body, verifies it, and calls `handler`.
 *
 * When `handler` is done, the webhook is acknowledged as the gateway expects, unless the handler answered itself. Refusals have no body:
 * 401 for what does not verify, 413 for too large a body, 500 for mistakes of our own and whatever `handler` throws.
 *
 * Mount it before `express.json()`, or on a path that no body parser reads; a body that `express.raw()` read is taken as well.
 */
export function webhook<
  S extends WebhookScheme,
  Req extends IncomingMessage = ExpressRequest,
  Res extends ServerResponse = ExpressResponse
> (
  verifier: Verifier<S>,
  handler: (verified: Verified<S>, request: Req, response: Res) => unknown,
  options?: WebhookOptions<Req>
): (request: Req, response: Res) => Promise<void> {
  const receiver = new Receiver<S, Req>(verifier, handler, readMembers('webhook', options, ['limit', 'onError']))
  return async (request, response) => {
    const read = async (): Promise<Received> => ({
      method: request.method ?? '',
      url: (request as { originalUrl?: string }).originalUrl ?? request.url ?? '',
      headers: request.rawHeaders,
      body: await rawBody(request, receiver.limit)
    })
    const { answer } = await receiver.receive(request, read, verified => handler(verified, request, response))
    if (response.headersSent || response.writableEnded) {
      // A handler that failed in the middle of its own answer will not end it.
      if (answer.status >= 400 && !response.writableEnded) response.destroy()
      return
    }
    response.statusCode = answer.status
    if (answer.contentType !== null) response.setHeader('Content-Type', answer.contentType)
    // Whoever still sends would be read as the next request.
    if (!request.complete) response.setHeader('Connection', 'close')
    response.end(answer.body)
    if (!request.complete) request.resume()
  }
}

async function rawBody (request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const { body, rawBody } = request as { body?: unknown, rawBody?: unknown }
  const buffered = asView(rawBody) ?? asView(body)
  if (buffered !== undefined) {
    if (buffered.byteLength > limit) throw new BodyTooLarge(limit)
    return buffered
  }
  if (request.readableDidRead) {
    throw new RawBodyMissing('mount the webhook before express.json() and other body parsers, or put express.raw({ type: () => true }) on its path')
  }
  // Nothing more will be emitted.
  if (request.destroyed) throw new BodyCutShort()
  if (Number(request.headers['content-length']) > limit) throw new BodyTooLarge(limit)
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      chunks.push(chunk)
      if (length <= limit) return
      request.off('data', onData)
      chunks.length = 0
      reject(new BodyTooLarge(limit))
    }
    request.on('data', onData)
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', () => reject(new BodyCutShort()))
    request.on('close', () => reject(new BodyCutShort()))
  })
}
