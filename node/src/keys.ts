import type { PrivateKeyHandle, PublicKeyHandle } from '../native.js'
import type { KeyMaterial } from './generated/schemes.js'
import { typeName } from './bytes.js'
import { guarded, paysigError } from './failures.js'
import { camelCaseMembers } from './names.js'
import { native } from './native.js'
import { readMembers, refuseUndefined, wellFormed } from './options.js'

export type { KeyMaterial }

/** What a piece of key material is; all of it may be shown to anybody. */
export interface KeyReport {
  readonly kind: 'private' | 'public'
  readonly form: 'pkcs1' | 'pkcs8' | 'encrypted_pkcs8' | 'spki' | 'certificate'
  readonly encoding: 'pem' | 'der'
  /** The size of the modulus. */
  readonly bits: number
  /** The public exponent. */
  readonly exponent: number
  /** Of the public key, as 64 lower-case hex digits: two keys with the same one belong together. */
  readonly fingerprint: string
}

/** How many bits a new key may have. */
export type KeySize = 2048 | 3072 | 4096

/**
 * Says what a piece of key material is: the first key or certificate in it.
 *
 * Throws as `PrivateKey.read` and `PublicKey.read`: only keys that could be used are described.
 */
export function inspectKey (material: KeyMaterial, passphrase?: KeyMaterial): KeyReport {
  return camelCaseMembers(guarded(() => native.inspectKey(read('material', material), optional(passphrase))))
}

// What the two classes see of each other.
let handleOf: (key: PrivateKey) => PrivateKeyHandle
let publicKeyOf: (handle: PublicKeyHandle) => PublicKey

/** An RSA private key of 2048 to 8192 bits, consistent with itself. It shows nothing of itself but its size. */
export class PrivateKey {
  readonly #handle: PrivateKeyHandle

  private constructor (handle: PrivateKeyHandle) {
    this.#handle = handle
  }

  /** Makes a new key, on Node's thread pool. It takes from a tenth of a second to several seconds. */
  static async generate (bits: KeySize = 2048): Promise<PrivateKey> {
    const wanted = size(bits)
    try {
      return new PrivateKey(await native.generateKeyAsync(wanted))
    } catch (error) {
      throw paysigError(error)
    }
  }

  /** As `generate`; nothing else runs meanwhile. */
  static generateSync (bits: KeySize = 2048): PrivateKey {
    const wanted = size(bits)
    return new PrivateKey(guarded(() => native.generateKey(wanted)))
  }

  /**
   * Reads PKCS#1, PKCS#8 or encrypted PKCS#8, as PEM or DER. PEM may have any line ends, or literal `\n` in their place, and other text
   * around it. A passphrase for a key that is not encrypted is left unread; one that is used takes a tenth of a second or more.
   *
   * Throws `MalformedKey`, `WrongKeyKind`, `KeyTooSmall`, `UnsupportedKey`, `MissingPassphrase`, `WrongPassphrase`.
   */
  static read (material: KeyMaterial, passphrase?: KeyMaterial): PrivateKey {
    return new PrivateKey(guarded(() => native.readPrivateKey(read('material', material), optional(passphrase))))
  }

  /**
   * PKCS#8 as PEM or DER, encrypted if there is a passphrase (PBKDF2-HMAC-SHA-256 and AES-256-CBC). Throws a `TypeError` for a passphrase
   * that is `undefined`: leave it out for a key that is not encrypted.
   */
  write (options?: { encoding?: 'pem', passphrase?: KeyMaterial }): string
  write (options: { encoding: 'der', passphrase?: KeyMaterial }): Uint8Array
  write (options?: { encoding?: 'pem' | 'der', passphrase?: KeyMaterial }): string | Uint8Array {
    const given = readMembers('write', options, ['encoding', 'passphrase'])
    const { encoding = 'pem', passphrase } = given
    const pem = isPem(encoding)
    if (passphrase === undefined && 'passphrase' in given) refuseUndefined('passphrase', 'to write the key unencrypted')
    const written = guarded(() => native.writePrivateKey(this.#handle, pem, optional(passphrase)))
    return pem ? written.toString('latin1') : written
  }

  /** The size of the modulus. */
  get bits (): number {
    return this.publicKey().bits
  }

  /** The public half. */
  publicKey (): PublicKey {
    return publicKeyOf(guarded(() => native.publicKeyOf(this.#handle)))
  }

  static {
    handleOf = key => key.#handle
  }
}

/** An RSA public key of 2048 to 8192 bits. */
export class PublicKey {
  readonly #handle: PublicKeyHandle
  /** The size of the modulus. */
  readonly bits: number
  /** The public exponent. */
  readonly exponent: number
  /** The SHA-256 of the SPKI's DER as 64 lower-case hex digits. */
  readonly fingerprint: string

  private constructor (handle: PublicKeyHandle) {
    this.#handle = handle
    ;[this.bits, this.exponent, this.fingerprint] = guarded(() => native.publicKeyFacts(handle))
  }

  /**
   * Reads SPKI, PKCS#1, or the key of an X.509 certificate, as PEM or DER. Of a certificate only the key is read: dates, names and chain
   * are not checked.
   *
   * Throws `MalformedKey`, `WrongKeyKind`, `KeyTooSmall`, `UnsupportedKey`.
   */
  static read (material: KeyMaterial): PublicKey {
    return new PublicKey(guarded(() => native.readPublicKey(read('material', material))))
  }

  /** SPKI as PEM or DER. */
  write (options?: { encoding?: 'pem' }): string
  write (options: { encoding: 'der' }): Uint8Array
  write (options?: { encoding?: 'pem' | 'der' }): string | Uint8Array {
    const { encoding = 'pem' } = readMembers('write', options, ['encoding'])
    const pem = isPem(encoding)
    const written = guarded(() => native.writePublicKey(this.#handle, pem))
    return pem ? written.toString('latin1') : written
  }

  /** Whether this is the public half of that private key. */
  matches (privateKey: PrivateKey): boolean {
    if (!(privateKey instanceof PrivateKey)) throw new TypeError(`a PrivateKey is needed, not ${typeName(privateKey)}`)
    return guarded(() => native.keysMatch(this.#handle, handleOf(privateKey)))
  }

  static {
    publicKeyOf = handle => new PublicKey(handle)
  }
}

function size (bits: unknown): number {
  if (typeof bits !== 'number' || !Number.isInteger(bits) || bits < 0 || bits > 65536) {
    throw new TypeError('bits must be 2048, 3072 or 4096')
  }
  return bits
}

function isPem (encoding: unknown): boolean {
  if (encoding !== 'pem' && encoding !== 'der') throw new TypeError("encoding must be 'pem' or 'der'")
  return encoding === 'pem'
}

function read (name: string, material: unknown): string | Uint8Array {
  if (typeof material === 'string') return wellFormed(name, material)
  if (material instanceof Uint8Array) return material
  throw new TypeError(`${name} must be a string, or a Buffer or Uint8Array, not ${typeName(material)}`)
}

function optional (passphrase: unknown): string | Uint8Array | undefined {
  return passphrase === undefined ? undefined : read('passphrase', passphrase)
}
