// Generated from the schemes by scripts/generate.mjs: do not edit.
import type { Bytes } from '../bytes.js'
import type { CallOptions } from '../description.js'
import type { GatewayError } from '../gateway-errors.js'
import type { SignCredentials, SignOptions, VerifyOptions } from './schemes.js'
import type { Keyring } from '../verifier.js'
import { gatewayUrl } from '../description.js'
import { Form } from '../form.js'
import { gatewayError } from '../gateway-errors.js'
import { Signer } from '../signer.js'
import { Verifier } from '../verifier.js'

/** Aeterna: what its merchants need. */
export const aeterna = Object.freeze({
  /**
   * `aeterna/request`: X-App-Access-Sig = HMAC-SHA256 of timestamp + email, keyed with secret_token, written as lower-case hex.
   *
   * - Only the time and the e-mail address are signed: within the tolerance one captured set of headers serves any call, so use https and never log the headers.
   * - The same key signs webhooks: a request's signature verifies as a webhook whose body is the timestamp and the e-mail address.
   */
  signer (credentials: SignCredentials['aeterna/request'], options?: SignOptions['aeterna/request']): Signer<'aeterna/request'> {
    return new Signer('aeterna/request', credentials, options)
  },

  /**
   * `aeterna/webhook`: X-Signature = HMAC-SHA256 of body, keyed with secret_token, written as hex of either case.
   *
   * - No timestamp is signed: record the replay key of what was processed.
   * - The vendor's page also speaks of JSON without spaces or line breaks; the raw bytes are verified unless compact_body says otherwise.
   */
  verifier (credentials: Keyring<'aeterna/webhook'>, options?: VerifyOptions['aeterna/webhook']): Verifier<'aeterna/webhook'> {
    return new Verifier('aeterna/webhook', credentials, options)
  }
})

/** Global Payment: what its merchants need. */
export const globalPayment = Object.freeze({
  /**
   * `global-payment/request`: SIGNATURE = HMAC-SHA512 of METHOD + timestamp + path + query + body, keyed with sign_key, written as base64 with padding, on one line.
   *
   * - The parts are joined without separators; the path keeps its leading slash and the query has no question mark.
   * - The signature does not say where the path, the query and the body end: a request with the end of its query moved to its body, or the reverse, has the same one. With query = decoded, an escaped & and a plain one are the same too. Whoever verifies requests accepts only paths, parameters and bodies of the form it expects.
   * - Calls that fetch an access token are not signed.
   */
  signer (credentials: SignCredentials['global-payment/request'], options?: SignOptions['global-payment/request']): Signer<'global-payment/request'> {
    return new Signer('global-payment/request', credentials, options)
  },

  /**
   * `global-payment/response`: D-SIGNATURE = HMAC-SHA512 of METHOD + timestamp + path + query + body, keyed with sign_key, written as base64 with padding, on one line.
   *
   * - Bound to the method, path and query of the request that it answers.
   * - A response without a timestamp of its own is bound to its request's: the request echoed with its own body and signature then verifies as its response.
   */
  responseVerifier (credentials: Keyring<'global-payment/response'>, options?: VerifyOptions['global-payment/response']): Verifier<'global-payment/response'> {
    return new Verifier('global-payment/response', credentials, options)
  },

  /**
   * `global-payment/webhook`: SIGNATURE = HMAC-SHA512 of timestamp + body, keyed with sign_key, written as base64 with padding, on one line.
   *
   * - Give webhooks that waited in a queue the time at which they came.
   */
  verifier (credentials: Keyring<'global-payment/webhook'>, options?: VerifyOptions['global-payment/webhook']): Verifier<'global-payment/webhook'> {
    return new Verifier('global-payment/webhook', credentials, options)
  },

  /** What error an answer of the gateway is; `null` when it is none. Leave out the status where there is none. */
  error (body: string | Bytes, status?: number): GatewayError | null {
    return gatewayError('global-payment', body, status)
  },

  /** The URL of an API call: https://openapi.dev.stablelink.app (test, api), https://openapi.stablelink.app (live, api). */
  url (path: string, options?: CallOptions): string {
    return gatewayUrl('global-payment', path, options)
  }
})

/** Smart Glocal: what its merchants need. */
export const smartGlocal = Object.freeze({
  /**
   * `smart-glocal/request`: X-PARTNER-SIGN = RSASSA-PKCS1-v1_5 signature with SHA-256 of body, written as base64 with padding, on one line.
   *
   * - Only the body is signed: not the method, the path, the time or the other headers.
   * - No timestamp or nonce is signed: a captured request can be sent again; use an idempotency key.
   */
  signer (credentials: SignCredentials['smart-glocal/request'], options?: SignOptions['smart-glocal/request']): Signer<'smart-glocal/request'> {
    return new Signer('smart-glocal/request', credentials, options)
  },

  /**
   * `smart-glocal/webhook`: X-PARTNER-SIGN = RSASSA-PKCS1-v1_5 signature with SHA-256 of body, written as base64 with padding, on one line.
   *
   * - No timestamp is signed: record the replay key of what was processed.
   * - The gateway repeats a webhook for up to 30 minutes until it is acknowledged.
   */
  verifier (credentials: Keyring<'smart-glocal/webhook'>, options?: VerifyOptions['smart-glocal/webhook']): Verifier<'smart-glocal/webhook'> {
    return new Verifier('smart-glocal/webhook', credentials, options)
  },

  /** What error an answer of the gateway is; `null` when it is none. Leave out the status where there is none. */
  error (body: string | Bytes, status?: number): GatewayError | null {
    return gatewayError('smart-glocal', body, status)
  },

  /** The URL of an API call: https://demo.smart-glocal.com (test, api), https://proxy.smart-glocal.com (live, api). */
  url (path: string, options?: CallOptions): string {
    return gatewayUrl('smart-glocal', path, options)
  }
})

/** Smart2Pay: what its merchants need. */
export const smart2pay = Object.freeze({
  /**
   * `smart2pay/request`: Authorization = `Basic ` and the base64 of site_id + `:` + api_key (RFC 7617); nothing is signed.
   *
   * - Nothing is signed: the header itself is the secret, so it goes over https only and is never logged.
   * - To rotate the key, make a new one, verify with both under two labels, send with the new one, then drop the old one; if it may be known to others, regenerate it at once.
   */
  signer (credentials: SignCredentials['smart2pay/request'], options?: SignOptions['smart2pay/request']): Signer<'smart2pay/request'> {
    return new Signer('smart2pay/request', credentials, options)
  },

  /**
   * `smart2pay/notification`: Authorization = `Basic ` and the base64 of site_id + `:` + api_key (RFC 7617); nothing is signed.
   *
   * - The body is not signed: a verified notification says only that its sender knows the API key. Fetch the payment from the gateway before acting on it.
   */
  verifier (credentials: Keyring<'smart2pay/notification'>, options?: VerifyOptions['smart2pay/notification']): Verifier<'smart2pay/notification'> {
    return new Verifier('smart2pay/notification', credentials, options)
  },

  /** The URL of an API call: https://paytest.smart2pay.com (test, api), https://globalpay.smart2pay.com (live, api), https://securetest.smart2pay.com (test, cards), https://secure.smart2pay.com (live, cards). */
  url (path: string, options?: CallOptions): string {
    return gatewayUrl('smart2pay', path, options)
  }
})

/** SolidGate: what its merchants need. */
export const solidgate = Object.freeze({
  /**
   * `solidgate/request`: Signature = HMAC-SHA512 of public_key + body + public_key, keyed with secret_key, written as base64 of the lower-case hex digits.
   *
   * - Neither the method, the path nor the time is signed: a captured request can be sent again, also to another path.
   * - A request without a body signs the public key twice.
   */
  signer (credentials: SignCredentials['solidgate/request'], options?: SignOptions['solidgate/request']): Signer<'solidgate/request'> {
    return new Signer('solidgate/request', credentials, options)
  },

  /**
   * `solidgate/webhook`: Signature = HMAC-SHA512 of public_key + body + public_key, keyed with secret_key, written as base64 of the lower-case hex digits.
   *
   * - The headers solidgate-event-id, solidgate-event-created-at and solidgate-event-type are not signed.
   * - Deliveries repeat and come in any order: record the replay key of what was processed.
   */
  verifier (credentials: Keyring<'solidgate/webhook'>, options?: VerifyOptions['solidgate/webhook']): Verifier<'solidgate/webhook'> {
    return new Verifier('solidgate/webhook', credentials, options)
  },

  /** The fields of a payment form. */
  form (credentials: SignCredentials['solidgate/request']): Form {
    return new Form(credentials)
  },

  /** What error an answer of the gateway is; `null` when it is none. Leave out the status where there is none. */
  error (body: string | Bytes, status?: number): GatewayError | null {
    return gatewayError('solidgate', body, status)
  },

  /** The URL of an API call: https://pay.solidgate.com (any, cards), https://gate.solidgate.com (any, alternative). */
  url (path: string, options?: CallOptions): string {
    return gatewayUrl('solidgate', path, options)
  }
})

/** SolidGate: what its merchants need. */
export const solidgateV2 = Object.freeze({
  /**
   * `solidgate-v2/webhook`: signature = HMAC-SHA256 of body, keyed with endpoint_secret, written as base64 with padding, on one line.
   *
   * - The webhooks of API v2 have another rule than those of v1: choose the scheme by the endpoint.
   * - No timestamp is signed: record the replay key of what was processed.
   */
  verifier (credentials: Keyring<'solidgate-v2/webhook'>, options?: VerifyOptions['solidgate-v2/webhook']): Verifier<'solidgate-v2/webhook'> {
    return new Verifier('solidgate-v2/webhook', credentials, options)
  }
})

/** Sumsub: what its merchants need. */
export const sumsub = Object.freeze({
  /**
   * `sumsub/request`: X-App-Access-Sig = HMAC-SHA256 of timestamp + METHOD + path?query + body, keyed with secret_key, written as lower-case hex.
   *
   * - The target is signed as it is on the wire: path, question mark and query.
   * - The signature does not say where the target ends and the body begins: whoever verifies requests accepts only targets and bodies of the form it expects.
   */
  signer (credentials: SignCredentials['sumsub/request'], options?: SignOptions['sumsub/request']): Signer<'sumsub/request'> {
    return new Signer('sumsub/request', credentials, options)
  },

  /** The URL of an API call: https://api.sumsub.com (any, api). */
  url (path: string, options?: CallOptions): string {
    return gatewayUrl('sumsub', path, options)
  }
})
