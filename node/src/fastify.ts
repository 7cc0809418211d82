import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WebhookScheme } from './generated/schemes.js'
import type { Verified, Verifier } from './verifier.js'
import type { Answer, Received, WebhookOptions } from './webhooks/webhook.js'
import { readMembers } from './options.js'
import { BodyTooLarge, Receiver } from './webhooks/webhook.js'

export { BodyTooLarge } from './webhooks/webhook.js'

export interface WebhookRouteOptions extends WebhookOptions<FastifyRequest> {
  /** The route's path. */
  path: string
}

/**
 * A Fastify plugin with one POST route that takes the raw body, verifies it, and calls `handler`. Other routes keep their parsers.
 *
 * When `handler` is done, the webhook is acknowledged as the gateway expects, unless the handler answered itself. Refusals have no body:
 * 401 for what does not verify, 413 for too large a body, 500 for mistakes of our own and whatever `handler` throws.
 */
export function webhook<S extends WebhookScheme> (
  verifier: Verifier<S>,
  handler: (verified: Verified<S>, request: FastifyRequest, reply: FastifyReply) => unknown,
  options: WebhookRouteOptions
): (instance: FastifyInstance) => Promise<void> {
  const { path, ...shared } = readMembers('webhook', options, ['path', 'limit', 'onError'])
  if (typeof path !== 'string' || !path.startsWith('/')) throw new TypeError('path must be a string that begins with a slash')
  const receiver = new Receiver<S, FastifyRequest>(verifier, handler, shared, (error, request) => request.log.error(error))
  return async instance => {
    instance.removeAllContentTypeParsers()
    instance.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: receiver.limit }, (_, body, done) => done(null, body))
    instance.setErrorHandler<FastifyError>((error, request, reply) => {
      const refused = error.statusCode === 413 ? new BodyTooLarge(receiver.limit) : error
      const answer = receiver.refuse(refused, request)
      // Fastify's own refusals, such as of a wrong content length, are the sender's fault.
      const { statusCode = 500 } = error
      return send(reply, statusCode >= 400 && statusCode < 500 ? { ...answer, status: statusCode } : answer)
    })
    instance.post(path, async (request, reply) => {
      const read = (): Received => ({
        method: request.method,
        url: request.originalUrl,
        headers: request.raw.rawHeaders,
        body: (request.body as Buffer | null | undefined) ?? Buffer.alloc(0)
      })
      const { answer } = await receiver.receive(request, read, verified => handler(verified, request, reply))
      return reply.sent ? reply : await send(reply, answer)
    })
  }
}

function send (reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.contentType !== null) void reply.type(answer.contentType)
  // Fastify calls any text plain text, even where there is none.
  return reply.code(answer.status).send(answer.body === '' ? undefined : answer.body)
}
