// A message to sign or verify, as the native layer takes it.
import type { SchemeNames } from './options.js'
import { bytesToSign, bytesToVerify, typeName } from './bytes.js'
import { refuseUndefined, wellFormed } from './options.js'

/** What `URL` is, whether or not a project has its type. */
export interface UrlObject {
  readonly href: string
  readonly origin: string
}

/** What the native functions take. */
export interface MessageRead {
  method: string | undefined
  url: string | undefined
  body: Uint8Array | undefined
  options: string[] | undefined
  now: number | undefined
  /** Whether it is asked for, of a message to verify. */
  replayKey: boolean
}

/** Reads every member once; one that the scheme does not know is refused, so that a typing mistake cannot pass for a default. */
export function readMessage (
  names: SchemeNames,
  message: object,
  purpose: 'sign' | 'verify'
): MessageRead {
  if (typeof message !== 'object' || message === null) {
    throw new TypeError(`the message must be an object such as { method, url, body }, not ${typeName(message)}`)
  }
  const read: MessageRead = { method: undefined, url: undefined, body: undefined, options: undefined, now: undefined, replayKey: false }
  // Half the time of Object.entries, which makes an array per member.
  for (const name in message) {
    const value = (message as Record<string, unknown>)[name]
    if (value === undefined) {
      if (name === 'idempotencyKey' && names.perMessage.has(name)) refuseUndefined(name, 'for a request that must not be sent again')
      continue
    }
    switch (name) {
      case 'method':
        read.method = text(name, value)
        break
      case 'url':
        read.url = value instanceof URL ? value.href : text(name, value)
        break
      case 'body':
        read.body = purpose === 'sign' ? bytesToSign(value) : bytesToVerify(value)
        break
      case 'now':
        read.now = milliseconds(value)
        break
      case 'headers':
        break
      case 'unsignedBody':
        if (flag(name, value)) addOption(read, names, name, 'unsigned')
        break
      case 'replayKey':
        if (purpose === 'sign') throw names.unknownOption('message')
        read.replayKey = flag(name, value)
        break
      default:
        // Known by the first member that no scheme has, so that a right message is not searched.
        if ('rawHeaders' in message) throw wholeRequest()
        addOption(read, names, name, value)
    }
  }
  if (read.body !== undefined && (message as { unsignedBody?: boolean }).unsignedBody === true) {
    throw new TypeError('body and unsignedBody exclude each other: leave the body out when it is not signed')
  }
  return read
}

/** Most have nothing else, and what is not passed on need not be looked at on the other side. */
export function hasOnlyBody ({ method, url, options, now }: MessageRead): boolean {
  return method === undefined && url === undefined && options === undefined && now === undefined
}

function addOption (read: MessageRead, names: SchemeNames, given: string, value: unknown): void {
  const name = names.perMessage.get(given)
  if (name === undefined) throw names.unknownOption('message')
  read.options ??= []
  read.options.push(name, text(given, value))
}

function wholeRequest (): TypeError {
  return new TypeError(
    'the message must be an object such as { headers: request.rawHeaders, body }, with the raw body as bytes, not the request itself'
  )
}

function flag (name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${name} must be true or false, not ${typeName(value)}`)
  return value
}

function text (name: string, value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string, not ${typeName(value)}`)
  return wellFormed(name, value)
}

function milliseconds (now: unknown): number {
  const value = now instanceof Date ? now.getTime() : now
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TypeError('now must be a valid Date, or a number of milliseconds since 1970 such as Date.now()')
  }
  return Math.trunc(value)
}
