// What npm installs of paysig on this platform, of what was built here.
'use strict'
const { copyFileSync, cpSync, mkdirSync, writeFileSync } = require('node:fs')
const { basename, join } = require('node:path')
const nativePath = require('./native-path.cjs')
const { version } = require('../package.json')

const file = basename(nativePath)
const name = file.replace(/^paysig\.(.+)\.node$/, 'paysig-$1')

/** Puts paysig and its package for this platform into the project's `node_modules`. */
module.exports = function install (project) {
  const [paysig, platform] = ['paysig', name].map(name => join(project, 'node_modules', name))
  cpSync(join(__dirname, '../dist'), join(paysig, 'dist'), { recursive: true })
  cpSync(join(__dirname, '../package.json'), join(paysig, 'package.json'))
  mkdirSync(platform, { recursive: true })
  writeFileSync(join(platform, 'package.json'), JSON.stringify({ name, version, main: file }))
  copyFileSync(nativePath, join(platform, file))
}
