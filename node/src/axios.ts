import { Readable } from 'node:stream'
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import type { ClientOptions, Outgoing, RequestOptions } from './clients/client.js'
import type { RequestScheme } from './generated/schemes.js'
import type { SignedHeaders, Signer } from './signer.js'
import axios = require('axios')
import { asView, typeName } from './bytes.js'
import { Client, RedirectedElsewhere, sameOrigin, withoutFragment } from './clients/client.js'
import { readMembers } from './options.js'

export { RedirectedElsewhere } from './clients/client.js'
export type { ClientOptions, RequestOptions } from './clients/client.js'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Per-message options of the scheme, such as `idempotencyKey` (a value of your own, or `auto`). */
    paysig?: RequestOptions<RequestScheme>
  }
}

/**
 * What is used of an axios instance. Not `AxiosInstance`: axios has one type for ES modules and one for CommonJS, which do not fit each
 * other.
 */
export interface AxiosLike {
  readonly defaults: { readonly headers: { readonly common: object } }
  readonly interceptors: {
    readonly request: {
      use: (onFulfilled: (config: any) => any) => number
      eject: (id: number) => void
    }
  }
}

type Redirect = Record<string, any> & { href: string, method: string, headers: Record<string, string> }

/**
 * Makes an axios instance sign exactly what goes out, and verify signed responses; returns what undoes it.
 *
 * The signature is made of the bytes, URL and method that are sent, after every transformation and interceptor, and anew for a retry, with a
 * fresh timestamp and the same idempotency key. Content type and `Accept` are what the gateway expects, unless given. A redirect to
 * the same scheme, host and port is signed anew; one to any other fails with `RedirectedElsewhere`. Where responses are verified, a
 * redirect is an answer like any other, and is not followed. A response that does not verify is a
 * `RejectedError` with the unverified `response` on it.
 */
export function signAxios<S extends RequestScheme> (
  instance: AxiosLike,
  signer: Signer<S>,
  options?: ClientOptions<S>
): () => void {
  if (typeof instance?.interceptors?.request?.use !== 'function') {
    throw new TypeError(`instance must be an axios instance, not ${typeName(instance)}`)
  }
  const client = new Client(signer, readMembers('signAxios', options, ['accessToken', 'verifier']))
  const signing = new WeakSet<AxiosAdapter>()
  const installed = instance.interceptors.request.use((config: InternalAxiosRequestConfig) => {
    setExpectedHeaders(client, instance, config)
    // Of any other view axios sends the whole memory behind it.
    const view = asView(config.data)
    if (view !== undefined) config.data = buffer(view)
    // axios transforms a body after its interceptors; only an adapter sees what goes out.
    const { adapter } = config
    if (typeof adapter === 'function' && signing.has(adapter)) return config
    const signed = signingAdapter(client, adapter)
    signing.add(signed)
    config.adapter = signed
    return config
  })
  return () => instance.interceptors.request.eject(installed)
}

function setExpectedHeaders<S extends RequestScheme> (
  { expects }: Client<S>,
  instance: AxiosLike,
  { headers, data }: InternalAxiosRequestConfig
): void {
  // Objects and forms get the content type of their own encoding; to text and bytes axios would give a form's.
  const encoded = data === undefined || data === null || typeof data === 'string' || asView(data) !== undefined
  if (encoded && expects.contentType !== null) headers.setContentType(expects.contentType, false)
  if (expects.accept !== null && [undefined, null, (instance.defaults.headers.common as Record<string, unknown>)['Accept']].includes(headers.get('Accept') as string)) {
    headers.set('Accept', expects.accept)
  }
}

function signingAdapter<S extends RequestScheme> (client: Client<S>, adapter: InternalAxiosRequestConfig['adapter']): AxiosAdapter {
  return async config => {
    if (config.auth !== undefined && config.auth !== null) {
      throw new TypeError('auth would replace the Authorization header; leave it out: the signer sets what the gateway expects')
    }
    const settled = client.settle(config.paysig)
    // On the caller's config, so that a retry has the same key.
    config.paysig = settled
    const { body, contentType } = await encode(config.data)
    // A copy: the signature's headers are not the caller's.
    const headers = new axios.AxiosHeaders(config.headers)
    // A form's content type names its boundary, so axios' guess must go.
    if (contentType !== undefined) headers.setContentType(contentType)
    if (client.verifier !== undefined) headers.set('Accept-Encoding', 'identity', false)
    const message: Outgoing = {
      method: (config.method ?? 'get').toUpperCase(),
      url: withoutFragment(new URL(axios.getUri({ ...config, allowAbsoluteUrls: config.allowAbsoluteUrls ?? true }))),
      body
    }
    const signed = await client.sign(message, settled)
    for (const [name, value] of Object.entries(signed)) headers.set(name, value)
    const followed = redirects(client, message, settled, signed, config)
    const outgoing: InternalAxiosRequestConfig = {
      ...config,
      headers,
      url: message.url,
      baseURL: undefined,
      params: undefined,
      data: body === undefined ? undefined : buffer(body),
      ...followed.config,
      ...(client.verifier === undefined ? {} : { responseType: 'arraybuffer' })
    } as InternalAxiosRequestConfig

    const finish = (response: AxiosResponse): void => {
      response.config = config
      if (client.verifier === undefined) return
      const raw = asView(response.data) ?? new Uint8Array()
      response.data = decode(raw, config)
      try {
        client.verify(followed.current.message, followed.current.signed, { headers: receivedHeaders(response), body: raw })
      } catch (error) {
        throw Object.defineProperty(error as Error, 'response', { value: response })
      }
    }
    try {
      const send = axios.getAdapter(adapter, config)
      const response = await send(outgoing)
      finish(response)
      return response
    } catch (error) {
      if (followed.current.refused !== undefined) throw followed.current.refused
      if (axios.isAxiosError(error)) {
        error.config = config
        if (error.response !== undefined) finish(error.response)
      }
      throw error
    }
  }
}

interface Followed {
  readonly config: Partial<InternalAxiosRequestConfig>
  readonly current: { message: Outgoing, signed: SignedHeaders, refused?: Error }
}

/** A redirect to the same host gets headers signed anew; one to any other is refused. */
function redirects<S extends RequestScheme> (
  client: Client<S>,
  message: Outgoing,
  settled: Record<string, unknown>,
  signed: SignedHeaders,
  config: InternalAxiosRequestConfig
): Followed {
  const current: Followed['current'] = { message, signed }
  const beforeRedirect: NonNullable<InternalAxiosRequestConfig['beforeRedirect']> = (redirect, response, request) => {
    const { href, method, headers } = redirect as Redirect
    const url = withoutFragment(href)
    if (!sameOrigin(url, current.message.url)) {
      current.refused = new RedirectedElsewhere(current.message.url, url)
      throw current.refused
    }
    const names = new Set(Object.keys(current.signed).map(name => name.toLowerCase()))
    for (const name of Object.keys(headers)) if (names.has(name.toLowerCase())) delete headers[name]
    current.message = { method, url, body: method === current.message.method ? current.message.body : undefined }
    current.signed = client.signAgain(current.message, settled, signed)
    Object.assign(headers, current.signed)
    config.beforeRedirect?.(redirect, response, request)
  }
  // axios' adapter over fetch has no such hook: there a redirect is an answer like any other.
  const fetchOptions = { ...config.fetchOptions, redirect: config.fetchOptions?.['redirect'] === 'error' ? 'error' : 'manual' }
  const followed = { beforeRedirect, fetchOptions } as Partial<InternalAxiosRequestConfig>
  // axios throws away the body of a redirect that it follows, and with it what the signature of a signed one covers.
  return { config: client.verifier === undefined ? followed : { ...followed, maxRedirects: 0 }, current }
}

/** The bytes of what axios' transformations left, encoded once; the content type where the encoding chooses it. */
async function encode (data: unknown): Promise<{ body: Uint8Array | undefined, contentType?: string }> {
  if (data === undefined || data === null) return { body: undefined }
  if (typeof data === 'string') return { body: Buffer.from(data) }
  const view = asView(data)
  // A copy: the caller could write to it between the signature and the sending.
  if (view !== undefined) return { body: Uint8Array.from(view) }
  if (data instanceof FormData || data instanceof Blob) {
    const encoded = new Response(data)
    const contentType = encoded.headers.get('content-type')
    const body = new Uint8Array(await encoded.arrayBuffer())
    return contentType === null ? { body } : { body, contentType }
  }
  throw new TypeError(`data must be text, bytes, a FormData, a Blob or what axios encodes itself, not ${typeName(data)}: the body is signed before it is sent`)
}

/** What axios would have made of the response. */
function decode (raw: Uint8Array, config: InternalAxiosRequestConfig): unknown {
  const bytes = buffer(raw)
  if (config.responseType === 'arraybuffer') return bytes
  if (config.responseType === 'stream') return Readable.from([bytes])
  const encoding = config.responseEncoding as BufferEncoding | undefined
  const text = bytes.toString(encoding)
  return encoding === undefined || encoding === 'utf8' ? text.replace(/^\uFEFF/, '') : text
}

/** Node's own list where there is one: its headers object keeps only the first of some that were repeated. */
function receivedHeaders (response: AxiosResponse): readonly string[] | Iterable<readonly [string, string]> {
  const raw = (response.request as { res?: { rawHeaders?: unknown } } | undefined)?.res?.rawHeaders
  if (Array.isArray(raw)) return raw as string[]
  return Object.entries(axios.AxiosHeaders.from(response.headers as never).toJSON()) as Array<[string, string]>
}

function buffer (bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
