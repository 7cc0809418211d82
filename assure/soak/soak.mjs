// soak.mjs SECONDS WORKERS [leak]: every case of the vectors and of the messages to explain, at random, on the main thread and in workers for
// so long. Most go through signers and verifiers that a thread keeps; one in sixteen makes its own, and so do those that cannot be built.
// Every answer is compared. It says when it is ready, and waits for a line. With `leak`, each thread keeps a little of every turn, as a
// library that leaks would: whoever watches the memory must see that.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Form, gatewayError, inspectKey, PaysigError, Signer, Verifier } from '../../node/dist/index.mjs'
import { bytes, credentials, keyring, lines, message, options } from '../../node/tests/cases.mjs'

const BUDGET = 65536
const TOP = new URL('../../tests/', import.meta.url)
const read = file => JSON.parse(readFileSync(new URL(file, TOP)))

/** The code of the error that a call ends with, if it ends with one. */
function codeOf (call) {
  try {
    call()
  } catch (error) {
    if (error instanceof PaysigError) return error.code
    throw error
  }
}

const expectCode = (spec, code) => assert.equal(code, spec.expect?.error, spec.id)

function signing (spec) {
  const given = credentials(spec.credentials)
  const build = () => new Signer(spec.scheme, given, options(spec.options))
  const sent = message(spec)
  const call = (signer, how) => expectCode(spec, codeOf(() => {
    const headers = signer.sign(sent)
    assert.deepEqual(Object.entries(headers), spec.expect.headers, spec.id)
    if (how === 'thorough') signer.stringToSign(sent)
  }))
  return { build, call }
}

function verifying (spec, number) {
  const given = keyring(spec.credentials, number)
  const build = () => new Verifier(spec.scheme, given, options(spec.options))
  const received = { ...message(spec), headers: lines(spec), replayKey: true }
  const call = (verifier, how) => {
    const code = codeOf(() => {
      const verified = verifier.verify(received)
      assert.deepEqual([verified.label, verified.replayKey], [spec.expect.label, spec.expect.replay_key], spec.id)
    })
    if (spec.operation !== undefined) expectCode(spec, code)
    else assert.ok(code, `${spec.id} verifies`)
    // What is no message at all is not explained either.
    if (how === 'thorough' && code !== undefined) codeOf(() => verifier.explain(received, { budget: BUDGET }))
  }
  return { build, call }
}

const ALONE = {
  key: spec => () => inspectKey(typeof spec.key === 'string' ? spec.key : bytes(spec.key), spec.passphrase),
  gateway_error: spec => () => gatewayError(spec.gateway, bytes(spec.body), spec.status),
  form: spec => () => new Form(credentials(spec.credentials))[spec.form](bytes(spec.payload), { iv: bytes(spec.iv) })
}

/** A case, with all that its calls need, and its handle if it can have one. */
function prepare (spec, number) {
  const alone = ALONE[spec.operation]?.(spec)
  if (alone !== undefined) return { whole: () => expectCode(spec, codeOf(alone)) }
  const { build, call } = spec.headers === undefined ? signing(spec) : verifying(spec, number)
  let handle
  const code = codeOf(() => { handle = build() })
  if (handle === undefined) return { whole: () => assert.equal(codeOf(build), code, spec.id) }
  return { whole: () => call(build(), 'thorough'), shared: how => call(handle, how) }
}

function prepareAll () {
  const vectors = read('vectors/index.json')
  const files = [
    ...[...vectors.files, ...vectors.more.files].map(({ file }) => `vectors/${file}`),
    ...read('explain/index.json').files.map(({ file }) => `explain/${file}`)
  ]
  const cases = files.flatMap(file => read(file).cases).map(prepare)
  globalThis.gc()
  return cases
}

async function work (cases, { seconds, leaking }) {
  const counts = { shared: 0, whole: 0, handles: cases.filter(each => each.shared).length }
  const kept = []
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const each = cases[Math.floor(Math.random() * cases.length)]
    const dice = Math.floor(Math.random() * 64)
    if (each.shared === undefined || dice % 16 === 0) {
      each.whole()
      counts.whole++
    } else {
      each.shared(dice === 1 ? 'thorough' : '')
      counts.shared++
    }
    if (leaking) kept.push(Buffer.alloc(4096, 1))
    // Finalizers run between turns of the event loop.
    const turns = counts.shared + counts.whole
    if (turns % 256 === 0) await setImmediate()
    if (turns % 2048 === 0) globalThis.gc()
  }
  return counts
}

if (isMainThread) {
  const [seconds, workers] = process.argv.slice(2, 4).map(Number)
  const what = { seconds, leaking: process.argv[4] === 'leak' }
  const others = Array.from({ length: workers }, () => new Worker(fileURLToPath(import.meta.url), { workerData: what }))
  const [cases] = await Promise.all([prepareAll(), ...others.map(other => once(other, 'message'))])
  console.log('ready')
  await once(process.stdin, 'data')
  for (const other of others) other.postMessage('go')
  const counts = await Promise.all([work(cases, what), ...others.map(async other => (await once(other, 'message'))[0])])
  const sum = name => counts.reduce((total, each) => total + each[name], 0)
  console.log(`${sum('shared')} calls on ${sum('handles')} kept handles and ${sum('whole')} cases with handles of their own, by ${counts.length} threads`)
  process.stdin.destroy()
} else {
  const cases = prepareAll()
  parentPort.postMessage('ready')
  await once(parentPort, 'message')
  parentPort.postMessage(await work(cases, workerData))
}
