// Loads the native module: that of the package for this platform, or else the one that was built here.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import type * as Native from '../native.js'
import { VERSION } from './generated/version.js'

export const native = load()

// What passes between the two has no names. A bundle carries the one, and can find the other of another day.
if (native.version?.() !== VERSION) {
  throw new Error(`paysig ${VERSION} found the native module of version ${native.version?.() ?? 'unknown'}: install both in one version, and make ` +
    'the bundle anew that one of them is in')
}

/**
 * The package comes first, although whoever builds paysig has built a newer one: programs are bundled, and then what lies beside paysig's
 * files is whatever lies beside the program. Where paysig is built, no such package is installed.
 */
function load (): typeof Native {
  const platform = platformName()
  let cause: unknown
  try {
    const native = installed(platform)
    if (native !== undefined) return native
  } catch (error) {
    cause = error
  }
  const file = built(platform)
  if (file !== undefined) return require(file) as typeof Native
  if (cause === undefined) {
    throw new Error(`paysig has no native module for ${platform}: there are modules for Linux, macOS and Windows on x64 and arm64`)
  }
  throw new Error(
    `paysig's native module for ${platform} cannot be loaded. npm installs it as the optional dependency paysig-${platform}: install on the ` +
    'platform that it will run on, and without --omit=optional', { cause })
}

/** Named in full, for programs that look for what has to be deployed; called in a `try`, so that they take those that are not there as they are. */
function installed (platform: string): typeof Native | undefined {
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
  return undefined
}

/** What `npm run build` puts above this file, which a bundle of somebody's has been moved away from; ES modules do not even say where they are. */
function built (platform: string): string | undefined {
  if (typeof __dirname !== 'string') return undefined
  try {
    const { name } = JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')) as { name?: unknown }
    if (name !== 'paysig') return undefined
  } catch {
    return undefined
  }
  const file = `${__dirname}/../paysig.${platform}.node`
  return existsSync(file) ? file : undefined
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
