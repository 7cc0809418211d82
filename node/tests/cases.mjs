// Reads the cases that every language runs: their format is told in tests/vectors/README.md.
import { readFileSync } from 'node:fs'

const vectors = new URL('../../tests/vectors/', import.meta.url)

/** The names of the core as JavaScript writes them. */
const camelCase = name => name.replace(/[._-]([a-z0-9])/g, (_, letter) => letter.toUpperCase())
const renamed = (object = {}) => Object.fromEntries(Object.entries(object).map(([name, value]) => [camelCase(name), value]))

export function bytes (said) {
  if (typeof said === 'string') return Buffer.from(said)
  if (said.base64 !== undefined) return Buffer.from(said.base64, 'base64')
  if (said.file !== undefined) return readFileSync(new URL(`keys/${said.file}`, vectors))
  return Buffer.concat(Array(said.repeat.times).fill(bytes(said.repeat.unit)))
}

export const credentials = values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [camelCase(name), typeof value === 'string' ? value : bytes(value)]))

export function options (said) {
  const { tolerance, ...named } = renamed(said)
  return tolerance === undefined ? named : { ...named, tolerance: Number(tolerance) * 1000 }
}

export function message (spec) {
  const { body, bodyMode, ...rest } = renamed(spec.message)
  if (body !== undefined && bodyMode === undefined) rest.body = bytes(body)
  if (bodyMode !== undefined) rest.unsignedBody = true
  if (spec.now_ms !== undefined) rest.now = spec.now_ms
  return rest
}

/** Node hands over a header's bytes as characters of the same numbers. */
export const lines = spec => spec.headers.map(([name, value]) => [name, bytes(value).toString('latin1')])

/** The shapes in which headers come, in turn. */
const SHAPES = [
  pairs => pairs.flat(),
  pairs => pairs,
  pairs => grouped(pairs),
  pairs => new Map(Object.entries(grouped(pairs)))
]

function grouped (pairs) {
  const groups = {}
  for (const [name, value] of pairs) (groups[name] ??= []).push(value)
  return groups
}

export function keyring (sets, shape) {
  const pairs = sets.map(({ label, values }) => [label, credentials(values)])
  if (pairs.length === 1 && pairs[0][0] === 'default') return pairs[0][1]
  const doubled = new Set(pairs.map(([label]) => label)).size < pairs.length
  return [pairs, doubled ? pairs : new Map(pairs), doubled ? pairs : Object.fromEntries(pairs)][shape % 3]
}

/** Headers in one of those shapes. */
export const shaped = (pairs, shape) => SHAPES[shape % SHAPES.length](pairs)
