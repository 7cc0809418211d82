import type { Bytes } from './bytes.js'
import type { GatewayId } from './generated/schemes.js'
import { asView, typeName } from './bytes.js'
import { guarded } from './failures.js'
import { camelCaseMembers } from './names.js'
import { native } from './native.js'

/**
 * A gateway's error answer. Its code and messages are the gateway's words. They can repeat parts of the request, so log them as carefully
 * as a request.
 */
export interface GatewayError {
  /** The gateway's code, where there is one. */
  readonly code: string | null
  readonly kind: 'authentication' | 'validation' | 'declined' | 'fraud' | 'idempotency' | 'processing' | 'unknown'
  readonly messages: readonly GatewayMessage[]
  readonly retry: Retry
  /** What to do, in one or two sentences. */
  readonly advice: string
}

export interface GatewayMessage {
  /** The part of the request that it is about, as the gateway names it, nested ones with points: `order.amount`. */
  readonly attribute: string | null
  readonly text: string
}

/** Whether and when to send the same request again: never, once what is wrong was put right, or after some seconds. */
export type Retry = { readonly when: 'never' | 'corrected' } | { readonly when: 'later', readonly afterSeconds: number }

/**
 * What error an answer of the gateway is; `null` when it is none.
 *
 * An answer is an error when its body says so, whatever the status; when the status is not 2xx, whatever the body. Codes that are not known
 * and bodies that cannot be read are errors of the kind `unknown`. Leave out the status where there is none, such as for a body out of a log.
 */
export function gatewayError (gateway: GatewayId, body: string | Bytes, status?: number): GatewayError | null {
  const bytes = typeof body === 'string' ? Buffer.from(body) : asView(body)
  if (bytes === undefined) throw new TypeError(`body must be a string or bytes, not ${typeName(body)}: pass it as it came`)
  if (typeof gateway !== 'string') throw new TypeError(`gateway must be a string, not ${typeName(gateway)}`)
  if (status !== undefined && (!Number.isInteger(status) || status < 100 || status > 999)) {
    throw new TypeError('status must be an HTTP status, such as 200')
  }
  return camelCaseMembers(guarded(() => native.gatewayError(gateway, status, bytes)))
}
