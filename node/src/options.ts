// What users pass when they build a signer or verifier, as the native layer takes it.
import type { SchemeDescription } from './description.js'
import type { SchemeId } from './generated/schemes.js'
import { scheme as describe } from './description.js'
import { InvalidLabel, InvalidOption, InvalidText, UnknownCredential, UnknownOption } from './generated/errors.js'
import { typeName } from './bytes.js'
import { fromCamelCase } from './names.js'

export type NamedValues = Array<[string, string | Uint8Array]>

/** From JavaScript's names to the core's, per scheme. */
export class SchemeNames {
  readonly fields: ReadonlyMap<string, string>
  readonly building: ReadonlyMap<string, string>
  readonly perMessage: ReadonlyMap<string, string>

  private constructor (readonly description: SchemeDescription) {
    const options = (when: string): Map<string, string> =>
      fromCamelCase(description.options.filter(option => option.when === when).map(option => option.name))
    this.fields = fromCamelCase(description.fields.map(field => field.name))
    this.building = options('building')
    this.perMessage = options('message')
    // A body is bytes in JavaScript, so the option that leaves it unsigned is a flag beside it.
    const body = this.perMessage as Map<string, string>
    if (body.delete('body')) body.set('unsignedBody', 'body')
  }

  static readonly #known = new Map<string, SchemeNames>()

  static of (scheme: SchemeId): SchemeNames {
    if (typeof scheme !== 'string') throw new TypeError(`scheme must be a string such as 'gateway/request', not ${typeName(scheme)}`)
    let names = SchemeNames.#known.get(scheme)
    if (names === undefined) {
      names = new SchemeNames(describe(scheme))
      SchemeNames.#known.set(scheme, names)
    }
    return names
  }

  /** The name that was given is not repeated: what is no known name may be a value in the wrong place. */
  unknownOption (when: 'building' | 'message'): UnknownOption {
    const known = [...(when === 'building' ? this.building : this.perMessage).keys()].join(', ')
    const place = when === 'building' ? 'when building' : 'per message'
    return new UnknownOption(`an option was given that ${this.description.id} does not have ${place}; it has: ${known === '' ? 'none' : known}`)
  }
}

/** One set of credentials. */
export function readCredentials (names: SchemeNames, credentials: unknown): NamedValues {
  if (!isPlainObject(credentials)) {
    throw new TypeError(`credentials must be an object such as { ${[...names.fields.keys()].join(', ')} }, not ${typeName(credentials)}`)
  }
  return Object.entries(credentials).filter(([, value]) => value !== undefined).map(([given, value]) => {
    const name = names.fields.get(given)
    if (name === undefined) {
      // What is not a known name may be a secret in the wrong place, so it is not repeated.
      throw new UnknownCredential(
        `a name was given that ${names.description.id} does not have; it has: ${[...names.fields.keys()].join(', ')}`
      )
    }
    if (typeof value === 'string') return [name, wellFormed(given, value)]
    if (value instanceof Uint8Array) return [name, value]
    const isKey = typeof value === 'object' && value !== null && ('write' in value || 'export' in value)
    const advice = isKey ? ': pass what its write() or export() gives' : ''
    throw new TypeError(`${given} must be a string, or a Buffer or Uint8Array, not ${typeName(value)}${advice}`)
  })
}

/** One set under the label `default`, or labels and sets. */
export function readKeyring (names: SchemeNames, credentials: unknown): Array<[string, NamedValues]> {
  return labelledSets(credentials).map(([label, set]) => {
    if (typeof label !== 'string') throw new TypeError(`a label must be a string, not ${typeName(label)}`)
    if (!label.isWellFormed()) throw new InvalidLabel('a label has 1 to 64 visible ASCII characters, without spaces')
    return [label, readCredentials(names, set)]
  })
}

function labelledSets (credentials: unknown): Array<readonly [unknown, unknown]> {
  if (isPlainObject(credentials)) {
    const entries = Object.entries(credentials)
    return entries.some(([, value]) => isPlainObject(value)) ? entries : [['default', credentials]]
  }
  if (typeof credentials !== 'object' || credentials === null || !(Symbol.iterator in credentials)) return [['default', credentials]]
  return Array.from(credentials as Iterable<unknown>, pair => {
    if (!Array.isArray(pair) || pair.length !== 2) throw new TypeError('labelled credentials must be pairs of a label and a set')
    return pair as unknown as readonly [unknown, unknown]
  })
}

/**
 * The members of an object of options; one that does not exist is refused, so that a typing mistake cannot pass for a default.
 */
export function readMembers<T extends object> (of: string, options: T | undefined, known: ReadonlyArray<keyof T & string>): T {
  if (options === undefined) return {} as T
  if (!isPlainObject(options)) {
    throw new TypeError(`the options of ${of} must be an object such as { ${known.join(', ')} }, not ${typeName(options)}`)
  }
  if (Object.keys(options).some(name => !(known as readonly string[]).includes(name))) {
    throw new UnknownOption(`an option was given that ${of} does not have; it has: ${known.join(', ')}`)
  }
  return { ...options }
}

/**
 * What is named and has no value was meant to have one, as what comes from the environment. Where leaving it out protects less, it is not
 * taken for left out.
 */
export function refuseUndefined (name: string, without: string): never {
  throw new TypeError(`${name} is undefined: give it a value, or leave it out ${without}`)
}

export interface BuildingOptionsRead {
  /** Milliseconds. */
  tolerance: number | undefined
  named: string[]
}

export function readOptions (names: SchemeNames, options: unknown): BuildingOptionsRead {
  const read: BuildingOptionsRead = { tolerance: undefined, named: [] }
  if (options === undefined) return read
  if (!isPlainObject(options)) throw new TypeError(`options must be an object, not ${typeName(options)}`)
  for (const [given, value] of Object.entries(options)) {
    if (value === undefined) continue
    const name = names.building.get(given)
    if (name === undefined) throw names.unknownOption('building')
    if (name === 'tolerance') {
      if (typeof value !== 'number') throw new TypeError(`tolerance must be a number of milliseconds, not ${typeName(value)}`)
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new InvalidOption('option tolerance: it must be a whole number of milliseconds, at least 1')
      }
      read.tolerance = value
    } else if (typeof value === 'string') {
      read.named.push(name, wellFormed(given, value))
    } else if (typeof value === 'boolean') {
      read.named.push(name, String(value))
    } else {
      throw new TypeError(`option ${given} must be a string or a boolean, not ${typeName(value)}`)
    }
  }
  return read
}

/** UTF-8 has no way to write half of a surrogate pair, so such text would silently become another. */
export function wellFormed (name: string, text: string): string {
  if (!text.isWellFormed()) throw new InvalidText(`${name} holds half of a surrogate pair, which UTF-8 cannot write`)
  return text
}

/** Whether all of its members are its own, so that none is overlooked. */
export function isPlainObject (value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: object | null = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) return true
  // That of another realm's objects is another object.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')
}
