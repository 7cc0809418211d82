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
  assert.ok(files.some(name => /^paysig\..+\.node$/.test(name)), 'this host\'s binary')
  for (const needed of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'dist/index.d.ts', 'dist/index.d.mts', 'dist/express.mjs']) {
    assert.ok(files.includes(needed), needed)
  }
  for (const license of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    assert.equal(readFileSync(join(installed, license), 'utf8'), readFileSync(join(root, '..', license), 'utf8'))
  }
  const surplus = files.filter(name => !/^(dist\/|package\.json$|native\.(js|d\.ts)$|README\.md$|LICENSE-|paysig\..+\.node$)/.test(name))
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

test('every block of the README runs', () => {
  // The frameworks that blocks use, as their users have installed them.
  for (const name of ['axios', 'express', 'fastify', '@types']) symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
  const blocks = Array.from(readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```(\w+) ?(\w*)\n([^]*?)^```$/gm))
  let count = 0
  for (const [, language, flag, code] of blocks) {
    if (language === 'console') continue
    count++
    const name = `block-${count}`
    if (language === 'ts') {
      writeFileSync(join(project, `${name}.mts`), code)
      run(process.execPath, compiler, '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', `${name}.mts`)
      run(process.execPath, `${name}.mjs`)
    } else {
      assert.equal(language, 'js')
      const file = `${name}.${flag === 'commonjs' ? 'cjs' : 'mjs'}`
      writeFileSync(join(project, file), code)
      run(process.execPath, file)
    }
  }
  assert.equal(count, 10)
  console.log(`node: ${count} blocks of the README run from the packed tarball`)
})

function run (command, ...args) {
  const child = spawnSync(command, args, { cwd: project, encoding: 'utf8', timeout: 120_000 })
  assert.equal(child.status, 0, `${args.join(' ')}\n${child.stdout}${child.stderr}`)
  return child.stdout
}
