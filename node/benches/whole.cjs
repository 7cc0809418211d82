// What only shows in a whole process: start-up and memory.
'use strict'
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { Signer, Verifier } = require('paysig')
const { FOREMOST } = require('./hmac-schemes.cjs')
const install = require('../scripts/installed.cjs')
const results = require('./results.cjs')
const { quartiles } = require('./rounds.cjs')
const { PUBLIC, SECRET } = require('./rules.cjs')

const STARTS = 31
const pair = { publicKey: PUBLIC, secretKey: SECRET }

/**
 * How long `require('paysig')` takes in a process that does nothing else, of the packages that npm installs. A process's whole time would vary
 * by more than that. The clock is read once before, as the first time takes tenths of a millisecond.
 */
function start () {
  const program = `const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
    cpu()
    const before = cpu(); require('paysig'); console.log(cpu() - before)`
  const project = fs.mkdtempSync(path.join(tmpdir(), 'paysig-start-'))
  try {
    install(project)
    const milliseconds = () => Number(execFileSync(process.execPath, ['-e', program], { cwd: project, encoding: 'utf8' }))
    // So that files are in the system's cache.
    milliseconds()
    results.start("require('paysig')", quartiles(Array.from({ length: STARTS }, milliseconds)))
  } finally {
    fs.rmSync(project, { recursive: true })
  }
}

/** By how much the peak of memory grows, while a long body is signed and verified that exists already. */
function memory () {
  const signer = new Signer(FOREMOST, pair)
  const verifier = new Verifier(FOREMOST, pair)
  const body = Buffer.alloc(64 << 20, 'x')
  const empty = Buffer.alloc(0)
  verifier.verify({ headers: signer.sign({ body: empty }), body: empty })
  const headers = signer.sign({ body })
  results.memory('sign a body of 64 MiB', grown(() => signer.sign({ body })))
  results.memory('verify a body of 64 MiB', grown(() => verifier.verify({ headers, body })))
}

function grown (call) {
  // Resets the peak to what is in use now.
  fs.writeFileSync('/proc/self/clear_refs', '5')
  const before = peak()
  call()
  return peak() - before
}

function peak () {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))
  return Number(kibibytes) * 1024
}

module.exports = { memory, start }
