// Every shape in which JavaScript hands over headers, as names and values in turn.
import { typeName } from './bytes.js'
import { InvalidHeaders } from './generated/errors.js'

/**
 * Headers of a message to verify: `request.rawHeaders` (names and values in turn, the shape that hides nothing), pairs, `Headers`,
 * a `Map`, or a plain object whose values are strings or arrays of them. Node's `request.headers` silently keeps only the first of
 * some repeated headers, so prefer `rawHeaders`.
 */
export type HeadersInput =
  | readonly string[]
  | Iterable<readonly [string, string | readonly string[]]>
  | { readonly [name: string]: string | readonly string[] | undefined }

const NOT_ASCII = /[^\x00-\x7f]/

/** The headers that are read, each with its names in any case. */
export class HeaderNames {
  /** In lower case with their header's place, by length: most other names differ in it, and need not be written in lower case to see that. */
  readonly #byLength: Array<Array<{ readonly name: string, readonly place: number }>> = []

  /** The names of each header. */
  constructor (readonly headers: ReadonlyArray<readonly string[]>) {
    for (const [place, names] of headers.entries()) {
      for (const name of names) (this.#byLength[name.length] ??= []).push({ name: name.toLowerCase(), place })
    }
  }

  /** The place of the header that is named so; `undefined` for one that is not read. */
  placeOf (name: string): number | undefined {
    const alike = this.#byLength[name.length]
    if (alike === undefined) return undefined
    for (const known of alike) {
      // In lower case, as Node writes them, or in any other. Only ASCII has cases in names: U+212A, the Kelvin sign, is no k.
      if (known.name === name || (known.name === name.toLowerCase() && !NOT_ASCII.test(name))) return known.place
    }
    return undefined
  }
}

/**
 * The value of each header that is read. The values of a repeated one are folded into one with a comma, as proxies do it, and the core
 * refuses a comma; otherwise values stay as they are.
 */
export function headerValues (headers: unknown, read: HeaderNames): Array<string | undefined> {
  const values = new Array<string | undefined>(read.headers.length)
  const put = (place: number, name: string, value: unknown): void => {
    if (value === undefined) return
    for (const one of typeof value === 'string' ? [value] : stringsOf(name, value)) {
      const before = values[place]
      values[place] = before === undefined ? one : `${before}, ${one}`
    }
  }
  if (isRecord(headers)) {
    // The usual shape, in a loop of its own, and without the values that are not read: half the time.
    for (const name of Object.keys(headers)) {
      const place = read.placeOf(name)
      if (place !== undefined) put(place, name, headers[name])
    }
  } else {
    eachPair(headers, (name, value) => {
      const place = read.placeOf(name)
      if (place !== undefined) put(place, name, value)
    })
  }
  return values
}

/**
 * Names and values, in turn, of all of them: one that nobody reads may be the one that was meant, under another name. What `headerValues`
 * refuses is refused; what it leaves unread may be anything, and is left out unless it is text.
 */
export function headerPairs (headers: unknown, read: HeaderNames): string[] {
  const pairs: string[] = []
  const put = (name: string, value: unknown): void => {
    if (value === undefined) return
    if (typeof value === 'string') pairs.push(name, value)
    else if (isStrings(value)) for (const one of value) pairs.push(name, one)
    else if (read.placeOf(name) !== undefined) throw notAValue(name, value)
  }
  if (isRecord(headers)) for (const name of Object.keys(headers)) put(name, headers[name])
  else eachPair(headers, put)
  return pairs
}

/** Whether they are members of an object, and not names and values one after the other. */
function isRecord (headers: unknown): headers is Record<string, unknown> {
  if (typeof headers !== 'object' || headers === null) {
    throw new TypeError(`headers must be request.rawHeaders, a Headers object, a Map or a plain object, not ${typeName(headers)}`)
  }
  if (Symbol.iterator in headers) return false
  if ('rawHeaders' in headers) throw new TypeError('headers must be the headers, not the request: pass request.rawHeaders')
  return true
}

function eachPair (headers: unknown, take: (name: string, value: unknown) => void): void {
  const add = (name: unknown, value: unknown): void => {
    if (typeof name !== 'string') throw notAName(name)
    take(name, value)
  }
  if (Array.isArray(headers) && !Array.isArray(headers[0])) {
    if (headers.length % 2 !== 0) throw new InvalidHeaders('the flat array of headers has a name without a value')
    for (let index = 0; index < headers.length; index += 2) add(headers[index], headers[index + 1])
    return
  }
  for (const pair of headers as Iterable<unknown>) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new InvalidHeaders('an entry of the headers is not a name and a value')
    add(pair[0], pair[1])
  }
}

function stringsOf (name: string, value: unknown): readonly string[] {
  if (!isStrings(value)) throw notAValue(name, value)
  return value
}

function isStrings (value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string')
}

function notAName (name: unknown): TypeError {
  return new TypeError(`the name of a header must be a string, not ${typeName(name)}`)
}

function notAValue (name: string, value: unknown): TypeError {
  return new TypeError(`the value of the header ${name} must be a string or strings, not ${typeName(value)}`)
}
