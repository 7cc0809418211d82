// Loads the native module: the one that was built here, or else that of the package for this platform.
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type * as Native from '../native.js'

export const native = load()

function load (): typeof Native {
  const platform = platformName()
  const built = `${__dirname}/../paysig.${platform}.node`
  return existsSync(built) ? require(built) as typeof Native : installed(platform)
}

function installed (platform: string): typeof Native {
  try {
    // In full, for programs that look for what has to be deployed, and in a `try`, so that they take those that are not there as they are.
    switch (platform) {
      case 'darwin-arm64': return require('paysig-darwin-arm64')
      case 'darwin-x64': return require('paysig-darwin-x64')
      case 'linux-arm64-gnu': return require('paysig-linux-arm64-gnu')
      case 'linux-arm64-musl': return require('paysig-linux-arm64-musl')
      case 'linux-x64-gnu': return require('paysig-linux-x64-gnu')
      case 'linux-x64-musl': return require('paysig-linux-x64-musl')
      case 'win32-arm64-msvc': return require('paysig-win32-arm64-msvc')
      case 'win32-x64-msvc': return require('paysig-win32-x64-msvc')
    }
  } catch (cause) {
    throw new Error(
      `paysig's native module for ${platform} cannot be loaded. npm installs it as the optional dependency paysig-${platform}: install on the ` +
      'platform that it will run on, and without --omit=optional', { cause })
  }
  throw new Error(`paysig has no native module for ${platform}: there are modules for Linux, macOS and Windows on x64 and arm64`)
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
