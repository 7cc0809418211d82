import type { WebhookScheme } from './generated/schemes.js'
import type { Verified, Verifier } from './verifier.js'
import type { Received, WebhookOptions } from './webhooks/webhook.js'
import { asView, typeName } from './bytes.js'
import { readMembers } from './options.js'
import { BodyCutShort, BodyTooLarge, RawBodyMissing, Receiver } from './webhooks/webhook.js'

export { BodyCutShort, BodyTooLarge, RawBodyMissing } from './webhooks/webhook.js'
export type { WebhookOptions } from './webhooks/webhook.js'

/**
 * A handler from the standard `Request` to the standard `Response`, as Hono (`c => handle(c.req.raw)`), Next's routes, Bun and Deno have
 * them, that reads the raw body, verifies it, and calls `handler`.
 *
 * When `handler` is done, the webhook is acknowledged as the gateway expects, unless the handler returns a `Response` of its own. Refusals
 * have no body: 401 for what does not verify, 413 for too large a body, 500 for mistakes of our own and whatever `handler` throws.
 */
export function webhook<S extends WebhookScheme> (
  verifier: Verifier<S>,
  handler: (verified: Verified<S>, request: Request) => unknown,
  options?: WebhookOptions<Request>
): (request: Request) => Promise<Response> {
  const receiver = new Receiver<S, Request>(verifier, handler, readMembers('webhook', options, ['limit', 'onError']))
  return async request => {
    const read = async (): Promise<Received> => {
      const { method, url, headers } = request
      return { method, url, headers, body: await rawBody(request, receiver.limit) }
    }
    const { answer, result } = await receiver.receive(request, read, verified => handler(verified, request))
    if (result instanceof Response) return result
    // A status such as 204 allows no body, not even an empty one.
    const headers: Record<string, string> = answer.contentType === null ? {} : { 'content-type': answer.contentType }
    return new Response(answer.body === '' ? null : answer.body, { status: answer.status, headers })
  }
}

async function rawBody (request: Request, limit: number): Promise<Uint8Array> {
  if (request.bodyUsed || request.body?.locked === true) {
    throw new RawBodyMissing('pass the request on before anything reads its body, such as request.json()')
  }
  if (Number(request.headers.get('content-length')) > limit) throw new BodyTooLarge(limit)
  const chunks: Uint8Array[] = []
  let length = 0
  let refused: Error | undefined
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<unknown>) {
      const bytes = asView(chunk)
      length += bytes?.byteLength ?? 0
      if (bytes === undefined) refused = new TypeError(`the body's stream must give bytes, not ${typeName(chunk)}`)
      else if (length > limit) refused = new BodyTooLarge(limit)
      else chunks.push(bytes)
      // Leaving the loop cancels the stream.
      if (refused !== undefined) break
    }
  } catch {
    refused ??= new BodyCutShort()
  }
  if (refused !== undefined) throw refused
  return Buffer.concat(chunks)
}
