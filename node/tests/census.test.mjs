// The census of bad input is whole, and what comes of each is what tests/census/node.tsv says.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import * as paysig from 'paysig'
import * as axios from 'paysig/axios'
import * as express from 'paysig/express'
import * as fastify from 'paysig/fastify'
import * as fetch from 'paysig/fetch'
import * as web from 'paysig/web'
import { publicParameters, rows } from './census.mjs'
import { rows as adapters } from './census-adapters.mjs'
import { rows as functions } from './census-functions.mjs'

const TABLE = new URL('../../tests/census/node.tsv', import.meta.url)
const MODULES = { paysig, axios, express, fastify, fetch, web }
const ARGUMENTS = [...functions(), ...adapters()]

// What paysig says, and keys, which it reads or makes.
const TAKES_ONLY_ITS_OWN = ['new Explanation', 'new PrivateKey', 'new PublicKey', 'new Verified']

test('nothing is missing in the census', () => {
  const found = publicParameters(MODULES)
  const isOwn = parameter => TAKES_ONLY_ITS_OWN.some(name => parameter.startsWith(`${name}: `))
  const tried = new Set(ARGUMENTS.map(({ name, argument }) => `${name}: ${argument.replace(/ \(.*/, '')}`))
  assert.deepEqual(found.filter(parameter => !isOwn(parameter) && !tried.has(parameter)), [])
  // Errors are made in one row.
  const names = new Set([...found.map(parameter => parameter.split(':')[0]), 'new PaysigError'])
  assert.deepEqual(ARGUMENTS.filter(({ name }) => !names.has(name)), [])
  assert.deepEqual(TAKES_ONLY_ITS_OWN.filter(name => !names.has(name)), [])
})

test('what comes of bad input', async () => {
  const all = []
  for (const argument of ARGUMENTS) all.push(...await rows(argument))
  for (const name of TAKES_ONLY_ITS_OWN) all.push([name, '–', '–', 'takes only what paysig made'])
  const table = all.map(row => row.join('\t') + '\n').join('')
  if (process.env.PAYSIG_BLESS === '1') writeFileSync(TABLE, table)
  assert.deepEqual(table.split('\n'), readFileSync(TABLE, 'utf8').split('\n'), 'PAYSIG_BLESS=1 node/test writes it anew, if it is meant to change')
})
