// Generated from the schemes by scripts/generate.mjs: do not edit.
import type { Bytes } from '../bytes.js'
import type { HeadersInput } from '../headers.js'
import type { UrlObject } from '../message.js'

/** An RSA key as PEM text, or as the bytes of PEM or DER. */
export type KeyMaterial = string | Uint8Array

export type GatewayId = 'aeterna' | 'global-payment' | 'smart-glocal' | 'smart2pay' | 'solidgate' | 'sumsub'

/** Merchant to gateway. */
export type RequestScheme = 'aeterna/request' | 'global-payment/request' | 'smart-glocal/request' | 'smart2pay/request' | 'solidgate/request' | 'sumsub/request'

/** The gateway's answer to a request. */
export type ResponseScheme = 'global-payment/response'

/** Gateway to merchant. */
export type WebhookScheme = 'aeterna/webhook' | 'global-payment/webhook' | 'smart-glocal/webhook' | 'smart2pay/notification' | 'solidgate/webhook' | 'solidgate-v2/webhook'

export type SchemeId = RequestScheme | ResponseScheme | WebhookScheme

/** Whose credentials a payment form takes. */
export type FormScheme = 'solidgate/request'

/** What a `Signer` needs. */
export interface SignCredentials {
  'aeterna/request': {
    /** The PublicToken of the merchant's account. */
    publicToken: string
    /** The account's e-mail address, exactly as registered. */
    email: string
    /** The SecretToken of the merchant's account. */
    secretToken: string
  }
  'aeterna/webhook': {
    /** The SecretToken of the merchant's account. */
    secretToken: string
  }
  'global-payment/request': {
    /** The sign_key, which is not the api_secret. */
    signKey: string
  }
  'global-payment/response': {
    /** The sign_key, which is not the api_secret. */
    signKey: string
  }
  'global-payment/webhook': {
    /** The sign_key, which is not the api_secret. */
    signKey: string
  }
  'smart-glocal/request': {
    /** The project's name. */
    project: string
    /** The merchant's RSA private key, PEM or DER. */
    privateKey: KeyMaterial
    /** Opens the private key, if it is encrypted. */
    passphrase?: KeyMaterial
    /** The merchant's RSA public key, PEM or DER. */
    publicKey?: KeyMaterial
  }
  'smart-glocal/webhook': {
    /** The gateway's RSA public key for this environment, PEM or DER. */
    publicKey?: KeyMaterial
    /** An RSA private key, PEM or DER, to play the gateway in tests. */
    privateKey: KeyMaterial
    /** Opens the private key, if it is encrypted. */
    passphrase?: KeyMaterial
  }
  'smart2pay/request': {
    /** The SiteID, from the merchant's dashboard. */
    siteId: string
    /** The site's API key, from the merchant's dashboard. */
    apiKey: string
  }
  'smart2pay/notification': {
    /** The SiteID, from the merchant's dashboard. */
    siteId: string
    /** The site's API key, from the merchant's dashboard. */
    apiKey: string
  }
  'solidgate/request': {
    /** The public API key, api_pk_…. */
    publicKey: string
    /** The secret API key, api_sk_…. */
    secretKey: string
  }
  'solidgate/webhook': {
    /** The public webhook key, wh_pk_…. */
    publicKey: string
    /** The secret webhook key, wh_sk_…. */
    secretKey: string
  }
  'solidgate-v2/webhook': {
    /** The secret of this webhook endpoint. */
    endpointSecret: string
  }
  'sumsub/request': {
    /** The app token. */
    appToken: string
    /** The app token's secret key. */
    secretKey: string
  }
}

/** What a `Verifier` needs. */
export interface VerifyCredentials {
  'aeterna/request': {
    /** The PublicToken of the merchant's account. */
    publicToken: string
    /** The account's e-mail address, exactly as registered. */
    email: string
    /** The SecretToken of the merchant's account. */
    secretToken: string
  }
  'aeterna/webhook': {
    /** The SecretToken of the merchant's account. */
    secretToken: string
  }
  'global-payment/request': {
    /** The sign_key, which is not the api_secret. */
    signKey: string
  }
  'global-payment/response': {
    /** The sign_key, which is not the api_secret. */
    signKey: string
  }
  'global-payment/webhook': {
    /** The sign_key, which is not the api_secret. */
    signKey: string
  }
  'smart-glocal/request': {
    /** The project's name. */
    project: string
    /** The merchant's RSA private key, PEM or DER. */
    privateKey?: KeyMaterial
    /** Opens the private key, if it is encrypted. */
    passphrase?: KeyMaterial
    /** The merchant's RSA public key, PEM or DER. */
    publicKey: KeyMaterial
  }
  'smart-glocal/webhook': {
    /** The gateway's RSA public key for this environment, PEM or DER. */
    publicKey: KeyMaterial
    /** An RSA private key, PEM or DER, to play the gateway in tests. */
    privateKey?: KeyMaterial
    /** Opens the private key, if it is encrypted. */
    passphrase?: KeyMaterial
  }
  'smart2pay/request': {
    /** The SiteID, from the merchant's dashboard. */
    siteId: string
    /** The site's API key, from the merchant's dashboard. */
    apiKey: string
  }
  'smart2pay/notification': {
    /** The SiteID, from the merchant's dashboard. */
    siteId: string
    /** The site's API key, from the merchant's dashboard. */
    apiKey: string
  }
  'solidgate/request': {
    /** The public API key, api_pk_…. */
    publicKey: string
    /** The secret API key, api_sk_…. */
    secretKey: string
  }
  'solidgate/webhook': {
    /** The public webhook key, wh_pk_…. */
    publicKey: string
    /** The secret webhook key, wh_sk_…. */
    secretKey: string
  }
  'solidgate-v2/webhook': {
    /** The secret of this webhook endpoint. */
    endpointSecret: string
  }
  'sumsub/request': {
    /** The app token. */
    appToken: string
    /** The app token's secret key. */
    secretKey: string
  }
}

/** What may be set when a `Signer` is built. */
export interface SignOptions {
  'aeterna/request': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'aeterna/webhook': {
    /** True: the JSON body is signed without the white space between its tokens, instead of as it stands. */
    compactBody?: boolean
  }
  'global-payment/request': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** Decoded (the default): the query is percent-decoded before it is signed; as-sent: it is signed as on the wire. */
    query?: 'decoded' | 'as-sent'
    /** The name of the timestamp's header. */
    headerTimestamp?: string
    /** The name of the signature's header. */
    headerSignature?: string
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'global-payment/response': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** Decoded (the default): the query is percent-decoded before it is signed; as-sent: it is signed as on the wire. */
    query?: 'decoded' | 'as-sent'
    /** The name of the timestamp's header. */
    headerTimestamp?: string
    /** The name of the signature's header. */
    headerSignature?: string
  }
  'global-payment/webhook': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** The name of the timestamp's header. */
    headerTimestamp?: string
    /** The name of the signature's header. */
    headerSignature?: string
  }
  'smart-glocal/request': { readonly [name: string]: never }
  'smart-glocal/webhook': { readonly [name: string]: never }
  'smart2pay/request': {
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'smart2pay/notification': {
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'solidgate/request': { readonly [name: string]: never }
  'solidgate/webhook': { readonly [name: string]: never }
  'solidgate-v2/webhook': { readonly [name: string]: never }
  'sumsub/request': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
  }
}

/** What may be set when a `Verifier` is built. */
export interface VerifyOptions {
  'aeterna/request': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'aeterna/webhook': {
    /** True: the JSON body is signed without the white space between its tokens, instead of as it stands. */
    compactBody?: boolean
  }
  'global-payment/request': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** Decoded (the default): the query is percent-decoded before it is signed; as-sent: it is signed as on the wire. */
    query?: 'decoded' | 'as-sent'
    /** The name of the timestamp's header. */
    headerTimestamp?: string
    /** The name of the signature's header. */
    headerSignature?: string
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'global-payment/response': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** Decoded (the default): the query is percent-decoded before it is signed; as-sent: it is signed as on the wire. */
    query?: 'decoded' | 'as-sent'
    /** The name of the timestamp's header. */
    headerTimestamp?: string
    /** The name of the signature's header. */
    headerSignature?: string
  }
  'global-payment/webhook': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
    /** The name of the timestamp's header. */
    headerTimestamp?: string
    /** The name of the signature's header. */
    headerSignature?: string
  }
  'smart-glocal/request': { readonly [name: string]: never }
  'smart-glocal/webhook': { readonly [name: string]: never }
  'smart2pay/request': {
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'smart2pay/notification': {
    /** True: http is allowed to localhost, 127.0.0.0/8 and [::1], for tests. */
    allowHttpLoopback?: boolean
  }
  'solidgate/request': { readonly [name: string]: never }
  'solidgate/webhook': { readonly [name: string]: never }
  'solidgate-v2/webhook': { readonly [name: string]: never }
  'sumsub/request': {
    /** By how many milliseconds the timestamp may differ from the clock, to either side. */
    tolerance?: number
    /** Off: a message of any age is accepted; the caller guards against replays. */
    freshness?: 'off'
  }
}

/** What `sign` takes. */
export interface SignMessage {
  'aeterna/request': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The timestamp to sign, as text in the scheme's unit; the clock's without it. */
    timestamp?: string
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'aeterna/webhook': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'global-payment/request': {
    /** The HTTP method, in any case. */
    method: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The timestamp to sign, as text in the scheme's unit; the clock's without it. */
    timestamp?: string
    /** The access token, sent as Authorization: Bearer; needs an https URL. */
    accessToken?: string
  } & ({
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
    /** The body is not signed, such as a multipart upload, and so is not authentic. */
    unsignedBody?: false
  } | {
    /** The body is not signed, such as a multipart upload, and so is not authentic. */
    unsignedBody: true
    body?: undefined
  })
  'global-payment/response': {
    /** The HTTP method, in any case. */
    method: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The timestamp to sign, as text in the scheme's unit; the clock's without it. */
    timestamp?: string
    /** The answered request's timestamp, as text; used when the response has none of its own. */
    requestTimestamp?: string
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'global-payment/webhook': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The timestamp to sign, as text in the scheme's unit; the clock's without it. */
    timestamp?: string
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'smart-glocal/request': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The payer's identifier, for legal entities; left out when blank. */
    submerchant?: string
    /** The same key for the same request sent again; not signed. */
    idempotencyKey?: string
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'smart-glocal/webhook': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'smart2pay/request': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'smart2pay/notification': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'solidgate/request': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'solidgate/webhook': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'solidgate-v2/webhook': {
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
  'sumsub/request': {
    /** The HTTP method, in any case. */
    method: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The timestamp to sign, as text in the scheme's unit; the clock's without it. */
    timestamp?: string
  } & {
    /** The bytes, exactly as they go over the wire. */
    body?: Bytes
  }
}

/** What `verify` takes. */
export interface VerifyMessage {
  'aeterna/request': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'aeterna/webhook': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'global-payment/request': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & ({
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
    /** The body is not signed, such as a multipart upload, and so is not authentic. */
    unsignedBody?: false
  } | {
    /** The body is not signed, such as a multipart upload, and so is not authentic. */
    unsignedBody: true
    body?: undefined
  })
  'global-payment/response': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** The answered request's timestamp, as text; used when the response has none of its own. */
    requestTimestamp?: string
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'global-payment/webhook': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'smart-glocal/request': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'smart-glocal/webhook': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'smart2pay/request': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'smart2pay/notification': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'solidgate/request': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'solidgate/webhook': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'solidgate-v2/webhook': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method?: string
    /** The URL, exactly as it goes over the wire. */
    url?: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
  'sumsub/request': {
    headers: HeadersInput
    /** The HTTP method, in any case. */
    method: string
    /** The URL, exactly as it goes over the wire. */
    url: string | UrlObject
    /** The clock for this message instead of the system's. */
    now?: Date | number
    /** Makes the replay key too, which is one more SHA-256 over what is signed. */
    replayKey?: boolean
  } & {
    /** The bytes, exactly as they go over the wire. */
    body: Bytes
  }
}

/** Whether a verified message vouches for its body. */
export interface VerifiedBody {
  'aeterna/request': null
  'aeterna/webhook': Uint8Array
  'global-payment/request': Uint8Array | null
  'global-payment/response': Uint8Array
  'global-payment/webhook': Uint8Array
  'smart-glocal/request': Uint8Array
  'smart-glocal/webhook': Uint8Array
  'smart2pay/request': null
  'smart2pay/notification': null
  'solidgate/request': Uint8Array
  'solidgate/webhook': Uint8Array
  'solidgate-v2/webhook': Uint8Array
  'sumsub/request': Uint8Array
}

/** Whether a verified message has a signed time. */
export interface VerifiedTime {
  'aeterna/request': Date
  'aeterna/webhook': null
  'global-payment/request': Date
  'global-payment/response': Date
  'global-payment/webhook': Date
  'smart-glocal/request': null
  'smart-glocal/webhook': null
  'smart2pay/request': null
  'smart2pay/notification': null
  'solidgate/request': null
  'solidgate/webhook': null
  'solidgate-v2/webhook': null
  'sumsub/request': Date
}
