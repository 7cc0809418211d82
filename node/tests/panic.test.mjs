// A panic in the core is an error, never the end of the process. Needs the module that ./test builds with `provoke-panic`.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'

test('a panic in any native function is an error', () => {
  const library = process.env.PAYSIG_PANICKING_LIBRARY
  assert.ok(library, 'PAYSIG_PANICKING_LIBRARY names no module: run ./test')
  const child = spawnSync(process.execPath, [fileURLToPath(new URL('children/panic.cjs', import.meta.url)), library], { encoding: 'utf8' })
  assert.equal(child.signal, null, child.stderr)
  assert.equal(child.status, 0, child.stderr)
  assert.match(child.stdout, /^alive after 35 panics\n$/)
})
