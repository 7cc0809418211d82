// The packages per platform, as the release makes them, are those that the loader asks for.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import nativePath from '../scripts/native-path.cjs'

const root = fileURLToPath(new URL('..', import.meta.url))

test('every platform has a package that npm installs only there', context => {
  const directory = mkdtempSync(join(tmpdir(), 'paysig-platforms-'))
  context.after(() => rmSync(directory, { recursive: true }))
  cpSync(join(root, 'package.json'), join(directory, 'package.json'))
  const cli = join(root, 'node_modules/@napi-rs/cli/dist/cli.js')
  const child = spawnSync(process.execPath, [cli, 'create-npm-dirs', '--cwd', directory], { encoding: 'utf8' })
  assert.equal(child.status, 0, child.stderr)
  const packages = readdirSync(join(directory, 'npm')).map(name => JSON.parse(readFileSync(join(directory, 'npm', name, 'package.json'))))
  assert.deepEqual(
    packages.map(({ name, os, cpu, libc }) => [name, ...os, ...cpu, ...(libc ?? [])].join(' ')).sort(),
    [
      'paysig-darwin-arm64 darwin arm64', 'paysig-darwin-x64 darwin x64',
      'paysig-linux-arm64-gnu linux arm64 glibc', 'paysig-linux-arm64-musl linux arm64 musl',
      'paysig-linux-x64-gnu linux x64 glibc', 'paysig-linux-x64-musl linux x64 musl',
      'paysig-win32-arm64-msvc win32 arm64', 'paysig-win32-x64-msvc win32 x64'
    ]
  )
  const loader = readFileSync(join(root, 'dist/core.js'), 'utf8')
  const asked = Array.from(loader.matchAll(/require\("(paysig-[^"]+)"\)/g), ([, name]) => name)
  assert.deepEqual(asked.sort(), packages.map(({ name }) => name).sort())
})

/** What requiring paysig gives in a project that has only some of the packages, on what looks like another platform. */
function load (context, { installed = [], setup = '' }) {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'paysig-platforms-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const modules = join(directory, 'node_modules')
  cpSync(join(root, 'dist'), join(modules, 'paysig/dist'), { recursive: true })
  cpSync(join(root, 'package.json'), join(modules, 'paysig/package.json'))
  for (const name of installed) {
    mkdirSync(join(modules, name))
    writeFileSync(join(modules, name, 'index.js'), `console.log('${name}'); module.exports = require(${JSON.stringify(nativePath)})`)
  }
  const program = `${setup}\ntry { require('paysig').gateways() } catch (error) { console.log(error.message, '-', error.cause?.code) }`
  return spawnSync(process.execPath, ['-e', program], { cwd: directory, encoding: 'utf8' }).stdout
}

const pretend = (platform, arch) =>
  `for (const [name, value] of Object.entries({ platform: '${platform}', arch: '${arch}' })) Object.defineProperty(process, name, { value })`

test('each platform loads its own package', context => {
  const platforms = {
    'darwin-arm64': ['darwin', 'arm64'], 'darwin-x64': ['darwin', 'x64'], 'win32-arm64-msvc': ['win32', 'arm64'],
    'win32-x64-msvc': ['win32', 'x64'], 'linux-arm64-gnu': ['linux', 'arm64'], 'linux-x64-gnu': ['linux', 'x64']
  }
  const installed = Object.keys(platforms).map(name => `paysig-${name}`)
  for (const [name, [platform, arch]] of Object.entries(platforms)) {
    assert.equal(load(context, { installed, setup: pretend(platform, arch) }), `paysig-${name}\n`)
  }
})

test('a Node that needs musl gets the package for musl, and no other', context => {
  const installed = ['paysig-linux-x64-gnu', 'paysig-linux-x64-musl']
  const loader = '/lib/ld-musl-x86_64.so.1'
  // As on a system that has musl's loader, with a Node that names one loader or the other on its first page.
  const node = (directory, named) => {
    const file = join(directory, 'node')
    writeFileSync(file, Buffer.concat([Buffer.alloc(848), Buffer.from(`${named}\0`), Buffer.alloc(8192)]))
    return `${pretend('linux', 'x64')}
      const fs = require('node:fs'), { existsSync } = fs
      fs.existsSync = path => path === '${loader}' || existsSync(path)
      process.execPath = ${JSON.stringify(file)}`
  }
  const directory = mkdtempSync(join(tmpdir(), 'paysig-platforms-'))
  context.after(() => rmSync(directory, { recursive: true }))
  assert.equal(load(context, { installed, setup: node(directory, loader) }), 'paysig-linux-x64-musl\n')
  assert.equal(load(context, { installed, setup: node(directory, '/lib64/ld-linux-x86-64.so.2') }), 'paysig-linux-x64-gnu\n')
  assert.equal(load(context, { installed, setup: `${node(directory, loader)}; process.execPath = '/nowhere'` }), 'paysig-linux-x64-musl\n')
})

test('what is missing is said, and how to get it', context => {
  assert.match(load(context, { setup: pretend('darwin', 'arm64') }),
    /^paysig's native module for darwin-arm64 cannot be loaded\. .* optional dependency paysig-darwin-arm64: .*--omit=optional - MODULE_NOT_FOUND\n$/)
  assert.match(load(context, { setup: pretend('sunos', 'x64') }), /^paysig has no native module for sunos-x64: there are modules for Linux, .* - undefined\n$/)
})
