// Exits, or ends its workers, while the thread pool signs, explains and makes keys.
'use strict'
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { Worker, isMainThread } = require('node:worker_threads')
const { PrivateKey, Signer, Verifier } = require('paysig')

const privateKey = readFileSync(join(__dirname, '../../../tests/vectors/keys/rsa4096.pkcs8.pem'))

function work () {
  const signer = new Signer('smart-glocal/request', { project: 'p', privateKey })
  for (let count = 0; count < 50; count++) signer.signAsync({ body: Buffer.alloc(100_000) }).catch(() => {})
  const keys = { publicKey: 'wh_pk_1', secretKey: 'wh_sk_1' }
  const headers = new Signer('solidgate/webhook', keys).sign()
  for (let count = 0; count < 4; count++) new Verifier('solidgate/webhook', keys).explainAsync({ headers, body: Buffer.alloc(1_000_000) }).catch(() => {})
  for (let count = 0; count < 4; count++) PrivateKey.generate(2048).catch(() => {})
}

if (!isMainThread) {
  work()
} else if (process.argv[2] === 'exit') {
  work()
  setTimeout(() => process.exit(7), 20)
} else if (process.argv[2] === 'throw') {
  work()
  setTimeout(() => { throw new Error('on purpose') }, 20)
} else {
  const workers = Array.from({ length: 4 }, () => new Worker(__filename))
  work()
  setTimeout(() => {
    Promise.all(workers.map(worker => worker.terminate())).then(() => process.exit(7))
  }, 200)
}
