/**
 * Signs requests to payment gateways and verifies their webhooks and responses.
 *
 * Bodies are bytes, exactly as they go over the wire: verify before you parse.
 *
 * @packageDocumentation
 */
export type { Bytes } from './bytes.js'
export type {
  Acknowledgement, CallOptions, Environment, Expectations, FieldDescription, GatewayDescription, HeaderDescription, HostDescription,
  OptionDescription, PartDescription, ProofDescription, SchemeDescription
} from './description.js'
export type { ErrorKind } from './errors.js'
export type { Cause, ExplainOptions, Finding, Observation } from './explanation.js'
export type { FormAttributes, FormOptions } from './form.js'
export type { GatewayError, GatewayMessage, Retry } from './gateway-errors.js'
export type {
  FormScheme, GatewayId, KeyMaterial, RequestScheme, ResponseScheme, SchemeId, SignCredentials, SignMessage, SignOptions, VerifiedBody, VerifiedTime,
  VerifyCredentials, VerifyMessage, VerifyOptions, WebhookScheme
} from './generated/schemes.js'
export type { HeadersInput } from './headers.js'
export type { UrlObject } from './message.js'
export type { SignedHeaders, SignedPart } from './signer.js'
export type { Keyring } from './verifier.js'
export { gateway, gateways, gatewayUrl, scheme } from './description.js'
export { ConfigurationError, InputError, InternalError, PaysigError, RejectedError } from './errors.js'
export { causes, Explanation } from './explanation.js'
export { Form } from './form.js'
export { gatewayError } from './gateway-errors.js'
export * from './generated/errors.js'
export * from './generated/gateways.js'
export type { KeyReport, KeySize } from './keys.js'
export { inspectKey, PrivateKey, PublicKey } from './keys.js'
export { Signer } from './signer.js'
export { Verified, Verifier } from './verifier.js'
