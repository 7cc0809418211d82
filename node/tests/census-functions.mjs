// The census: the arguments of what is called directly.
import * as paysig from 'paysig'
import { Form, PrivateKey, PublicKey, Signer, Verifier, gateway, gatewayError, gatewayUrl, inspectKey, scheme } from 'paysig'
import assert from 'node:assert/strict'
import * as kinds from './census.mjs'
import { argument, exportsOf, PRIVATE_KEY, PUBLIC_KEY, SECRET } from './census.mjs'
import { key } from './support.mjs'

const SCHEME = 'global-payment/request'
const URL = 'https://gateway.example/v1/pay?id=7'
const CREDENTIALS = { signKey: SECRET }
const PAIR = { publicKey: 'api_pk_1', secretKey: SECRET }
const REQUEST = { method: 'POST', url: URL }
const body = Buffer.from('{}')
const signer = new Signer(SCHEME, CREDENTIALS)
const verifier = new Verifier(SCHEME, CREDENTIALS)
const answers = new Verifier('global-payment/response', CREDENTIALS)
const rsa = new Signer('smart-glocal/request', { project: 'merchant', privateKey: PRIVATE_KEY })
const headers = signer.sign({ ...REQUEST, body })
const privateKey = PrivateKey.read(PRIVATE_KEY)
const publicKey = privateKey.publicKey()
const encrypted = key('rsa2048.pkcs8-encrypted.pem')
const form = new Form(PAIR)

export function rows () {
  return [...building(), ...signing(), ...verifying(), ...keys(), ...theRest(), ...generated()]
}

function * building () {
  for (const [name, Made] of [['new Signer', Signer], ['new Verifier', Verifier]]) {
    yield argument(name, 'scheme', kinds.TEXT, bad => new Made(bad, CREDENTIALS))
    yield * credentials(name, bad => new Made(SCHEME, bad))
    if (Made === Verifier) {
      yield argument(name, 'a label', kinds.NAME, bad => new Made(SCHEME, { [bad]: CREDENTIALS }))
      yield argument(name, 'a label in a pair', kinds.NAME_IN_PAIR, bad => new Made(SCHEME, [[bad, CREDENTIALS]]))
    }
    yield * options(name, bad => new Made(SCHEME, CREDENTIALS, bad))
  }
}

function * credentials (name, make) {
  yield argument(name, 'credentials', kinds.OPTIONS, make)
  yield argument(name, "a credential's name", kinds.NAME, bad => make({ [bad]: SECRET }))
  yield argument(name, 'a credential (string)', kinds.IN_A_SET, bad => make({ signKey: bad }))
  yield argument(name, 'a credential (bytes)', kinds.BYTES_IN_A_SET, bad => make({ signKey: bad }))
}

function * options (name, make) {
  yield argument(name, 'options', kinds.OPTIONS, make)
  yield argument(name, "an option's name", kinds.NAME, bad => make({ [bad]: '1' }))
  yield argument(name, 'an option (string)', kinds.OPTION, bad => make({ query: bad }))
  yield argument(name, 'an option (boolean)', kinds.BUILDING_FLAG, bad => make({ allowHttpLoopback: bad }))
  yield argument(name, 'tolerance', kinds.NUMBER, bad => make({ tolerance: bad }))
}

function * signing () {
  for (const method of ['sign', 'signAsync', 'stringToSign']) {
    const name = `Signer#${method}`
    const sign = more => signer[method]({ ...REQUEST, ...more })
    // Waits where RSA has a thread of its own.
    const signRsa = more => rsa[method]({ body, ...more })
    yield argument(name, 'message', kinds.MESSAGE, bad => signer[method](bad))
    yield * message(name, sign)
    yield argument(name, 'body', kinds.BODY, bad => sign({ body: bad }))
    yield argument(name, 'timestamp', kinds.TEXT, bad => sign({ timestamp: bad }))
    yield argument(name, 'accessToken', kinds.TEXT, bad => sign({ accessToken: bad }))
    yield argument(name, 'idempotencyKey', kinds.TEXT, bad => signRsa({ idempotencyKey: bad }))
    yield argument(name, 'submerchant', kinds.TEXT, bad => signRsa({ submerchant: bad }))
    yield argument(name, "the body, of RSA", kinds.BODY, bad => signRsa({ body: bad }))
  }
}

function * message (name, call) {
  yield argument(name, 'method', kinds.TEXT, bad => call({ method: bad }))
  yield argument(name, 'url', kinds.TEXT, bad => call({ url: bad }))
  yield argument(name, 'now', kinds.TIME, bad => call({ now: bad }))
  yield argument(name, 'unsignedBody', kinds.FLAG, bad => call({ body: undefined, unsignedBody: bad }))
  yield argument(name, "an option's name", kinds.NAME, bad => call({ [bad]: '1' }))
}

function * verifying () {
  // Of long bodies, not every mistake there is: it would take minutes.
  const budget = 1 << 16
  const read = explanation => {
    const { text, json, capsule } = explanation
    assert.ok(![text, json, capsule].some(said => said.includes(SECRET)))
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}]/u)
  }
  const calls = {
    verify: (of, message) => of.verify(message),
    explain: (of, message, options = { budget }) => read(of.explain(message, options)),
    explainAsync: async (of, message, options = { budget }) => read(await of.explainAsync(message, options))
  }
  for (const [method, call] of Object.entries(calls)) {
    const name = `Verifier#${method}`
    const verify = more => call(verifier, { ...REQUEST, headers, body, ...more })
    const verifyAnswer = requestTimestamp =>
      call(answers, { ...REQUEST, headers: { 'D-SIGNATURE': 'A'.repeat(86) + '==' }, body, requestTimestamp })
    yield argument(name, 'message', kinds.MESSAGE, bad => call(verifier, bad))
    yield argument(name, 'headers', kinds.HEADERS, bad => verify({ headers: bad }))
    yield argument(name, "a header's name", kinds.NAME, bad => verify({ headers: { [bad]: '1' } }))
    yield argument(name, "a header's name in a pair", kinds.NAME_IN_PAIR, bad => verify({ headers: [[bad, '1']] }))
    yield argument(name, "a header's value", kinds.LINE, bad => verify({ headers: { ...headers, SIGNATURE: bad } }))
    yield * message(name, verify)
    yield argument(name, 'body', kinds.BODY, bad => verify({ body: bad }))
    yield argument(name, 'requestTimestamp', kinds.TEXT, verifyAnswer)
    yield argument(name, 'replayKey', kinds.FLAG, bad => verify({ replayKey: bad }))
    if (method !== 'verify') yield * explaining(name, options => call(verifier, { ...REQUEST, headers, body: Buffer.from('{ }') }, options))
  }
}

function * explaining (name, explain) {
  const others = bad => explain({ budget: 1 << 16, others: bad })
  yield argument(name, 'options', kinds.OPTIONS, explain)
  yield argument(name, "an option's name in options", kinds.NAME, bad => explain({ [bad]: 1 }))
  yield argument(name, 'budget', kinds.NUMBER, bad => explain({ budget: bad }))
  yield argument(name, 'others', kinds.OPTIONS, others)
  yield argument(name, 'a label of others', kinds.NAME, bad => others({ [bad]: CREDENTIALS }))
  yield argument(name, 'a name in others', kinds.NAME, bad => others({ [bad]: SECRET }))
  yield argument(name, 'a credential in others (string)', kinds.IN_A_SET, bad => others({ signKey: bad }))
  yield argument(name, 'a credential in others (bytes)', kinds.BYTES_IN_A_SET, bad => others({ signKey: bad }))
}

function * keys () {
  // Nothing is the default, and takes seconds to make: it is made elsewhere.
  const sizes = kinds.NUMBER.filter(([kind]) => kind !== 'nothing')
  yield argument('PrivateKey.generate', 'bits', sizes, bad => PrivateKey.generate(bad))
  yield argument('PrivateKey.generateSync', 'bits', sizes, bad => PrivateKey.generateSync(bad))
  for (const [type, materials, passphrases] of [
    ['string', kinds.TEXT_OR_BYTES, kinds.TEXT_OR_BYTES], ['bytes', kinds.KEY_BYTES, kinds.PASSPHRASE]
  ]) {
    yield argument('PrivateKey.read', `material (${type})`, materials, bad => PrivateKey.read(bad))
    yield argument('PublicKey.read', `material (${type})`, materials, bad => PublicKey.read(bad))
    yield argument('inspectKey', `material (${type})`, materials, bad => inspectKey(bad))
    yield argument('PrivateKey.read', `passphrase (${type})`, passphrases, bad => PrivateKey.read(encrypted, bad))
    yield argument('inspectKey', `passphrase (${type})`, passphrases, bad => inspectKey(encrypted, bad))
    yield argument('PrivateKey#write', `passphrase (${type})`, passphrases, bad => privateKey.write({ passphrase: bad }))
  }
  for (const [name, made] of [['PrivateKey#write', privateKey], ['PublicKey#write', publicKey]]) {
    yield argument(name, 'options', kinds.OPTIONS, bad => made.write(bad))
    yield argument(name, "an option's name", kinds.NAME, bad => made.write({ [bad]: '1' }))
    yield argument(name, 'encoding', kinds.TEXT, bad => made.write({ encoding: bad }))
  }
  yield argument('PublicKey#matches', 'privateKey', kinds.INSTANCE, bad => publicKey.matches(bad))
}

function * theRest () {
  yield * credentialsOfForm('new Form', bad => new Form(bad))
  for (const method of ['data', 'update', 'resign']) {
    const name = `Form#${method}`
    yield argument(name, 'attributes (string)', kinds.JSON_TEXT, bad => form[method](bad))
    yield argument(name, 'attributes (bytes)', kinds.JSON_BYTES, bad => form[method](bad))
    yield argument(name, 'a name in attributes', kinds.NAME, bad => form[method]({ [bad]: 1 }))
    yield argument(name, 'a value in attributes', kinds.VALUE, bad => form[method]({ a: bad }))
    yield argument(name, 'options', kinds.OPTIONS, bad => form[method]('{}', bad))
    yield argument(name, "an option's name", kinds.NAME, bad => form[method]('{}', { [bad]: '1' }))
    yield argument(name, 'iv', kinds.ARRAY, bad => form[method]('{}', { iv: bad }))
  }
  yield argument('Form#decrypt', 'intent', kinds.TEXT, bad => form.decrypt(bad))

  yield argument('gateway', 'id', kinds.TEXT, gateway)
  yield argument('scheme', 'id', kinds.TEXT, scheme)
  yield argument('gatewayUrl', 'id', kinds.TEXT, bad => gatewayUrl(bad, 'status'))
  yield * url('gatewayUrl', (...given) => gatewayUrl('smart-glocal', ...given))
  yield argument('gatewayError', 'gateway', kinds.TEXT, bad => gatewayError(bad, '{}'))
  yield * error('gatewayError', (...given) => gatewayError('solidgate', ...given))
  yield argument('new PaysigError', 'message', kinds.WORDS, bad => {
    for (const Made of ERRORS) if (Made.code !== undefined) assert.equal(typeof new Made(bad).message, 'string')
  })
}

/** All are made as each other: their constructors are named by the first. */
const ERRORS = Object.values(paysig).filter(made => made.prototype instanceof Error)

function * credentialsOfForm (name, make) {
  yield argument(name, 'credentials', kinds.OPTIONS, make)
  yield argument(name, "a credential's name", kinds.NAME, bad => make({ ...PAIR, [bad]: SECRET }))
  yield argument(name, 'a credential (string)', kinds.TEXT_OR_BYTES, bad => make({ ...PAIR, secretKey: bad }))
  yield argument(name, 'a credential (bytes)', kinds.KEY_BYTES, bad => make({ ...PAIR, secretKey: bad }))
}

function * url (name, call) {
  yield argument(name, 'path', kinds.TEXT, bad => call(bad))
  yield argument(name, 'options', kinds.OPTIONS, bad => call('status', bad))
  yield argument(name, "an option's name", kinds.NAME, bad => call('status', { [bad]: '1' }))
  for (const option of ['environment', 'product', 'version']) {
    yield argument(name, option, kinds.TEXT, bad => call('status', { [option]: bad }))
  }
}

function * error (name, call) {
  yield argument(name, 'body (string)', kinds.TEXT_OR_BYTES, bad => call(bad, 400))
  yield argument(name, 'body (bytes)', kinds.BODY_OR_TEXT, bad => call(bad, 400))
  yield argument(name, 'status', kinds.NUMBER, bad => call('{}', bad))
}

/** The gateways' own functions: each has its arguments by their names. */
function * generated () {
  for (const [home, made] of exportsOf(paysig).filter(([, item]) => typeof item === 'object')) {
    for (const [member, call] of Object.entries(made)) {
      const name = `${home}.${member}`
      if (member === 'url') yield * url(name, call)
      else if (member === 'error') yield * error(name, call)
      else yield * maker(name, call, usual(home, member))
    }
  }
}

function * maker (name, make, credentials) {
  yield argument(name, 'credentials', kinds.OPTIONS, bad => make(bad))
  yield argument(name, "a credential's name", kinds.NAME, bad => make({ ...credentials, [bad]: SECRET }))
  for (const field of Object.keys(credentials)) {
    yield argument(name, `${field} (string)`, kinds.IN_A_SET, bad => make({ ...credentials, [field]: bad }))
    yield argument(name, `${field} (bytes)`, kinds.BYTES_IN_A_SET, bad => make({ ...credentials, [field]: bad }))
  }
  if (name.endsWith('.form')) return
  yield argument(name, 'options', kinds.OPTIONS, bad => make(credentials, bad))
  yield argument(name, "an option's name", kinds.NAME, bad => make(credentials, { [bad]: '1' }))
  for (const { name: option, when, values } of make(credentials).describe().options) {
    if (when !== 'building') continue
    const given = option.replace(/[._]([a-z])/g, (_, letter) => letter.toUpperCase())
    const type = { seconds: kinds.NUMBER, flag: kinds.BUILDING_FLAG }[values] ?? kinds.OPTION
    yield argument(name, given, type, bad => make(credentials, { [given]: bad }))
  }
}

function usual (home, member) {
  const side = member === 'verifier' ? 'wh' : 'api'
  return {
    aeterna: member === 'signer'
      ? { publicToken: 'token', email: 'shop@merchant.example', secretToken: SECRET }
      : { secretToken: SECRET },
    globalPayment: CREDENTIALS,
    smart2pay: { siteId: '1010', apiKey: SECRET },
    smartGlocal: member === 'signer' ? { project: 'merchant', privateKey: PRIVATE_KEY } : { publicKey: PUBLIC_KEY },
    solidgate: { publicKey: `${side}_pk_1`, secretKey: SECRET },
    solidgateV2: { endpointSecret: SECRET },
    sumsub: { appToken: 'token', secretKey: SECRET }
  }[home]
}
