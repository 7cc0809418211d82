// The census of bad input: each argument of each public function, with each kind of bad input that its type has.
//
// What comes of it is that the value is taken, an error with a code, or a TypeError; and nothing else.
import assert from 'node:assert/strict'
import { ConfigurationError, InputError, PaysigError, RejectedError } from 'paysig'
import { key } from './support.mjs'

export const SECRET = 'ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT'
export const PRIVATE_KEY = key('rsa2048.pkcs8.pem').toString()
export const PUBLIC_KEY = key('rsa2048.spki.pem').toString()

const BAD_BYTES = [
  ['empty', Buffer.alloc(0)],
  ['white space around', Buffer.from(' value\n')],
  ['NUL and control characters', Buffer.from('a\0b\r\n\x1b[31m')],
  ['not UTF-8', Buffer.from('\xff\xfe half \xe2\x82', 'latin1')],
  ['nonsense', Buffer.from('no such thing?')],
  ['right-to-left and emoji', Buffer.from('\u202e\u{1f4b3}é')],
  ['1 MiB', Buffer.alloc(1 << 20, 'A')]
]
const NO_TEXT = [7, true, 1n, Symbol('value'), ['value'], { a: 1 }, () => 'value']

/** A kind of bad input, and the values of that kind: all of them have to come to the same. */
const kinds = (others, ...more) => [['nothing', [undefined]], ['`null`', [null]], ['another type', others], ...more]

const text = others => kinds(others, ...BAD_BYTES.map(([kind, bad]) =>
  // In UTF-16 it is half of a surrogate pair that no UTF-8 can be made of.
  [kind, [kind === 'not UTF-8' ? '\ud800 half \udc00\ud800' : bad.toString()]]))

const bytes = (others, ...types) => kinds(others, ...BAD_BYTES.map(([kind, bad]) => [kind, types.map(type => type(bad))]))

const number = others => kinds(
  ['1', 1n, true, Symbol('1'), [1], {}, ...others],
  ['0', [0]], ['-1', [-1]], ['the greatest', [Number.MAX_SAFE_INTEGER]], ['beyond whole numbers', [Number.MAX_VALUE]],
  ['a fraction', [1.5]], ['NaN', [NaN]], ['Infinity', [Infinity, -Infinity]])

const buffer = bad => Buffer.from(bad)
const views = [buffer, bad => new Uint8Array(bad), bad => new DataView(new Uint8Array(bad).buffer), bad => new Uint8Array(bad).buffer,
  bad => { const shared = new Uint8Array(new SharedArrayBuffer(bad.length)); shared.set(bad); return shared.buffer }]

export const TEXT = text([...NO_TEXT, Buffer.from('value')])
/** A name in an object, which JavaScript makes text of. */
export const NAME = text([]).filter(([kind]) => !['nothing', '`null`', 'another type'].includes(kind))
/** A label or header's name, in pairs. */
export const NAME_IN_PAIR = text([...NO_TEXT, Buffer.from('value')])
/** Text that may also be bytes: each has its row. */
export const TEXT_OR_BYTES = text(NO_TEXT)
/** Text among values that may also be flags. */
export const OPTION = text([7, 1n, Symbol('value'), ['value'], {}, Buffer.from('value')])
/** Text that may also be an object. */
export const JSON_TEXT = text([7, true, 1n, Symbol('value'), () => 'value'])
/** What JSON can hold or leaves out, and what it cannot. */
export const VALUE = text([1n])
/** What can become a message. */
export const WORDS = text([7, true, 1n, ['value'], {}])
export const BODY = bytes([...NO_TEXT, 'text'], ...views)
export const BODY_OR_TEXT = bytes(NO_TEXT, ...views)
export const JSON_BYTES = bytes([7, true, 1n, Symbol('value'), () => 'value'], ...views)
export const KEY_BYTES = bytes(NO_TEXT, buffer, bad => new Uint8Array(bad))
/** As those of a verifier, which may also be sets of them. */
export const [IN_A_SET, BYTES_IN_A_SET] = [TEXT_OR_BYTES, KEY_BYTES].map(of =>
  of.map(([kind, bad]) => [kind, kind === 'another type' ? bad.filter(value => value.a === undefined) : bad]))
export const PASSPHRASE = bytes(NO_TEXT, buffer)
export const ARRAY = bytes([...NO_TEXT, 'text', new ArrayBuffer(16)], buffer)
/** A header's value, which may also be an array of them. */
export const LINE = text([7, true, 1n, Symbol('value'), { a: 1 }, [7], Buffer.from('value')])
/** A token, which may also be a function that gets one. */
export const TOKEN = text([7, true, 1n, Symbol('value'), ['value'], {}])
/** A body of which HTTP libraries make bytes: what they take besides is not ours. */
export const [BODY_TEXT, BODY_BYTES] = [text([{ a: 1 }]), bytes([{ a: 1 }], ...views.slice(0, -1))]
/** What comes over the wire is bytes. */
export const WIRE = BAD_BYTES.map(([kind, bad]) => [kind, [bad]])
export const NUMBER = number([new Date(0)])
export const TIME = number([]).concat([['no valid date', [new Date(NaN)]]])
export const FLAG = kinds([7, 1n, 'no such thing?', Symbol('true'), ['true'], {}])
export const BUILDING_FLAG = kinds([7, 1n, Symbol('true'), ['true'], {}])
export const MESSAGE = kinds([7, true, 'text', Symbol('value')], ['empty', [{}]])
export const OPTIONS = kinds([7, true, 'text', Symbol('value'), ['value'], new Date(0)], ['empty', [{}]])
export const FUNCTION = kinds([7, true, 'text', Symbol('value'), ['value'], {}])
export const INSTANCE = kinds([7, true, 'text', Symbol('value'), ['value'], {}])
export const HEADERS = kinds(
  [7, true, 'text', Symbol('value')],
  ['empty', [{}, [], new Map(), new Headers()]], ['nonsense', [['value'], [['a']], [['a', 'b', 'c']]]])

/** What a web framework said to the sender, and no exception says. */
export class Refused extends Error {}

/** What the platform that carries it does not let be. */
export class CannotBeWritten extends Error {}

/** A function's argument, and how to call the function with bad ones. What is only stored is carried on to where it is checked. */
export function argument (name, argument, kinds, call) {
  return { name, argument, kinds, call }
}

export async function rows ({ name, argument, kinds, call }) {
  const made = []
  for (const [kind, values] of kinds) {
    const outcomes = new Set()
    for (const value of values) outcomes.add(await outcome(`${name}, ${argument}, ${kind}`, () => call(value)))
    assert.equal(outcomes.size, 1, `${name}, ${argument}, ${kind}: it depends: ${[...outcomes].join(', ')}`)
    made.push([name, argument, kind, ...outcomes])
  }
  return made
}

async function outcome (where, call) {
  try {
    await call()
  } catch (error) {
    if (error instanceof CannotBeWritten) return 'cannot be written'
    if (error instanceof Refused) return `\`${error.message}\``
    check(where, error)
    if (error instanceof ConfigurationError || error instanceof InputError || error instanceof RejectedError) return `\`${error.code}\``
    if (error instanceof TypeError) return '`TypeError`'
    throw new assert.AssertionError({ message: `${where}: ${error.stack}` })
  }
  return 'taken'
}

function check (where, error) {
  const said = error.message
  assert.ok(said.length > 5 && said.length < 2000, `${where}: a message of ${said.length} characters`)
  assert.doesNotMatch(said, /[\p{Cc}\p{Cf}\p{Cs}]/u, where)
  assert.ok(!said.includes(SECRET), `${where}: a secret in ${said}`)
  assert.ok(!PRIVATE_KEY.split('\n').some(line => line !== '' && said.includes(line)), `${where}: a key in ${said}`)
  // What the engine says of a value that nobody thought of.
  if (!(error instanceof PaysigError)) assert.doesNotMatch(said, /is not a function|Cannot read|Cannot destructure/, where)
}

/** By their names; newer versions of Node have the module itself among them. */
export function exportsOf (module) {
  return Object.entries(module).filter(([name]) => name !== 'module.exports')
}

/** Every parameter of every public function, as name and parameter, by the name under which users find the function. */
export function publicParameters (modules) {
  const found = []
  const add = (name, parameters) => {
    for (const parameter of parameters.split(',')) {
      const [given] = parameter.trim().split(/\W/)
      if (given !== '') found.push(`${name}: ${given}`)
    }
  }
  const addFunction = (name, made) => add(name, /\(([^)]*)\)/.exec(made.toString())[1])
  for (const [home, module] of Object.entries(modules)) {
    const prefix = home === 'paysig' ? '' : `${home}.`
    for (const [name, item] of exportsOf(module)) {
      if (typeof item === 'object') {
        for (const [member, made] of Object.entries(item)) addFunction(`${prefix}${name}.${member}`, made)
      } else if (typeof item === 'function' && !item.toString().startsWith('class')) {
        addFunction(prefix + name, item)
      } else if (typeof item === 'function' && !(item.prototype instanceof Error)) {
        add(`new ${prefix}${name}`, /constructor\s*\(([^)]*)\)/.exec(item.toString())[1])
        for (const [owner, mark] of [[item.prototype, '#'], [item, '.']]) {
          for (const [member, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
            if (typeof value === 'function' && member !== 'constructor') addFunction(`${prefix}${name}${mark}${member}`, value)
          }
        }
      }
    }
  }
  return found
}
