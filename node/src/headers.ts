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

/** The lines whose lower-case name is `wanted`. Values stay as they are: the core decides what is doubled or folded. */
export function headerLines (headers: unknown, wanted: ReadonlySet<string>): string[] {
  const lines: string[] = []
  const add = (name: unknown, value: unknown): void => {
    if (typeof name !== 'string') throw new TypeError(`the name of a header must be a string, not ${typeName(name)}`)
    if (!wanted.has(name.toLowerCase()) || value === undefined) return
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one !== 'string') throw new TypeError(`the value of the header ${name} must be a string, not ${typeName(one)}`)
      lines.push(name, one)
    }
  }
  if (Array.isArray(headers) && !Array.isArray(headers[0])) {
    if (headers.length % 2 !== 0) throw new InvalidHeaders('the flat array of headers has a name without a value')
    for (let index = 0; index < headers.length; index += 2) add(headers[index], headers[index + 1])
  } else if (typeof headers !== 'object' || headers === null) {
    throw new TypeError(`headers must be request.rawHeaders, a Headers object, a Map or a plain object, not ${typeName(headers)}`)
  } else if (Symbol.iterator in headers) {
    for (const pair of headers as Iterable<unknown>) {
      if (!Array.isArray(pair) || pair.length !== 2) throw new InvalidHeaders('an entry of the headers is not a name and a value')
      add(pair[0], pair[1])
    }
  } else if ('rawHeaders' in headers) {
    throw new TypeError('headers must be the headers, not the request: pass request.rawHeaders')
  } else {
    for (const [name, value] of Object.entries(headers)) add(name, value)
  }
  return lines
}
