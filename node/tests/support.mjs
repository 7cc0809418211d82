// What several tests need.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'

export const key = name => readFileSync(new URL(`../../tests/vectors/keys/${name}`, import.meta.url))

/** Starts a server on a free port of this machine, for one test. */
export async function serve (context, listener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => new Promise(resolve => {
    server.close(resolve)
    server.closeAllConnections()
  }))
  return `http://127.0.0.1:${server.address().port}`
}

/** A request as it came over the wire. */
export async function received (request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return { method: request.method, url: request.url, headers: request.rawHeaders, body: Buffer.concat(chunks) }
}

export const header = (rawHeaders, name) => {
  const at = rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name.toLowerCase())
  return at < 0 ? undefined : rawHeaders[at + 1]
}
