import type { ClientOptions, Outgoing, RequestOptions } from './clients/client.js'
import type { RequestScheme } from './generated/schemes.js'
import type { SignedHeaders, Signer } from './signer.js'
import { asView, typeName } from './bytes.js'
import { RejectedError } from './errors.js'
import { Client, RedirectedElsewhere, sameOrigin, withoutFragment } from './clients/client.js'
import { readMembers } from './options.js'

export { RedirectedElsewhere } from './clients/client.js'
export type { ClientOptions, RequestOptions } from './clients/client.js'

export interface SignedFetchOptions<S extends RequestScheme = RequestScheme> extends ClientOptions<S> {
  /** The `fetch` that sends; the global one without it. */
  fetch?: typeof globalThis.fetch
  /**
   * How often a request is sent again, after a network failure or an answer 429, 502, 503 or 504; 0 without it. Each attempt is signed anew,
   * with a fresh timestamp and the same idempotency key. A request that is neither idempotent by its method nor has an idempotency key
   * is never sent again.
   */
  retries?: number
  /** Milliseconds before the first retry, doubled before each further one; 250 without it. */
  retryDelay?: number
}

export interface SignedRequestInit<S extends RequestScheme = RequestScheme> extends RequestInit {
  /** Per-message options of the scheme, such as `idempotencyKey` (a value of your own, or `auto`). */
  paysig?: RequestOptions<S>
}

export type SignedFetch<S extends RequestScheme = RequestScheme> =
  (input: string | URL | Request, init?: SignedRequestInit<S>) => Promise<Response>

const MOST_REDIRECTS = 20
/** What a timer takes. */
const LONGEST_DELAY = 2 ** 31 - 1
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const RETRIED = new Set([429, 502, 503, 504])
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
const NO_BODY = new Set([204, 205, 304])

/**
 * A `fetch` that signs exactly what goes out, and verifies signed responses.
 *
 * The body is encoded once, and those bytes are signed and sent. Content type and `Accept` are what the gateway expects, unless given. A
 * redirect to the same scheme, host and port is signed anew; one to any other fails with `RedirectedElsewhere`, unless `redirect` is `manual`.
 * A response that does not verify is a `RejectedError` with the unverified `response` on it.
 */
export function signedFetch<S extends RequestScheme> (
  signer: Signer<S>,
  options?: SignedFetchOptions<S>
): SignedFetch<S> {
  const { fetch: send = globalThis.fetch, retries = 0, retryDelay = 250, ...shared } =
    readMembers('signedFetch', options, ['accessToken', 'verifier', 'fetch', 'retries', 'retryDelay'])
  const client = new Client(signer, shared as ClientOptions<S>)
  if (typeof send !== 'function') throw new TypeError(`fetch must be a function, not ${typeName(send)}`)
  if (!Number.isInteger(retries) || retries < 0) throw new TypeError('retries must be a whole number, at least 0')
  // A timer takes anything else for 1 ms.
  if (!Number.isFinite(retryDelay) || retryDelay < 0 || retryDelay > LONGEST_DELAY) {
    throw new TypeError(`retryDelay must be a number of milliseconds from 0 to ${LONGEST_DELAY}`)
  }

  return async (input, init = {}) => {
    const { paysig, ...rest } = init
    const settled = client.settle(paysig)
    const exchange = await Exchange.prepare(client, send, settled, input, rest)
    const repeatable = IDEMPOTENT.has(exchange.method) || settled['idempotencyKey'] !== undefined
    for (let left = repeatable ? retries : 0, delay = retryDelay; ; left--, delay *= 2) {
      try {
        const response = await exchange.attempt()
        if (left === 0 || !RETRIED.has(response.status)) return response
        await response.body?.cancel()
      } catch (error) {
        // What fetch throws for a broken connection, and what a proxy answers unsigned; anything else would fail in the same way again.
        const again = error instanceof NetworkFailure || isRetriedRejection(error)
        if (left === 0 || !again) throw error instanceof NetworkFailure ? error.cause : error
      }
      await pause(Math.min(delay, LONGEST_DELAY), exchange.signal)
    }
  }
}

class NetworkFailure extends Error {}

function isRetriedRejection (error: unknown): boolean {
  if (!(error instanceof RejectedError)) return false
  const { response } = error as { response?: Response }
  return response !== undefined && RETRIED.has(response.status)
}

/** One request, with its body encoded, that can be sent several times. */
class Exchange<S extends RequestScheme> {
  private constructor (
    readonly method: string,
    readonly signal: AbortSignal,
    private readonly client: Client<S>,
    private readonly send: typeof globalThis.fetch,
    private readonly settled: Record<string, unknown>,
    private readonly init: RequestInit,
    private readonly url: string,
    private readonly headers: Headers,
    private readonly body: Uint8Array | undefined,
    private readonly redirect: RequestRedirect
  ) {}

  static async prepare<S extends RequestScheme> (
    client: Client<S>,
    send: typeof globalThis.fetch,
    settled: Record<string, unknown>,
    input: string | URL | Request,
    init: RequestInit
  ): Promise<Exchange<S>> {
    refuseObjects(init.body)
    // fetch sends `patch` as it is written, and the upper-case method is signed.
    const method = (init.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase()
    // The platform's own encoding of forms, blobs, parameters and streams, with the content type that belongs to it.
    const request = new Request(input, { ...init, method, duplex: 'half' } as RequestInit)
    const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
    const headers = new Headers(request.headers)
    const given = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined))
    const { contentType, accept } = client.expects
    // The platform calls any string plain text, which says nothing of what the caller wanted.
    if (typeof init.body === 'string' && !given.has('content-type')) headers.delete('content-type')
    if (body !== undefined && contentType !== null && !headers.has('content-type')) headers.set('content-type', contentType)
    if (accept !== null && !headers.has('accept')) headers.set('accept', accept)
    // The signature is that of the bytes on the wire, and fetch would hand over decompressed ones.
    if (client.verifier !== undefined && !headers.has('accept-encoding')) headers.set('accept-encoding', 'identity')
    return new Exchange(
      method, request.signal, client, send, settled, init, withoutFragment(request.url), headers, body, request.redirect
    )
  }

  async attempt (): Promise<Response> {
    let message: Outgoing = { method: this.method, url: this.url, body: this.body }
    const headers = new Headers(this.headers)
    for (let redirects = 0; ; redirects++) {
      const signed = await this.client.sign(message, this.settled)
      // A redirect too: whoever could send an unsigned one would choose what is signed next.
      const response = await this.verified(message, signed, await this.sendOnce(message, headers, signed))
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null
      if (location === null || this.redirect === 'manual') return response
      if (this.redirect === 'error') throw new TypeError('the gateway answered with a redirect')
      if (redirects === MOST_REDIRECTS) throw new TypeError(`more than ${MOST_REDIRECTS} redirects`)
      await response.body?.cancel()
      const url = withoutFragment(new URL(location, message.url))
      if (!sameOrigin(url, message.url)) throw new RedirectedElsewhere(message.url, url)
      message = redirected(message, url, response.status, headers)
    }
  }

  private async sendOnce (message: Outgoing, headers: Headers, signed: SignedHeaders): Promise<Response> {
    const all = new Headers(headers)
    for (const [name, value] of Object.entries(signed)) all.set(name, value)
    try {
      return await this.send(message.url, {
        ...this.init,
        method: message.method,
        headers: all,
        body: (message.body ?? null) as BodyInit | null,
        redirect: 'manual',
        signal: this.signal
      })
    } catch (cause) {
      if (this.signal.aborted || !(cause instanceof TypeError)) throw cause
      throw new NetworkFailure(cause.message, { cause })
    }
  }

  private async verified (message: Outgoing, signed: SignedHeaders, response: Response): Promise<Response> {
    if (this.client.verifier === undefined) return response
    const body = new Uint8Array(await response.arrayBuffer())
    const { status, statusText, headers, url } = response
    const again = new Response(NO_BODY.has(status) ? null : body, { status, statusText, headers })
    Object.defineProperty(again, 'url', { value: url })
    try {
      this.client.verify(message, signed, { headers, body })
    } catch (error) {
      throw Object.defineProperty(error as Error, 'response', { value: again })
    }
    return again
  }
}

/** As the fetch standard says: 303, and 301 and 302 after a POST, become a GET. */
function redirected (message: Outgoing, url: string, status: number, headers: Headers): Outgoing {
  const becomesGet = status === 303
    ? message.method !== 'GET' && message.method !== 'HEAD'
    : (status === 301 || status === 302) && message.method === 'POST'
  if (!becomesGet) return { ...message, url }
  for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) headers.delete(name)
  return { method: 'GET', url, body: undefined }
}

function refuseObjects (body: unknown): void {
  if (typeof body !== 'object' || body === null || asView(body) !== undefined) return
  const prototype: unknown = Object.getPrototypeOf(body)
  if (Array.isArray(body) || prototype === Object.prototype || prototype === null) {
    throw new TypeError(`body must be text or bytes, not ${typeName(body)}: encode it once, with JSON.stringify`)
  }
}

async function pause (milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      if (signal.aborted) reject(signal.reason as Error)
      else resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
