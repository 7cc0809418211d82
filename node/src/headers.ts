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

/** Some names of headers, in any case. */
export class HeaderNames {
  readonly #names: ReadonlySet<string>
  /** By length: most other names differ in it, and need not be written in lower case to see that. */
  readonly #lengths: boolean[] = []

  constructor (names: readonly string[]) {
    this.#names = new Set(names.map(name => name.toLowerCase()))
    for (const { length } of names) this.#lengths[length] = true
  }

  has (name: string): boolean {
    return this.#lengths[name.length] === true && this.#names.has(name.toLowerCase())
  }
}

/** Names and values, in turn, of those that are `wanted`. Values stay as they are: the core decides what is doubled or folded. */
export function headerLines (headers: unknown, wanted: HeaderNames): string {
  let lines = ''
  const add = (name: unknown, value: unknown): void => {
    if (typeof name !== 'string') throw notAName(name)
    if (!wanted.has(name) || value === undefined) return
    if (typeof value === 'string') {
      lines += `${name}\n${oneLine(value)}\n`
    } else if (isStrings(value)) {
      for (const one of value) add(name, one)
    } else {
      throw notAValue(name, value)
    }
  }
  eachHeader(headers, add)
  return lines
}

/**
 * Names and values, in turn, of all of them: one that nobody wants may be the one that was wanted, under another name. What `headerLines`
 * refuses is refused; what it leaves unread may be anything, and is left out unless it is text.
 */
export function headerPairs (headers: unknown, wanted: HeaderNames): string[] {
  const pairs: string[] = []
  eachHeader(headers, (name, value) => {
    if (typeof name !== 'string') throw notAName(name)
    const values = typeof value === 'string' ? [value] : value
    if (isStrings(values)) for (const one of values) pairs.push(name, one)
    else if (value !== undefined && wanted.has(name)) throw notAValue(name, value)
  })
  return pairs
}

function eachHeader (headers: unknown, take: (name: unknown, value: unknown) => void): void {
  if (Array.isArray(headers) && !Array.isArray(headers[0])) {
    if (headers.length % 2 !== 0) throw new InvalidHeaders('the flat array of headers has a name without a value')
    for (let index = 0; index < headers.length; index += 2) take(headers[index], headers[index + 1])
  } else if (typeof headers !== 'object' || headers === null) {
    throw new TypeError(`headers must be request.rawHeaders, a Headers object, a Map or a plain object, not ${typeName(headers)}`)
  } else if (Symbol.iterator in headers) {
    for (const pair of headers as Iterable<unknown>) {
      if (!Array.isArray(pair) || pair.length !== 2) throw new InvalidHeaders('an entry of the headers is not a name and a value')
      take(pair[0], pair[1])
    }
  } else if ('rawHeaders' in headers) {
    throw new TypeError('headers must be the headers, not the request: pass request.rawHeaders')
  } else {
    for (const name of Object.keys(headers)) take(name, (headers as Record<string, unknown>)[name])
  }
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

/** No value that is right has a line feed, and with a NUL in its place it is wrong in the same way. */
function oneLine (value: string): string {
  return value.includes('\n') ? value.replaceAll('\n', '\0') : value
}
