// Panics in every guarded function, in a module built with `provoke-panic`, and says at the end that it lives.
'use strict'
const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const native = require('../../native.js')
const paysig = require('paysig')

const directory = join(__dirname, '../../../tests/vectors/keys')
const pem = readFileSync(join(directory, 'rsa2048.pkcs8.pem'), 'utf8')
const pair = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
const signer = new paysig.Signer('solidgate/request', pair)
const verifier = new paysig.Verifier('solidgate/request', pair)
const rsa = new paysig.Signer('smart-glocal/request', { project: 'p', privateKey: pem })
const privateKey = paysig.PrivateKey.read(pem)
const publicKey = privateKey.publicKey()
const headers = signer.sign()
const body = Buffer.alloc(0)

const formKeys = { publicKey: 'api_pk_1', secretKey: 'api_sk_0123456789abcdef0123456789abcdef' }
const form = new paysig.Form(formKeys)
const { paymentIntent } = form.data({})

const CALLS = {
  new_signer: () => new paysig.Signer('solidgate/request', pair),
  new_verifier: () => new paysig.Verifier('solidgate/request', pair),
  signer_scheme: () => signer.describe(),
  verifier_scheme: () => new paysig.Verifier('global-payment/webhook', { signKey: 'k' }, { headerTimestamp: 'X-Time' }),
  sign: () => signer.sign(),
  sign_async: () => rsa.signAsync(),
  sign_task: () => rsa.signAsync(),
  string_to_sign: () => signer.stringToSign(),
  verify: () => verifier.verify({ headers, body }),
  describe: () => native.describe(),
  error_table: () => native.errorTable(),
  gateway_error: () => paysig.gatewayError('solidgate', '{}'),
  form_scheme: () => native.formScheme(),
  new_form: () => new paysig.Form(formKeys),
  make_form: () => form.data({}),
  decrypt_form: () => form.decrypt(paymentIntent),
  gateway_url: () => paysig.gatewayUrl('solidgate', 'x'),
  generate_key: () => paysig.PrivateKey.generateSync(),
  generate_key_async: () => paysig.PrivateKey.generate(),
  generate_task: () => paysig.PrivateKey.generate(),
  read_private_key: () => paysig.PrivateKey.read(pem),
  read_public_key: () => paysig.PublicKey.read(publicKey.write()),
  write_private_key: () => privateKey.write(),
  write_public_key: () => publicKey.write(),
  public_key_of: () => privateKey.publicKey(),
  public_key_facts: () => privateKey.publicKey(),
  keys_match: () => publicKey.matches(privateKey),
  inspect_key: () => paysig.inspectKey(pem)
}

async function main () {
  const guarded = ['lib', 'gateway', 'keys', 'tasks'].flatMap(file =>
    Array.from(readFileSync(join(__dirname, `../../native/${file}.rs`), 'utf8').matchAll(/(?:guard|contain)\("(\w+)"/g), match => match[1]))
  assert.deepEqual(Object.keys(CALLS).sort(), guarded.sort(), 'every guarded function is tested')
  const exported = ['lib', 'gateway', 'keys'].flatMap(file =>
    Array.from(readFileSync(join(__dirname, `../../native/${file}.rs`), 'utf8').matchAll(/^#\[napi\(catch_unwind.*\n(?:.*\n)?pub fn (\w+)/gm), match => match[1]))
  assert.deepEqual(exported.filter(name => !guarded.includes(name)), [], 'every exported function is guarded')

  for (const [name, call] of Object.entries(CALLS)) {
    process.env.PAYSIG_PROVOKE_PANIC = name
    const error = await Promise.resolve().then(call).then(() => assert.fail(`${name} did not panic`), error => error)
    delete process.env.PAYSIG_PROVOKE_PANIC
    const code = native[name] === undefined ? error.code : 'internal'
    assert.equal(error.code, code)
    assert.equal(error.code, 'internal', name)
    assert.doesNotMatch(error.message, /provoked/, 'the panic\'s own text stays out')
    if (error.name !== 'Error') assert.ok(error instanceof paysig.InternalError)
    await call()
  }
  console.log(`alive after ${guarded.length} panics`)
}

main()
