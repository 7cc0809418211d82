// Where the native module is that was built here.
'use strict'
const { readdirSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const built = readdirSync(root).filter(name => /^paysig\..+\.node$/.test(name))
if (built.length !== 1) throw new Error(`node/ should hold one native module and holds ${built.length}: run ./build`)

module.exports = join(root, built[0])
