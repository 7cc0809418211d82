/** What an error code means: a row of the table that every language shares. */
export interface ErrorFacts {
  readonly name: string
  readonly code: string
  readonly number: number
  readonly kind: ErrorKind
  readonly advice: string
}

/** Whose turn it is when a call fails. */
export type ErrorKind = 'configuration' | 'input' | 'rejected' | 'internal'

/**
 * What everything in paysig throws, but for `TypeError` where an argument has the wrong type.
 *
 * The message is a sentence about the case at hand. It never holds a secret, an expected signature or a body.
 */
export abstract class PaysigError extends Error {
  /** The stable code, the same in every language, such as `signature_mismatch`. */
  readonly code: string
  readonly #facts: ErrorFacts

  protected constructor (facts: ErrorFacts, message: string) {
    super(message)
    this.code = facts.code
    this.#facts = facts
    // Not from the constructor's own name, which minifiers change; not enumerable, as in the language's own errors.
    Object.defineProperty(this, 'name', { value: facts.name, configurable: true, writable: true })
  }

  /** The code's stable number, as in the C library. */
  get number (): number {
    return this.#facts.number
  }

  get kind (): ErrorKind {
    return this.#facts.kind
  }

  /** What to do about it, in one sentence. */
  get advice (): string {
    return this.#facts.advice
  }
}

/** 1xx: the credentials or options are wrong. Found when a signer or verifier is built. */
export abstract class ConfigurationError extends PaysigError {}

/** 2xx: what was passed to a call is wrong. */
export abstract class InputError extends PaysigError {}

/** 3xx: the message is not to be trusted. The only kind that a sender can bring about: answer it with 401. */
export abstract class RejectedError extends PaysigError {}

/** 9xx: paysig or the machine failed. */
export abstract class InternalError extends PaysigError {}
