// What the HTTP clients share: what to put on a request, and what to make of a response.
import type { SchemeDescription } from '../description.js'
import type { RequestScheme, ResponseScheme, SchemeId, SignMessage } from '../generated/schemes.js'
import type { SignedHeaders } from '../signer.js'
import { typeName } from '../bytes.js'
import { gatewayOf } from '../description.js'
import { InvalidOption, MissingCredential, UnknownOption } from '../generated/errors.js'
import { isPlainObject } from '../options.js'
import { responseVerifierOf, Signer } from '../signer.js'
import { Verifier } from '../verifier.js'

/** What may be set for one request: the scheme's per-message options, such as `idempotencyKey`; a client takes a fresh time itself. */
export type RequestOptions<S extends RequestScheme> = S extends RequestScheme
  ? Partial<Omit<SignMessage[S], 'method' | 'url' | 'body' | 'timestamp' | 'now' | 'accessToken'>> & { timestamp?: never, now?: never }
  : never

export interface ClientOptions<S extends RequestScheme = RequestScheme> {
  /** The access token, or what gets one; asked anew for every attempt. Only for schemes with the option `accessToken`. */
  accessToken?: 'accessToken' extends keyof SignMessage[S] ? string | (() => string | Promise<string>) : never
  /**
   * What verifies the responses. Without it, and where the gateway signs its responses with the same credentials, they are verified with
   * those; `false` accepts any response.
   */
  verifier?: Verifier<ResponseScheme> | false
}

/** A message about to go out. */
export interface Outgoing {
  readonly method: string
  readonly url: string
  readonly body: Uint8Array | undefined
}

/** What came back. */
export interface Incoming {
  readonly headers: Iterable<readonly [string, string]> | readonly string[]
  readonly body: Uint8Array
}

export class Client<S extends RequestScheme> {
  readonly signer: Signer<S>
  readonly expects: SchemeDescription['expects']
  readonly verifier: Verifier<ResponseScheme> | undefined
  readonly #accessToken: string | (() => string | Promise<string>) | undefined
  readonly #timestampHeader: string | undefined
  readonly #takesRequestTimestamp: boolean

  constructor (signer: Signer<S>, options: ClientOptions<S>) {
    if (!(signer instanceof Signer)) throw new TypeError(`signer must be a Signer, not ${typeName(signer)}`)
    const description = signer.describe()
    if (description.kind !== 'request') {
      throw new TypeError(`${description.id} signs a ${description.kind}; a client needs a signer of requests`)
    }
    if (options.accessToken !== undefined && !description.options.some(option => option.name === 'access_token')) {
      throw new UnknownOption(`${description.id} has no option accessToken`)
    }
    this.signer = signer
    this.expects = description.expects
    if (options.verifier !== undefined && options.verifier !== false) {
      if (!(options.verifier instanceof Verifier)) {
        throw new TypeError(`verifier must be a Verifier, or false, not ${typeName(options.verifier)}`)
      }
      const { kind, id } = options.verifier.describe()
      if (kind !== 'response') throw new TypeError(`${id} is for a ${kind}; a client needs a verifier of responses`)
    }
    this.verifier = options.verifier === false ? undefined : options.verifier ?? responseVerifierOf(signer)
    if (this.verifier === undefined && options.verifier !== false && signsResponses(signer.scheme)) {
      throw new MissingCredential(`${signer.scheme}'s responses are signed: give their verifier, or false to accept any`)
    }
    this.#accessToken = options.accessToken
    this.#timestampHeader = description.headers.find(header => header.value === 'timestamp')?.name
    this.#takesRequestTimestamp =
      this.verifier?.describe().options.some(option => option.name === 'request_timestamp') ?? false
  }

  /** The options of a request, with everything settled that all of its attempts have in common. */
  settle (options: object = {}): Record<string, unknown> {
    if (!isPlainObject(options)) throw new TypeError(`paysig must be an object, not ${typeName(options)}`)
    const settled: Record<string, unknown> = { ...options }
    for (const name of ['timestamp', 'now']) {
      if (settled[name] !== undefined) throw new InvalidOption(`option ${name}: a client takes a fresh one for every attempt`)
    }
    // The core would make another one for every attempt, and the gateway would take each for another request.
    if (settled['idempotencyKey'] === 'auto') settled['idempotencyKey'] = crypto.randomUUID()
    return settled
  }

  /** The headers of one attempt. */
  async sign (message: Outgoing, settled: Record<string, unknown>): Promise<SignedHeaders> {
    const token = typeof this.#accessToken === 'function' ? await this.#accessToken() : this.#accessToken
    return await this.signer.signAsync(this.#message(message, settled, token))
  }

  /** As `sign`, for where a client leaves no time to wait: the same token as in the headers of the attempt before. */
  signAgain (message: Outgoing, settled: Record<string, unknown>, before: SignedHeaders): SignedHeaders {
    const token = this.#accessToken === undefined ? undefined : before['Authorization']?.slice('Bearer '.length)
    return this.signer.sign(this.#message(message, settled, token))
  }

  /** Throws a `RejectedError` when the response is not the gateway's answer to this request. */
  verify (message: Outgoing, signed: SignedHeaders | undefined, response: Incoming): void {
    if (this.verifier === undefined) return
    const requestTimestamp = this.#takesRequestTimestamp && this.#timestampHeader !== undefined
      ? signed?.[this.#timestampHeader]
      : undefined
    const { method, url } = message
    this.verifier.verify({ method, url, headers: response.headers, body: response.body, ...(requestTimestamp === undefined ? {} : { requestTimestamp }) })
  }

  #message ({ method, url, body }: Outgoing, settled: Record<string, unknown>, accessToken: string | undefined): SignMessage[S] {
    const unsigned = settled['unsignedBody'] === true
    return { ...settled, method, url, body: unsigned ? undefined : body, accessToken } as unknown as SignMessage[S]
  }
}

/** What a request fails with that was redirected to another scheme, host or port: neither its signature nor its body goes there. */
export class RedirectedElsewhere extends TypeError {
  constructor (from: string, to: string) {
    super(
      `redirected elsewhere, where a signed request does not go: from ${new URL(from).origin} to ${new URL(to).origin}; check the URL, ` +
      'or have redirects returned instead of followed'
    )
    Object.defineProperty(this, 'name', { value: 'RedirectedElsewhere', configurable: true, writable: true })
  }
}

/** Whether another host would get what is meant for this one. */
export function sameOrigin (one: string | URL, other: string | URL): boolean {
  return new URL(one).origin === new URL(other).origin
}

export function withoutFragment (url: string | URL): string {
  const copy = new URL(url)
  copy.hash = ''
  return copy.href
}

function signsResponses (scheme: SchemeId): boolean {
  return gatewayOf(scheme).schemes.some(({ kind }) => kind === 'response')
}
