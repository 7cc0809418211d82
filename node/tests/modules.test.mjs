// Whoever imports and whoever requires, and whichever entry, gets one set of classes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as paysig from 'paysig'

const require = createRequire(import.meta.url)
const required = require('paysig')
const ENTRIES = ['', '/fetch', '/axios', '/express', '/fastify', '/web'].map(name => `paysig${name}`)
const namesOf = imported => Object.keys(imported).filter(name => name !== '__esModule' && name !== 'module.exports').sort()

test('both module systems get the same things, under every name', async () => {
  for (const entry of ENTRIES) {
    const imported = await import(entry)
    const names = namesOf(imported)
    assert.ok(names.length > 0, entry)
    assert.deepEqual(Object.keys(require(entry)).sort(), names, entry)
    for (const name of names) assert.equal(imported[name], require(entry)[name], `${entry} ${name}`)
    assert.ok(require(entry).__esModule, entry)
    // What those who require get as a copy.
    assert.deepEqual({ ...require(entry) }, Object.fromEntries(names.map(name => [name, imported[name]])), entry)
  }
  assert.ok(namesOf(paysig).length > 60)
})

test('what entries have is a value, which takes no call to read', () => {
  // `core` is what they share.
  for (const entry of [...ENTRIES, '../dist/core.js']) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(require(entry)))) assert.equal(get, undefined, `${entry} ${name}`)
  }
})

test('what comes first decides nothing', () => {
  const program = `
    const first = require(process.argv[1])
    const required = require('paysig')
    import('paysig').then(paysig => {
      const same = Object.keys(required).every(name => paysig[name] === required[name])
      console.log(same, Object.keys(first).length > 0)
    })`
  for (const entry of ENTRIES.filter(name => name !== 'paysig/axios')) {
    const child = spawnSync(process.execPath, ['-e', program, entry], { cwd: new URL('..', import.meta.url), encoding: 'utf8' })
    assert.equal(child.stdout, 'true true\n', entry + child.stderr)
  }
})

test('entries share the classes that several of them have', async () => {
  const [express, fastify, web, fetch, axios] = await Promise.all(
    ['express', 'fastify', 'web', 'fetch', 'axios'].map(name => import(`paysig/${name}`)))
  for (const name of ['BodyTooLarge', 'BodyCutShort', 'RawBodyMissing']) assert.equal(express[name], web[name])
  assert.equal(fastify.BodyTooLarge, web.BodyTooLarge)
  assert.equal(fetch.RedirectedElsewhere, axios.RedirectedElsewhere)
})

test('an error is the same class to all: of the core, of this layer, of another entry', async () => {
  const { signedFetch } = await import('paysig/fetch')
  const pair = { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }
  const errors = [
    [() => new required.Signer('solidgate/request', { ...pair, secretKey: '' }), 'EmptyCredential'],
    [() => new paysig.Signer('solidgate/request', { ...pair, secret: '' }), 'UnknownCredential'],
    [() => signedFetch(new paysig.Signer('solidgate/request', pair), { accessToken: () => 'x' }), 'UnknownOption']
  ]
  for (const [call, name] of errors) {
    for (const { PaysigError, ConfigurationError, [name]: Class } of [paysig, required]) {
      assert.throws(call, error => error instanceof Class && error instanceof ConfigurationError && error instanceof PaysigError && error.name === name)
    }
  }
})

test('each class and function has its own name, in stack traces too', () => {
  for (const [name, value] of Object.entries(required)) {
    if (typeof value === 'function') assert.equal(value.name, name)
  }
  const verifier = new paysig.Verifier('solidgate/request', { publicKey: 'api_pk_1', secretKey: 'api_sk_1' })
  const check = () => verifier.verify({ headers: {}, body: Buffer.alloc(0) })
  assert.throws(check, ({ stack }) => /^MissingHeader: .*\n +at check \(.*modules\.test\.mjs/.test(stack))
  assert.throws(() => new paysig.Signer('solidgate/request', {}), ({ stack }) => /^MissingCredential: .*\n +at new Signer \(.*core\.js/.test(stack))
})
