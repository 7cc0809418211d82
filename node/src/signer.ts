import type { SignerHandle } from '../native.js'
import type { SchemeDescription } from './description.js'
import type { ResponseScheme, SchemeId, SignCredentials, SignMessage, SignOptions } from './generated/schemes.js'
import { unshared } from './bytes.js'
import { gatewayOf } from './description.js'
import { guarded, paysigError } from './failures.js'
import { lineFrom } from './lines.js'
import { hasOnlyBody, readMessage } from './message.js'
import { camelCaseMembers } from './names.js'
import { native } from './native.js'
import { readCredentials, readOptions, SchemeNames } from './options.js'
import { Verifier } from './verifier.js'

/** Names and values of the headers that prove a message, in the scheme's order. */
export type SignedHeaders = Record<string, string>

/** One part of the bytes that are signed. */
export interface SignedPart {
  /** A credential's name, `timestamp`, `method`, `path`, `query`, `target`, `body` or `literal`. */
  readonly name: string
  /** Its bytes; `***` for a secret. */
  readonly bytes: Uint8Array
  readonly secret: boolean
}

/** What verifies the answers to a signer's requests, where the gateway signs them and the signer's credentials suffice. */
export let responseVerifierOf: (signer: Signer<any>) => Verifier<ResponseScheme> | undefined

/**
 * Signs messages of one scheme with one set of credentials.
 *
 * Immutable: make it once and use it for every message. Every mistake in credentials and options is found when it is made.
 */
export class Signer<S extends SchemeId = SchemeId> {
  readonly scheme: S
  readonly #names: SchemeNames
  readonly #handle: SignerHandle
  readonly #sign: ReturnType<typeof native.signing>
  readonly #description: SchemeDescription
  /** In the scheme's order. */
  readonly #headers: readonly string[]
  /** RSA takes a millisecond or more, which is worth another thread. */
  readonly #slow: boolean
  /** Made here, so that the credentials need not be kept. */
  readonly #responses: Verifier<ResponseScheme> | undefined

  static {
    responseVerifierOf = signer => signer.#responses
  }

  /** Throws a `ConfigurationError`. */
  constructor (scheme: S, credentials: SignCredentials[S], options?: SignOptions[S]) {
    const names = SchemeNames.of(scheme)
    const { tolerance, named } = readOptions(names, options)
    const set = readCredentials(names, credentials)
    this.scheme = scheme
    this.#names = names
    this.#handle = guarded(() => native.newSigner(scheme, set, tolerance, named))
    this.#sign = guarded(() => native.signing(this.#handle))
    // Only options change a scheme, and asking takes longer than all the rest.
    this.#description = named.length === 0
      ? names.description
      : camelCaseMembers(guarded(() => native.signerScheme(this.#handle)))
    this.#headers = this.#description.headers.map(header => header.name)
    this.#slow = 'rsaPkcs1Sha256' in names.description.proof
    this.#responses = responseVerifier(names, credentials, options)
  }

  /**
   * The headers of the signature; `describe().expects` says what else the gateway wants. Without a body an empty one is signed.
   *
   * Throws an `InputError` for a message that the scheme cannot sign, `TypeError` for a body that is not bytes.
   */
  sign (message: SignMessage[S] = {} as SignMessage[S]): SignedHeaders {
    const read = readMessage(this.#names, message, 'sign')
    try {
      return headers(this.#headers, hasOnlyBody(read)
        ? this.#sign(read.body)
        : this.#sign(read.body, read.method, read.url, read.options, read.now))
    } catch (error) {
      throw paysigError(error, this.sign)
    }
  }

  /** As `sign`; RSA works on Node's thread pool, on a copy of the body. */
  async signAsync (message: SignMessage[S] = {} as SignMessage[S]): Promise<SignedHeaders> {
    if (!this.#slow) return this.sign(message)
    const { method, url, body, options, now } = readMessage(this.#names, message, 'sign')
    try {
      return headers(this.#headers, await native.signAsync(this.#handle, method, url, unshared(body), options, now))
    } catch (error) {
      throw paysigError(error)
    }
  }

  /** The exact bytes that `sign` signs for this message, as named parts; none for a scheme that signs nothing. */
  stringToSign (message: SignMessage[S] = {} as SignMessage[S]): SignedPart[] {
    const { method, url, body, options, now } = readMessage(this.#names, message, 'sign')
    const json = guarded(() => native.stringToSign(this.#handle, method, url, unshared(body), options, now))
    const { parts } = JSON.parse(json) as { parts: Array<{ name: string, base64?: string, secret?: boolean }> }
    return parts.map(({ name, base64, secret = false }) =>
      ({ name, bytes: secret ? Buffer.from('***') : Buffer.from(base64 ?? '', 'base64'), secret }))
  }

  /** The scheme, with the options that change it applied. */
  describe (): SchemeDescription {
    return this.#description
  }
}

/** The values come as lines, an empty one where a header is not sent. */
function headers (names: readonly string[], lines: string): SignedHeaders {
  const made: SignedHeaders = {}
  let start = 0
  for (const name of names) {
    const value = lineFrom(lines, start)
    if (value !== '') made[name] = value
    start += value.length + 1
  }
  return made
}

function responseVerifier (names: SchemeNames, credentials: object, options: object = {}): Verifier<ResponseScheme> | undefined {
  if (names.description.kind !== 'request') return undefined
  const response = gatewayOf(names.description.id).schemes.find(scheme => scheme.kind === 'response')
  if (response === undefined) return undefined
  const { fields, building, description } = SchemeNames.of(response.id)
  const needed = description.fields.filter(field => field.role !== 'signing_key' && field.role !== 'passphrase').map(field => field.name)
  const given = Object.entries(credentials).filter(([name]) => fields.has(name))
  if (!needed.every(name => given.some(([member]) => fields.get(member) === name))) return undefined
  // A header that was renamed in requests says nothing of the one in responses.
  const renaming = new Set(description.options.filter(option => option.values === 'header_name').map(option => option.name))
  const shared = Object.entries(options).filter(([name]) => building.has(name) && !renaming.has(building.get(name)!))
  return new Verifier(response.id as ResponseScheme, Object.fromEntries(given) as never, Object.fromEntries(shared))
}
