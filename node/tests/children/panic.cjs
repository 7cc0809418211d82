// panic.cjs LIBRARY: panics in every guarded function of it, a module built with `provoke-panic`, and says at the end that it lives.
'use strict'
const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const nativePath = require('../../scripts/native-path.cjs')

const [, , library] = process.argv
const native = require(library)
// So that paysig takes it for its own.
require.cache[nativePath] = require.cache[library]
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
  signer_scheme: () => new paysig.Signer('global-payment/request', { signKey: 'k' }, { headerTimestamp: 'X-Time' }),
  verifier_scheme: () => new paysig.Verifier('global-payment/webhook', { signKey: 'k' }, { headerTimestamp: 'X-Time' }),
  signing: () => new paysig.Signer('solidgate/request', pair),
  verifying: () => new paysig.Verifier('solidgate/request', pair),
  sign: () => signer.sign(),
  sign_async: () => rsa.signAsync(),
  sign_task: () => rsa.signAsync(),
  string_to_sign: () => signer.stringToSign(),
  verify: () => verifier.verify({ headers, body }),
  explain: () => verifier.explain({ headers, body }),
  explain_async: () => verifier.explainAsync({ headers, body }),
  explain_task: () => verifier.explainAsync({ headers, body }),
  causes: () => native.causes(),
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
  inspect_key: () => paysig.inspectKey(pem),
  version: () => native.version()
}

/** Called without the TypeScript layer. */
const BARE = new Set(['causes', 'describe', 'error_table', 'form_scheme', 'version'])

async function main () {
  const sources = ['direct', 'explain', 'lib', 'gateway', 'keys', 'tasks'].map(file => readFileSync(join(__dirname, `../../native/${file}.rs`), 'utf8'))
  const guarded = sources.flatMap(text => Array.from(text.matchAll(/(?:guard|contain|answer\(env, )\(?"(\w+)"/g), match => match[1]))
  assert.deepEqual(Object.keys(CALLS).sort(), guarded.sort(), 'every guarded function is tested')
  const exported = sources.flatMap(text => Array.from(text.matchAll(/^#\[napi\(\s*catch_unwind[^\]]*\]\npub fn (\w+)/gm), match => match[1]))
  assert.ok(exported.length > 20)
  assert.deepEqual(exported.filter(name => !guarded.includes(name)), [], 'every exported function is guarded')
  const all = sources.flatMap(text => Array.from(text.matchAll(/^pub fn (\w+)|^unsafe extern "C" fn (\w+)\(env/gm), match => match[1] ?? match[2]))
  assert.deepEqual(all.filter(name => !guarded.includes(name)), [], 'nothing that JavaScript calls is left out')

  for (const [name, call] of Object.entries(CALLS)) {
    process.env.PAYSIG_PROVOKE_PANIC = name
    const error = await Promise.resolve().then(call).then(() => assert.fail(`${name} did not panic`), error => error)
    delete process.env.PAYSIG_PROVOKE_PANIC
    assert.equal(error.code, 'internal', name)
    assert.doesNotMatch(error.message, /provoked/, 'the panic\'s own text stays out')
    // What users call makes errors of its own.
    assert.equal(error instanceof paysig.InternalError, !BARE.has(name), name)
    await call()
  }
  console.log(`alive after ${guarded.length} panics`)
}

main()
