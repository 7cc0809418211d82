// What the webhook handlers share: the limit, the verdict, and what to answer.
import type { HeadersInput } from '../headers.js'
import type { VerifyMessage, WebhookScheme } from '../generated/schemes.js'
import type { Verified } from '../verifier.js'
import { typeName } from '../bytes.js'
import { gatewayOf } from '../description.js'
import { RejectedError } from '../errors.js'
import { Verifier } from '../verifier.js'

export interface WebhookOptions<Request> {
  /** The most bytes that a body may have; 1 MiB without it. */
  limit?: number
  /**
   * Told of every webhook that is not acknowledged, and why: a `RejectedError` (answered 401), a `BodyTooLarge` (413), or anything else
   * (500), what the application's own handler threw included. The answer never gives the reason. Without it, what is answered 500 goes
   * to the framework's log or standard error.
   */
  onError?: (error: unknown, request: Request) => void
}

/** The body has more bytes than allowed. */
export class BodyTooLarge extends Error {
  constructor (limit: number) {
    super(`the body has more than ${limit} bytes`)
    Object.defineProperty(this, 'name', { value: 'BodyTooLarge', configurable: true, writable: true })
  }
}

/** Something read the body before the webhook's handler: a mistake in how the application is put together. */
export class RawBodyMissing extends Error {
  constructor (advice: string) {
    super(`the raw body was read before the webhook's handler could read it; ${advice}`)
    Object.defineProperty(this, 'name', { value: 'RawBodyMissing', configurable: true, writable: true })
  }
}

/** The sender went away in the middle of the body. */
export class BodyCutShort extends Error {
  constructor () {
    super('the connection was closed before the whole body had come')
    Object.defineProperty(this, 'name', { value: 'BodyCutShort', configurable: true, writable: true })
  }
}

/** A message as it came. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: HeadersInput
  readonly body: Uint8Array
}

/** What to answer. */
export interface Answer {
  readonly status: number
  readonly contentType: string | null
  readonly body: string
}

const ONE_MEBIBYTE = 1024 * 1024

/** Receives webhooks of one scheme for one framework, whose type of request is `Request`. */
export class Receiver<S extends WebhookScheme, Request> {
  readonly limit: number
  readonly #verifier: Verifier<S>
  readonly #acknowledgement: Answer
  readonly #onError: (error: unknown, request: Request) => unknown
  readonly #log: (error: unknown, request: Request) => void

  constructor (
    verifier: Verifier<S>,
    handler: Function,
    options: WebhookOptions<Request>,
    log: (error: unknown, request: Request) => void = error => console.error(error)
  ) {
    if (!(verifier instanceof Verifier)) throw new TypeError(`verifier must be a Verifier, not ${typeName(verifier)}`)
    const { limit = ONE_MEBIBYTE, onError } = options
    if (typeof handler !== 'function') throw new TypeError(`handler must be a function, not ${typeName(handler)}`)
    if (onError !== undefined && typeof onError !== 'function') throw new TypeError(`onError must be a function, not ${typeName(onError)}`)
    if (!Number.isSafeInteger(limit) || limit < 1) throw new TypeError('limit must be a whole number of bytes, at least 1')
    const { kind, id } = verifier.describe()
    if (kind !== 'webhook') throw new TypeError(`${id} is for a ${kind}; a webhook's handler needs a verifier of webhooks`)
    this.limit = limit
    this.#verifier = verifier
    this.#acknowledgement = gatewayOf(id).acknowledgement ?? answer(200)
    this.#log = log
    this.#onError = onError ?? ((error, request) => {
      if (statusOf(error) === 500) log(error, request)
    })
  }

  /** Reads, verifies and hands over one message; what to answer, unless the handler answered in its own way. */
  async receive<T> (
    request: Request,
    read: () => Received | Promise<Received>,
    handler: (verified: Verified<S>) => T | Promise<T>
  ): Promise<{ answer: Answer, result?: T }> {
    let verified: Verified<S>
    try {
      verified = this.#verifier.verify({ ...await read(), replayKey: true } as unknown as VerifyMessage[S])
    } catch (error) {
      return { answer: this.refuse(error, request) }
    }
    try {
      return { answer: this.#acknowledgement, result: await handler(verified) }
    } catch (error) {
      // Whatever the application's handler throws is no fault of the sender's.
      this.#tell(error, request)
      return { answer: answer(500) }
    }
  }

  /** What to answer when reading or verifying failed. */
  refuse (error: unknown, request: Request): Answer {
    this.#tell(error, request)
    return answer(statusOf(error))
  }

  /** A listener that fails changes no answer: what it threw could hold the reason, and a rejection nobody handles ends the process. */
  #tell (error: unknown, request: Request): void {
    const log = (failure: unknown): void => this.#log(failure, request)
    try {
      Promise.resolve(this.#onError(error, request)).catch(log)
    } catch (failure) {
      log(failure)
    }
  }
}

function statusOf (error: unknown): 400 | 401 | 413 | 500 {
  if (error instanceof RejectedError) return 401
  // Nobody is there to read it, but it is no mistake of ours.
  if (error instanceof BodyCutShort) return 400
  return error instanceof BodyTooLarge ? 413 : 500
}

function answer (status: number): Answer {
  return { status, contentType: null, body: '' }
}
