// One implementation for both module systems, so that an error is the same class for whoever imports and whoever requires.
export * from './axios.js'
import type {} from 'axios'
import type { RequestOptions } from './clients/client.js'
import type { RequestScheme } from './generated/schemes.js'

// Again, for axios' types for ES modules.
declare module 'axios' {
  interface AxiosRequestConfig {
    /** Per-message options of the scheme, such as `idempotencyKey` (a value of your own, or `auto`). */
    paysig?: RequestOptions<RequestScheme>
  }
}
