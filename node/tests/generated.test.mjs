// What is generated from the schemes is what is committed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'

test('src/generated is what the schemes say', () => {
  const child = spawnSync(process.execPath, [fileURLToPath(new URL('../scripts/generate.mjs', import.meta.url)), '--check'], { encoding: 'utf8' })
  assert.equal(child.status, 0, child.stderr)
})

test('every message of ours is about what users can see', () => {
  // Node's users write camelCase: a message of this layer in the core's own names would send them looking.
  for (const name of readdirSync(new URL('../src/', import.meta.url), { recursive: true }).filter(name => name.endsWith('.ts'))) {
    const text = readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8')
    assert.doesNotMatch(text, /(Error|Option|Credential)\((['`])[^'`]*\b[a-z]+_[a-z]+\b/, name)
  }
})
