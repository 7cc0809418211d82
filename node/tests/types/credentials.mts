// Compiles only if wrong credentials, options and messages do not.
import { readFileSync } from 'node:fs'
import {
  causes, gateway, PrivateKey, PublicKey, scheme, SignatureMismatch, Signer, solidgate, Verifier, type Cause, type Explanation, type SchemeId, type Verified
} from 'paysig'

const pem = readFileSync('private.pem')
const body = Buffer.from('{}')

// Credentials
new Signer('solidgate/request', { publicKey: 'api_pk_1', secretKey: 'api_sk_1' })
new Signer('smart-glocal/request', { project: 'p', privateKey: pem, passphrase: 'x' })
new Signer('smart-glocal/request', { project: 'p', privateKey: pem.toString(), publicKey: pem })
new Verifier('smart-glocal/webhook', { publicKey: pem })
new Verifier('solidgate/webhook', { live: { publicKey: 'a', secretKey: 'b' }, test: { publicKey: 'c', secretKey: 'd' } })
new Verifier('solidgate/webhook', new Map([['live', { publicKey: 'a', secretKey: 'b' }]]))
new Verifier('solidgate/webhook', [['live', { publicKey: 'a', secretKey: 'b' }]])
// @ts-expect-error no such scheme
new Signer('solidgate/refund', { publicKey: 'a', secretKey: 'b' })
// @ts-expect-error the secret is missing
new Signer('solidgate/request', { publicKey: 'a' })
// @ts-expect-error no such credential
new Signer('solidgate/request', { publicKey: 'a', secretKey: 'b', apiKey: 'c' })
// @ts-expect-error another gateway's credentials
new Signer('solidgate/request', { signKey: 'k' })
// @ts-expect-error the core's own spelling
new Signer('solidgate/request', { public_key: 'a', secret_key: 'b' })
// @ts-expect-error a secret is text
new Signer('solidgate/request', { publicKey: 'a', secretKey: pem })
// @ts-expect-error signing needs the private key
new Signer('smart-glocal/request', { project: 'p', publicKey: pem })
// @ts-expect-error verifying needs the public key
new Verifier('smart-glocal/webhook', { privateKey: pem })
// @ts-expect-error a labelled set that is not whole
new Verifier('solidgate/webhook', { live: { publicKey: 'a', secretKey: 'b' }, test: { publicKey: 'c' } })
// @ts-expect-error a signer has one set
new Signer('solidgate/request', { live: { publicKey: 'a', secretKey: 'b' } })
// @ts-expect-error what came from the environment may be missing
new Signer('solidgate/request', { publicKey: 'a', secretKey: process.env['SECRET'] })

// Options when building
new Verifier('global-payment/webhook', { signKey: 'k' }, { tolerance: 60_000 })
new Verifier('global-payment/request', { signKey: 'k' }, { freshness: 'off', query: 'as-sent', headerTimestamp: 'X-T', allowHttpLoopback: true })
// @ts-expect-error milliseconds are a number
new Verifier('global-payment/webhook', { signKey: 'k' }, { tolerance: '60' })
// @ts-expect-error no timestamp, no tolerance
new Verifier('solidgate/webhook', { publicKey: 'a', secretKey: 'b' }, { tolerance: 60_000 })
// @ts-expect-error one of two words
new Signer('global-payment/request', { signKey: 'k' }, { query: 'raw' })
// @ts-expect-error only for requests
new Verifier('global-payment/webhook', { signKey: 'k' }, { query: 'decoded' })

// Messages to sign
const payment = new Signer('global-payment/request', { signKey: 'k' })
const headers: Record<string, string> = payment.sign({ method: 'POST', url: 'https://h/p', body, accessToken: 't' })
payment.sign({ method: 'POST', url: new URL('https://h/p'), unsignedBody: true, now: new Date() })
const promised: Promise<Record<string, string>> = payment.signAsync({ method: 'GET', url: '/p' })
// @ts-expect-error the URL is signed
payment.sign({ method: 'POST' })
// @ts-expect-error text is not bytes
payment.sign({ method: 'POST', url: '/p', body: '{}' })
// @ts-expect-error neither is a parsed object
payment.sign({ method: 'POST', url: '/p', body: {} })
// @ts-expect-error a body is signed, or it is not
payment.sign({ method: 'POST', url: '/p', body, unsignedBody: true })
// @ts-expect-error another gateway's option
payment.sign({ method: 'POST', url: '/p', idempotencyKey: 'abcd' })
// @ts-expect-error the credentials go over https only, so the URL is needed
new Signer('smart2pay/request', { siteId: '1', apiKey: 'k' }).sign({ method: 'POST', body })
new Signer('smart-glocal/request', { project: 'p', privateKey: pem }).sign({ body, idempotencyKey: 'auto', submerchant: '7' })
new Signer('solidgate/request', { publicKey: 'a', secretKey: 'b' }).sign()

// Messages to verify, and what comes of them
const hook = new Verifier('solidgate/webhook', { publicKey: 'a', secretKey: 'b' })
const verified = hook.verify({ headers: new Headers(headers), body, replayKey: true })
const bytes: Uint8Array = verified.body
const replayKey: string = verified.replayKey
// @ts-expect-error asked for, or not
hook.verify({ headers, body, replayKey: 'yes' })
// @ts-expect-error of what is verified only
payment.sign({ method: 'POST', url: '/p', body, replayKey: true })
const none: null = verified.timestamp
hook.verify({ headers: ['Signature', 'x'], body })
hook.verify({ headers: new Map([['Signature', ['x']]]), body })
hook.verify({ headers: { signature: ['x', 'y'], other: undefined }, body })
// @ts-expect-error the body is mandatory
hook.verify({ headers })
// @ts-expect-error text is not bytes
hook.verify({ headers, body: '{}' })
// @ts-expect-error a response is bound to its request
new Verifier('global-payment/response', { signKey: 'k' }).verify({ headers, body })
const notified = new Verifier('smart2pay/notification', { siteId: '1', apiKey: 'k' }).verify({ headers, body })
const unsigned: null = notified.body
const unvouched: Uint8Array = notified.unauthenticatedBody
const timed = new Verifier('global-payment/webhook', { signKey: 'k' }).verify({ headers, body })
const when: Date = timed.timestamp
const request = new Verifier('global-payment/request', { signKey: 'k' }).verify({ method: 'POST', url: '/p', headers, body })
// @ts-expect-error a multipart body may be left unsigned
const maybe: Uint8Array = request.body

// Explaining
const explanation: Explanation<'solidgate/webhook'> = hook.explain({ headers, body }, { others: { staging: { publicKey: 'a', secretKey: 'b' } }, budget: 1e6 })
const outcome: 'verifies' | 'explained' | 'unexplained' = (await hook.explainAsync({ headers, body })).outcome
const refusedWith: string | undefined = explanation.rejection?.code
const encoders: readonly string[] | undefined = explanation.findings[0]?.encoders
const cause: Cause | undefined = causes()[0]
// @ts-expect-error the body is mandatory
hook.explain({ headers })
// @ts-expect-error text is not bytes
hook.explain({ headers, body: '{}' })
// @ts-expect-error another gateway's credentials
hook.explain({ headers, body }, { others: { signKey: 'k' } })
// @ts-expect-error bytes are counted in numbers
hook.explain({ headers, body }, { budget: '1' })
// @ts-expect-error no such option
hook.explain({ headers, body }, { other: {} })
// @ts-expect-error an explanation is a value
explanation.findings.push()

// Conveniences, keys, descriptions, errors
solidgate.signer({ publicKey: 'a', secretKey: 'b' }).sign({ body })
solidgate.url('status', { product: 'alternative' })
// @ts-expect-error the secret is missing
solidgate.verifier({ publicKey: 'a' })
// @ts-expect-error no such gateway
gateway('solidgate-v2')
const rule: string = scheme('aeterna/webhook').rule
const text: string = (await PrivateKey.generate(4096)).write()
const der: Uint8Array = PublicKey.read(pem).write({ encoding: 'der' })
// @ts-expect-error a size that no gateway takes
PrivateKey.generate(1024)
const code: 'signature_mismatch' = SignatureMismatch.code
function handle (error: unknown): string {
  return error instanceof SignatureMismatch ? error.advice : ''
}
function generic (verifier: Verifier, id: SchemeId): Verified {
  new Verifier(id, {} as never)
  return verifier.verify({ headers, body } as never)
}
generic(hook, 'aeterna/request')

export { bytes, cause, code, der, encoders, handle, maybe, none, outcome, promised, refusedWith, replayKey, rule, text, unsigned, unvouched, when }
