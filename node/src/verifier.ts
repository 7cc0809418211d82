import type { Question, VerifierHandle } from '../native.js'
import type { SchemeDescription } from './description.js'
import type { SchemeId, VerifiedBody, VerifiedTime, VerifyCredentials, VerifyMessage, VerifyOptions } from './generated/schemes.js'
import { unshared } from './bytes.js'
import { type ExplainOptions, Explanation, readExplainOptions } from './explanation.js'
import { guarded, paysigError } from './failures.js'
import { InvalidArgument } from './generated/errors.js'
import { HeaderNames, headerPairs, headerValues } from './headers.js'
import { lineFrom } from './lines.js'
import { hasOnlyBody, type MessageRead, readMessage } from './message.js'
import { camelCaseMembers } from './names.js'
import { native } from './native.js'
import { readKeyring, readOptions, SchemeNames } from './options.js'

/**
 * One set of credentials; or an object, a `Map` or pairs from labels (1 to 64 visible ASCII characters) to sets: two keys while
 * rotating, several shops. They are tried in order.
 */
export type Keyring<S extends SchemeId> =
  | VerifyCredentials[S]
  | Readonly<Record<string, VerifyCredentials[S]>>
  | Iterable<readonly [label: string, credentials: VerifyCredentials[S]]>

/** What the native layer says of a message, as lines and read from them. */
interface Accepted {
  readonly lines: string
  readonly label: string
  readonly timestamp: number | undefined
  readonly covers: readonly string[]
}

/**
 * Verifies messages of one scheme with one or more labelled sets of credentials.
 *
 * Immutable: make it once and use it for every message. Every mistake in credentials and options is found when it is made.
 */
export class Verifier<S extends SchemeId = SchemeId> {
  readonly scheme: S
  readonly #names: SchemeNames
  readonly #handle: VerifierHandle
  readonly #verify: ReturnType<typeof native.verifying>
  readonly #description: SchemeDescription
  /** The headers that the core reads to verify. */
  readonly #reads: HeaderNames
  /** What a message of this scheme can cover: shared by all of them, so frozen. */
  readonly #covers = new Map<string, readonly string[]>()
  /** At first what no answer begins with. */
  #lastAccepted: Accepted = { lines: '\n', label: '', timestamp: undefined, covers: [] }

  /** Throws a `ConfigurationError`. */
  constructor (scheme: S, credentials: Keyring<S>, options?: VerifyOptions[S]) {
    const names = SchemeNames.of(scheme)
    const { tolerance, named } = readOptions(names, options)
    const sets = readKeyring(names, credentials)
    this.scheme = scheme
    this.#names = names
    this.#handle = guarded(() => native.newVerifier(scheme, sets, tolerance, named))
    // Only options change a scheme, and asking takes longer than all the rest.
    this.#description = named.length === 0
      ? names.description
      : camelCaseMembers(guarded(() => native.verifierScheme(this.#handle)))
    // Those with an option's value are only sent: nothing vouches for them.
    const read = this.#description.headers.filter(({ value }) => typeof value === 'string' || !('option' in value))
    this.#reads = new HeaderNames(read.map(header => [header.name, ...header.also]))
    this.#verify = guarded(() => native.verifying(this.#handle, read.map(header => header.name)))
  }

  /**
   * Checks that the message is authentic and, where a timestamp is signed, fresh. The body is the raw one, as it came.
   *
   * Throws a `RejectedError` for what a sender can bring about, an `InputError` when something was left out, `TypeError` for a body that
   * is not bytes.
   */
  verify (message: VerifyMessage[S]): Verified<S> {
    const read = readMessage(this.#names, message, 'verify')
    const values = headerValues((message as { headers?: unknown }).headers, this.#reads)
    try {
      const accepted = hasOnlyBody(read)
        ? this.#verify(read.body, read.replayKey, ...values)
        : this.#verify(read.body, read.replayKey, ...values, read.method, read.url, read.options, read.now)
      return this.#verified(accepted, read)
    } catch (error) {
      throw paysigError(error, this.verify)
    }
  }

  /**
   * Explains why a message is refused: tries what people get wrong, alone and two at a time, and claims a cause only when the signature
   * was recomputed with it, or when it is visible in the message.
   *
   * For people who look for a mistake, not for every rejected message: it hashes up to 128 MiB, some tenths of a second in which nothing
   * else runs. Whatever it finds, the message stays refused. For a request that a gateway refused, it is given that request and the
   * headers that were sent with it.
   *
   * Throws as `verify` does, but for `RejectedError`: that is the explanation's `rejection`.
   */
  explain (message: VerifyMessage[S], options?: ExplainOptions<S>): Explanation<S> {
    const { question, body } = this.#question(message, options)
    try {
      const [json, capsule] = native.explain(this.#handle, question, body)
      return new Explanation<S>(json, capsule, this.explain)
    } catch (error) {
      throw paysigError(error, this.explain)
    }
  }

  /** As `explain`, on Node's thread pool, with a copy of the body. */
  async explainAsync (message: VerifyMessage[S], options?: ExplainOptions<S>): Promise<Explanation<S>> {
    const { question, body } = this.#question(message, options)
    try {
      const [json, capsule] = await native.explainAsync(this.#handle, question, body)
      return new Explanation<S>(json, capsule)
    } catch (error) {
      throw paysigError(error)
    }
  }

  #question (message: VerifyMessage[S], options: ExplainOptions<S> | undefined): { question: Question, body: Uint8Array | undefined } {
    const { others, budget } = readExplainOptions(options)
    const { method, url, body, options: named, now = Date.now() } = readMessage(this.#names, message, 'verify')
    const headers = headerPairs((message as { headers?: unknown }).headers, this.#reads)
    const sets = others === undefined ? [] : readKeyring(this.#names, others)
    const question: Question = { headers, now, others: sets }
    if (method !== undefined) question.method = method
    if (url !== undefined) question.url = url
    if (named !== undefined) question.options = named
    if (budget !== undefined) question.budget = budget
    return { question, body: unshared(body) }
  }

  #verified (accepted: string, { body, replayKey }: MessageRead): Verified<S> {
    // Where no time is signed, one is accepted like the other.
    if (!accepted.startsWith(this.#lastAccepted.lines)) this.#lastAccepted = this.#accepted(accepted)
    const { lines, label, timestamp, covers } = this.#lastAccepted
    // The line after those; there is none where the body is not covered.
    const key = replayKey ? lineFrom(accepted, lines.length) || null : undefined
    return new Verified<S>(this.scheme, label, timestamp, covers, body, key)
  }

  /** From the first lines of the native layer. */
  #accepted (lines: string): Accepted {
    const label = lineFrom(lines, 0)
    let start = label.length + 1
    const milliseconds = lineFrom(lines, start)
    start += milliseconds.length + 1
    const names = lineFrom(lines, start)
    start += names.length + 1
    let covers = this.#covers.get(names)
    if (covers === undefined) {
      covers = Object.freeze(names === '' ? [] : names.split(','))
      this.#covers.set(names, covers)
    }
    return { lines: lines.slice(0, start), label, timestamp: milliseconds === '' ? undefined : Number(milliseconds), covers }
  }

  /** The scheme, with the options that change it applied. */
  describe (): SchemeDescription {
    return this.#description
  }
}

/** An authentic message: which credentials it matched, and what of it is authentic. */
export class Verified<S extends SchemeId = SchemeId> {
  readonly scheme: S
  /** The label of the credentials that matched; `default` where none was given. */
  readonly label: string
  /** The signed time, where the scheme signs one. */
  readonly timestamp: VerifiedTime[S]
  /**
   * What is authentic, in the order of the string to sign: names of credentials, `timestamp`, `method`, `path`, `query`, `body`.
   * Nothing else of the message is.
   */
  readonly covers: readonly string[]
  // Private, so that whoever logs a verified message does not log its body.
  readonly #body: Uint8Array | undefined
  /** `undefined` where nobody asked for it. */
  readonly #replayKey: string | null | undefined

  /** @internal */
  constructor (
    scheme: S,
    label: string,
    milliseconds: number | undefined,
    covers: readonly string[],
    body: Uint8Array | undefined,
    replayKey: string | null | undefined
  ) {
    this.scheme = scheme
    this.label = label
    this.timestamp = (milliseconds === undefined ? null : new Date(milliseconds)) as VerifiedTime[S]
    this.covers = covers
    this.#body = body
    this.#replayKey = replayKey
  }

  /**
   * Lower-case hex, the same for every copy of the message: record it after the message was processed, and skip a copy.
   * `null` when the body is not covered.
   *
   * Throws an `InvalidArgument` for a message that was verified without `replayKey: true`: a copy that is never recognised is processed
   * twice. The handlers of webhooks ask for it.
   */
  get replayKey (): VerifiedBody[S] extends null ? null : string | Extract<VerifiedBody[S], null> {
    if (this.#replayKey === undefined) {
      throw new InvalidArgument('this message was verified without a replay key: pass replayKey: true to verify')
    }
    return this.#replayKey as VerifiedBody[S] extends null ? null : string | Extract<VerifiedBody[S], null>
  }

  /** The very bytes that were given, if they are authentic; else `null`. */
  get body (): VerifiedBody[S] {
    return (this.covers.includes('body') ? this.#body : null) as VerifiedBody[S]
  }

  /**
   * The bytes that were given, whether or not anybody vouches for them: anyone on the way could have changed them. Read them only to find
   * what to ask the gateway for.
   */
  get unauthenticatedBody (): Uint8Array {
    return this.#body ?? new Uint8Array()
  }
}

// Outside the class, so that its type does without those of Node.
Object.defineProperty(Verified.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value (this: Verified) {
    return `Verified(${this.scheme} by ${this.label}; covers: ${this.covers.join(', ')})`
  }
})
