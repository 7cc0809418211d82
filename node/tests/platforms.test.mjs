// The packages per platform, as the release makes them, are those that the loader asks for.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

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
  const loader = readFileSync(join(root, 'native.js'), 'utf8')
  for (const { name, main } of packages) {
    assert.ok(loader.includes(`require('${name}')`), name)
    assert.ok(loader.includes(`require('./${main}')`), main)
  }
})
