// Bodies are bytes. Whatever holds bytes is taken as it is; whatever would first have to be encoded is refused.

/** Bytes, in any of the forms in which JavaScript holds them: `Buffer`, `Uint8Array`, `ArrayBuffer`, `DataView` … */
export type Bytes = ArrayBufferLike | ArrayBufferView

const RAW_BODY =
  'take the raw bytes before anything parses them: express.raw({ type: () => true }), a Fastify content type parser with ' +
  "parseAs: 'buffer', or await request.arrayBuffer(); paysig/express, paysig/fastify and paysig/web do that by themselves"
const ENCODED_ONCE =
  'encode it once, const body = Buffer.from(JSON.stringify(value)), sign that and send that; paysig/fetch and paysig/axios do it ' +
  'by themselves'

/** The body to sign: the bytes that will be sent. */
export function bytesToSign (body: unknown): Uint8Array {
  return bytes(body, ENCODED_ONCE)
}

/** The body to verify: the bytes that came. */
export function bytesToVerify (body: unknown): Uint8Array {
  return bytes(body, RAW_BODY)
}

function bytes (body: unknown, advice: string): Uint8Array {
  const view = asView(body)
  if (view === undefined) {
    throw new TypeError(
      `body must be bytes (Buffer, Uint8Array, ArrayBuffer or another view), not ${typeName(body)}: the signature is that of ` +
      `the bytes on the wire, and text or a parsed value need not give the same bytes again; ${advice}`
    )
  }
  // Node-API shows a detached buffer, and a view beyond the end of a shrunk one, as empty: another body than the one that was meant.
  if (view.byteLength === 0) refuseLost(body, view.buffer)
  return view
}

/** A copy of shared memory, which another thread may write to while it is read. */
export function unshared (bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes?.buffer instanceof SharedArrayBuffer ? Uint8Array.from(bytes) : bytes
}

/** The same memory as bytes; `undefined` for what holds none. */
export function asView (body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  if (body instanceof ArrayBuffer || body instanceof SharedArrayBuffer) return new Uint8Array(body)
  return undefined
}

function refuseLost (body: unknown, buffer: ArrayBufferLike): void {
  try {
    new Uint8Array(buffer)
    // A view beyond the end has offset 0 and length 0, as an empty one has, but its methods throw.
    if (ArrayBuffer.isView(body) && !(body instanceof DataView)) Uint8Array.prototype.keys.call(body as Uint8Array)
  } catch {
    throw new TypeError('body is detached, its bytes transferred to another thread or buffer, or its buffer was made smaller: pass a copy')
  }
}

export function typeName (value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'a string'
  if (typeof value !== 'object') return `${typeof value}`
  if (Array.isArray(value)) return 'an array'
  const prototype: object | null = Object.getPrototypeOf(value)
  if (prototype !== null && !Object.hasOwn(prototype, 'constructor')) return 'an object that inherits its members'
  const name = (value as object).constructor?.name
  return name === undefined || name === 'Object' ? 'a parsed object' : `a ${name}`
}
