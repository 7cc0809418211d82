// Gateways and schemes as data, for programs and for people.
import type { GatewayId, SchemeId } from './generated/schemes.js'
import { typeName } from './bytes.js'
import { UnknownGateway, UnknownScheme } from './generated/errors.js'
import { guarded } from './failures.js'
import { camelCaseMembers } from './names.js'
import { native } from './native.js'
import { readMembers, refuseUndefined } from './options.js'

/** A payment company's API: its schemes, and what else a client must know to reach it. */
export interface GatewayDescription {
  readonly id: GatewayId
  readonly name: string
  /** Empty when the company publishes no host. */
  readonly hosts: readonly HostDescription[]
  /** The path of an API call, with the places `{major}` and `{path}`. */
  readonly endpoint: string
  /** The answer that tells the gateway that a webhook arrived. */
  readonly acknowledgement: Acknowledgement | null
  /** Where the error answers hold what, and what their codes mean; `gatewayError` reads it. */
  readonly errorBody: object | null
  readonly schemes: readonly SchemeDescription[]
}

export interface HostDescription {
  readonly environment: Environment
  readonly product: string
  readonly url: string
}

/** `any`: the credentials decide, and test and live traffic share the host. */
export type Environment = 'test' | 'live' | 'any'

export interface Acknowledgement {
  readonly status: number
  readonly contentType: string | null
  readonly body: string
}

/** The rule for one kind of message. Names in it are the core's, the same in every language. */
export interface SchemeDescription {
  readonly id: SchemeId
  readonly kind: 'request' | 'response' | 'webhook'
  /** The rule in one sentence. */
  readonly rule: string
  readonly fields: readonly FieldDescription[]
  /** The credential that is the sender's id. */
  readonly sender: string | null
  readonly proof: ProofDescription
  readonly headers: readonly HeaderDescription[]
  readonly freshness: { readonly unit: 'seconds' | 'milliseconds', readonly toleranceSeconds: number } | null
  readonly options: readonly OptionDescription[]
  readonly expects: Expectations
  readonly notes: readonly string[]
}

export interface FieldDescription {
  readonly name: string
  readonly role: 'public' | 'secret' | 'signing_key' | 'verifying_key' | 'passphrase'
  readonly about: string
  readonly forbids: string
  readonly refuses: ReadonlyArray<{ readonly prefix: string, readonly mistake: string }>
}

export type PartDescription =
  | 'timestamp' | 'method' | 'path' | 'query' | 'target' | 'body'
  | { readonly field: string }
  | { readonly literal: string }

export type ProofDescription =
  | { readonly mac: { readonly key: string, readonly hash: string, readonly parts: readonly PartDescription[], readonly text: string } }
  | { readonly rsaPkcs1Sha256: { readonly parts: readonly PartDescription[], readonly text: string } }
  | { readonly basic: { readonly user: string, readonly password: string } }

export interface HeaderDescription {
  readonly name: string
  readonly also: readonly string[]
  readonly value:
    | 'proof' | 'timestamp'
    | { readonly field: string }
    | { readonly option: { readonly name: string, readonly prefix: string } }
  readonly need: 'always' | 'if_given' | 'else_from_request'
}

export interface OptionDescription {
  readonly name: string
  readonly when: 'building' | 'message'
  readonly values: unknown
  readonly about: string
}

/** What a gateway expects of a message beside the signature. */
export interface Expectations {
  readonly method: string | null
  readonly contentType: string | null
  readonly accept: string | null
  readonly https: 'required' | 'expected'
  readonly tls: string
}

/** Which API call of a gateway. */
export interface CallOptions {
  /** `live` without it. */
  environment?: Environment
  /** The gateway's product, such as `cards`; its first one without it. */
  product?: string
  /** The API version, such as `1.0`, where the gateway's URLs have one; `1` without it. */
  version?: string
}

let described: readonly GatewayDescription[] | undefined

/** Every gateway, by id. */
export function gateways (): readonly GatewayDescription[] {
  described ??= camelCaseMembers<{ gateways: readonly GatewayDescription[] }>(guarded(native.describe)).gateways
  return described
}

/** The gateway of this id; `UnknownGateway` when there is none. */
export function gateway (id: GatewayId): GatewayDescription {
  const found = gateways().find(gateway => gateway.id === id)
  if (found === undefined) {
    throw new UnknownGateway(`the gateways are: ${gateways().map(gateway => gateway.id).join(', ')}`)
  }
  return found
}

/** The scheme of this id; `UnknownScheme` when there is none. */
export function scheme (id: SchemeId): SchemeDescription {
  const schemes = gateways().flatMap(gateway => gateway.schemes)
  const found = schemes.find(scheme => scheme.id === id)
  if (found === undefined) throw new UnknownScheme(`the schemes are: ${schemes.map(scheme => scheme.id).join(', ')}`)
  return found
}

/** The gateway that a scheme is of. */
export function gatewayOf (id: SchemeId): GatewayDescription {
  const found = gateways().find(gateway => gateway.schemes.some(scheme => scheme.id === id))
  if (found === undefined) throw new UnknownScheme(`no gateway has the scheme ${String(id)}`)
  return found
}

/**
 * The URL of an API call.
 *
 * Throws `UnknownHost` when the gateway publishes no such host or version, `InvalidUrl` for a path that could not go over the wire, and
 * `TypeError` for an environment that is `undefined`: leave it out for live.
 */
export function gatewayUrl (id: GatewayId, path: string, options?: CallOptions): string {
  const given = readMembers('a URL', options, ['environment', 'product', 'version'])
  const { environment, product, version } = given
  if (environment === undefined && 'environment' in given) refuseUndefined('environment', 'for live')
  for (const [name, value] of Object.entries({ gateway: id, path, environment, product, version })) {
    const leftOut = value === undefined && name !== 'gateway' && name !== 'path'
    if (!leftOut && typeof value !== 'string') throw new TypeError(`${name} must be a string, not ${typeName(value)}`)
  }
  return guarded(() => native.gatewayUrl(id, path, environment, product, version))
}
