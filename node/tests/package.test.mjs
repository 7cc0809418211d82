// The packed tarball, installed alone and offline in a new project, and the README run there: ESM, CommonJS and TypeScript.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const project = mkdtempSync(join(realpathSync(tmpdir()), 'paysig-package-'))
const compiler = join(root, 'node_modules/typescript/bin/tsc')

const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

before(() => {
  const packed = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', project))
  const { filename } = Array.isArray(packed) ? packed[0] : Object.values(packed)[0]
  writeFileSync(join(project, 'package.json'), '{ "private": true }')
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', join(project, filename))
})

after(() => rmSync(project, { recursive: true, force: true }))

test('the tarball holds what runs, and nothing else', () => {
  const installed = join(project, 'node_modules/paysig')
  assert.deepEqual(readdirSync(join(project, 'node_modules')).filter(name => !name.startsWith('.')), ['paysig'], 'no dependencies')
  const files = readdirSync(installed, { recursive: true }).map(String).filter(name => statSync(join(installed, name)).isFile())
  assert.equal(files.filter(name => name.endsWith('.node')).length, 1, 'this host\'s binary, and no other')
  for (const needed of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'dist/index.d.ts', 'dist/index.d.mts', 'dist/express.mjs']) {
    assert.ok(files.includes(needed), needed)
  }
  for (const license of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    assert.equal(readFileSync(join(installed, license), 'utf8'), readFileSync(join(root, '..', license), 'utf8'))
  }
  // What is bundled comes once.
  const runs = files.filter(name => /\.m?js$/.test(name)).map(name => name.replace(/^dist\//, ''))
  const entries = ['index', 'fetch', 'axios', 'express', 'fastify', 'web']
  assert.deepEqual(runs.sort(), ['core.js', 'client.js', 'webhook.js', ...entries.flatMap(name => [`${name}.js`, `${name}.mjs`])].sort())
  const surplus = files.filter(name => !/^(dist\/|package\.json$|README\.md$|LICENSE-|paysig\..+\.node$)/.test(name))
  assert.deepEqual(surplus, [])
  const { dependencies, scripts } = JSON.parse(readFileSync(join(installed, 'package.json')))
  assert.equal(dependencies, undefined)
  for (const hook of ['preinstall', 'install', 'postinstall']) assert.equal(scripts[hook], undefined)
})

test('every entry is there for both module systems', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json')))
  const alone = Object.keys(exports).filter(name => !['./package.json', './axios'].includes(name)).map(name => name.replace('.', 'paysig'))
  const code = alone.map(name => `console.log(Object.keys(require('${name}')).length > 0)`).join('\n')
  const imports = alone.map(name => `console.log(Object.keys(await import('${name}')).length > 0)`).join('\n')
  for (const [file, text] of [['entries.cjs', code], ['entries.mjs', imports]]) {
    writeFileSync(join(project, file), text)
    assert.equal(run(process.execPath, file), 'true\n'.repeat(alone.length))
  }
})

test('types are there without @types/node, and for both module systems', () => {
  const text = `import { Signer, type SignedHeaders } from 'paysig'
const headers: SignedHeaders = new Signer('solidgate/request', { publicKey: 'a', secretKey: 'b' }).sign({ body: new Uint8Array() })
// @ts-expect-error wrong credentials
new Signer('solidgate/request', { signKey: 'k' })
export { headers }\n`
  writeFileSync(join(project, 'alone.mts'), text)
  writeFileSync(join(project, 'alone.cts'), text)
  // Whatever a consumer's project says, from the strictest to the plainest.
  for (const options of [['--module', 'nodenext'], ['--module', 'esnext', '--moduleResolution', 'bundler'], ['--module', 'node16', '--exactOptionalPropertyTypes']]) {
    run(process.execPath, compiler, '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022', '--types', '', ...options, 'alone.mts', 'alone.cts')
  }
})

/** What a block that sends or receives is tried with: it follows the block, in the same module. */
const TRIALS = {
  'paysig/express': `
import { Signer as Gateway } from 'paysig'
import { createServer as serverOf } from 'node:http'
const listening = serverOf(app).listen(0, '127.0.0.1')
await new Promise(resolve => listening.once('listening', resolve))
await tryWebhook('http://127.0.0.1:' + (listening.address() as any).port + '/webhooks/solidgate',
  new Gateway('solidgate/webhook', { publicKey: 'wh_pk_c52ea06e', secretKey: 'wh_sk_1f4a9eb0' }))
listening.close()
`,
  'paysig/fastify': `
import { Signer as Gateway } from 'paysig'
await app.listen({ port: 0, host: '127.0.0.1' })
await tryWebhook('http://127.0.0.1:' + (app.server.address() as any).port + '/webhooks', new Gateway('global-payment/webhook', { signKey: 'c2VjcmV0' }))
await app.close()
`,
  'paysig/axios': `
import { Verifier as Gateway } from 'paysig'
import { createServer as serverOf } from 'node:http'
const gateway = new Gateway('solidgate/request', { publicKey: 'api_pk_7b197ff4', secretKey: 'api_sk_b2a8ea1e' })
const listening = serverOf(async (request, response) => {
  const body = Buffer.concat(await request.toArray())
  response.end(JSON.stringify(gateway.verify({ headers: request.rawHeaders, body }).covers))
}).listen(0, '127.0.0.1')
await new Promise(resolve => listening.once('listening', resolve))
client.defaults.baseURL = 'http://127.0.0.1:' + (listening.address() as any).port + '/api/v1/'
const { data } = await client.post('charge', { amount: 100, currency: 'USD' })
if (String(data) !== 'public_key,body') throw new Error('unexpected: ' + String(data))
console.log('tried')
listening.close()
`
}
const TRY_WEBHOOK = `
async function tryWebhook (url: string, signer: any): Promise<void> {
  const body = Buffer.from('{"order" : {}}')
  const post = async (sent: any): Promise<number> => {
    const headers = { ...signer.sign({ method: 'POST', url, body }), 'content-type': 'application/json' }
    return (await globalThis.fetch(url, { method: 'POST', body: sent, headers })).status
  }
  const statuses = [await post(body), await post('{"order":{}}')]
  if (String(statuses) !== '200,401') throw new Error('unexpected: ' + String(statuses))
  console.log('tried')
}
`

/** The same block for CommonJS, as a reader would rewrite it. */
function toCommonJs (code) {
  const body = code.replace(/^import (.+) from ('.+')$/gm, (_, names, module) => `const ${names.replaceAll(' as ', ': ')} = require(${module})`)
  assert.doesNotMatch(body, /^import /m)
  return `async function main () {\n${body}\n}\nmain()\n`
}

const withoutTypes = code => code.replaceAll(' as any', '').replaceAll(/: (string|any|Promise<\w+>)(?=[,) ])/g, '')

test('every block of the README runs, as ESM, CommonJS and TypeScript', () => {
  // The frameworks that blocks use, as their users have installed them.
  for (const name of ['axios', 'express', 'fastify', '@types']) symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
  const blocks = Array.from(readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```(\w+) ?(\w*)\n([^]*?)^```$/gm))
  const typed = []
  let count = 0
  let tried = 0
  for (const [, language, flag, code] of blocks) {
    if (language === 'console') continue
    count++
    const name = `block-${count}`
    const trial = Object.keys(TRIALS).find(entry => code.includes(`'${entry}'`))
    const whole = trial === undefined ? code : `${code}${TRIALS[trial]}${TRY_WEBHOOK}`
    const check = file => {
      if (run(process.execPath, file).includes('tried')) tried++
      else assert.equal(trial, undefined, file)
    }
    if (flag === 'commonjs') {
      writeFileSync(join(project, `${name}.cjs`), code)
      check(`${name}.cjs`)
      continue
    }
    // What only node:http's own types leave open is said in its words.
    writeFileSync(join(project, `${name}.mts`), whole.replace('server.address().port', '(server.address() as any).port'))
    typed.push(name)
    if (language === 'ts') continue
    assert.equal(language, 'js')
    for (const [extension, text] of [['mjs', withoutTypes(whole)], ['cjs', toCommonJs(withoutTypes(whole))]]) {
      writeFileSync(join(project, `${name}.${extension}`), text)
      check(`${name}.${extension}`)
    }
  }
  run(process.execPath, compiler, '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--outDir', 'compiled',
    ...typed.map(name => `${name}.mts`))
  for (const name of typed) if (run(process.execPath, `compiled/${name}.mjs`).includes('tried')) tried++
  assert.equal(count, 11)
  assert.equal(tried, 3 * Object.keys(TRIALS).length)
  console.log(`node: ${count} blocks of the README run from the packed tarball, as ESM, CommonJS and TypeScript`)
})

test('axios is found from CommonJS too', () => {
  writeFileSync(join(project, 'axios.cjs'), `const { signAxios } = require('paysig/axios')
const axios = require('axios')
const { solidgate } = require('paysig')
const undo = signAxios(axios.create(), solidgate.signer({ publicKey: 'a', secretKey: 'b' }))
undo()
console.log(typeof undo)
`)
  assert.equal(run(process.execPath, 'axios.cjs'), 'function\n')
})

function run (command, ...args) {
  const child = spawnSync(command, args, { cwd: project, encoding: 'utf8', timeout: 120_000 })
  assert.equal(child.status, 0, `${args.join(' ')}\n${child.stdout}${child.stderr}`)
  return child.stdout
}
