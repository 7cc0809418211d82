// Loads the native module: the one that was built here, or else that of the package for this platform.
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type * as Native from '../native.js'

// Each name in full, for programs that look for what has to be deployed.
const PACKAGES: Readonly<Record<string, () => typeof Native>> = {
  'darwin-arm64': () => require('paysig-darwin-arm64'),
  'darwin-x64': () => require('paysig-darwin-x64'),
  'linux-arm64-gnu': () => require('paysig-linux-arm64-gnu'),
  'linux-arm64-musl': () => require('paysig-linux-arm64-musl'),
  'linux-x64-gnu': () => require('paysig-linux-x64-gnu'),
  'linux-x64-musl': () => require('paysig-linux-x64-musl'),
  'win32-arm64-msvc': () => require('paysig-win32-arm64-msvc'),
  'win32-x64-msvc': () => require('paysig-win32-x64-msvc')
}

export const native = load()

function load (): typeof Native {
  const platform = platformName()
  const built = `${__dirname}/../paysig.${platform}.node`
  if (existsSync(built)) return require(built) as typeof Native
  const installed = PACKAGES[platform]
  if (installed === undefined) throw new Error(`paysig has no native module for ${platform}; it has: ${Object.keys(PACKAGES).join(', ')}`)
  try {
    return installed()
  } catch (cause) {
    throw new Error(
      `paysig's native module for ${platform} cannot be loaded. npm installs it as the optional dependency paysig-${platform}: install on the ` +
      'platform that it will run on, and without --omit=optional', { cause })
  }
}

function platformName (): string {
  const name = `${process.platform}-${process.arch}`
  if (process.platform === 'win32') return `${name}-msvc`
  if (process.platform === 'linux') return `${name}-${isMusl() ? 'musl' : 'gnu'}`
  return name
}

/** Whether Node runs with musl. Some systems have its loader beside glibc's: Node's own file names on its first page the one that it needs. */
function isMusl (): boolean {
  const loader = `/lib/ld-musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`
  if (!existsSync(loader)) return false
  const page = Buffer.alloc(4096)
  try {
    const file = openSync(process.execPath, 'r')
    readSync(file, page)
    closeSync(file)
  } catch {
    // A file may be run and not read.
    return true
  }
  return page.includes(loader)
}
