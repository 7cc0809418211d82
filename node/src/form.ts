import type { FormHandle } from '../native.js'
import type { Bytes } from './bytes.js'
import type { FormScheme, SignCredentials } from './generated/schemes.js'
import { asView, typeName } from './bytes.js'
import { guarded } from './failures.js'
import { native } from './native.js'
import { readCredentials, readMembers, SchemeNames, wellFormed } from './options.js'

/** The order's attributes: an object, which is written as JSON once, or JSON. */
export type FormAttributes = object | string | Bytes

/** For tests only: an initialisation vector that is not random, or is used twice, gives parts of the attributes away. */
export interface FormOptions {
  /** 16 bytes; from the operating system without it. */
  iv?: Uint8Array
}

/**
 * Makes the fields of payment forms with one pair of API keys: the attributes of an order, encrypted for the gateway and signed.
 *
 * Immutable. The secret stays on the server: only the fields go into a page.
 */
export class Form {
  readonly #handle: FormHandle

  /** Throws as `Signer`, and `SecretTooShort` for a secret key under 32 bytes. */
  constructor (credentials: SignCredentials[FormScheme]) {
    const set = readCredentials(SchemeNames.of(native.formScheme() as FormScheme), credentials)
    this.#handle = guarded(() => native.newForm(set))
  }

  /** For a new form. */
  data (attributes: FormAttributes, options?: FormOptions): { paymentIntent: string, merchant: string, signature: string } {
    return this.#make('data', attributes, options)
  }

  /** For a form that is already shown. */
  update (attributes: FormAttributes, options?: FormOptions): { partialIntent: string, signature: string } {
    return this.#make('update', attributes, options)
  }

  /** For a payment with a card that the gateway knows. */
  resign (attributes: FormAttributes, options?: FormOptions): { resignIntent: string, merchant: string, signature: string } {
    return this.#make('resign', attributes, options)
  }

  /** The JSON that an intent was made of: for tests, and to play the gateway in them. Nothing is verified. */
  decrypt (intent: string): Uint8Array {
    if (typeof intent !== 'string') throw new TypeError(`intent must be a string, not ${typeName(intent)}`)
    return guarded(() => native.decryptForm(this.#handle, intent))
  }

  #make<Fields> (kind: string, attributes: unknown, options: FormOptions | undefined): Fields {
    const { iv } = readMembers('a form', options, ['iv'])
    if (iv !== undefined && !(iv instanceof Uint8Array)) throw new TypeError(`iv must be 16 bytes, not ${typeName(iv)}`)
    const json = encoded(attributes)
    const lines = guarded(() => native.makeForm(this.#handle, kind, json, iv))
    return Object.fromEntries(lines.flatMap((name, index) => index % 2 === 0 ? [[name, lines[index + 1]]] : [])) as Fields
  }
}

/** Unlike a body that somebody else sent, what is encrypted here may be written here. */
function encoded (attributes: unknown): Uint8Array {
  const view = asView(attributes)
  if (view !== undefined) return view
  if (typeof attributes === 'string') return Buffer.from(wellFormed('attributes', attributes))
  if (typeof attributes !== 'object' || attributes === null) {
    throw new TypeError(`attributes must be an object, or JSON as a string or bytes, not ${typeName(attributes)}`)
  }
  return Buffer.from(JSON.stringify(attributes))
}
