// Random inputs and the printing of cases, for the drivers written for Node.
'use strict'

const RANGES = [[0, 0x7f], [0x20, 0x7e], [0x80, 0x7ff], [0x800, 0xd7ff], [0xe000, 0xffff], [0x10000, 0x10ffff]]
const LETTERS = [[0x61, 0x7a], [0x30, 0x39], [0xe0, 0xf6], [0x430, 0x44f], [0x4e00, 0x9fa5], [0x1f600, 0x1f64f]]

class Inputs {
  constructor (seed) {
    this.state = BigInt.asUintN(64, BigInt(seed))
  }

  // SplitMix64
  next () {
    this.state = BigInt.asUintN(64, this.state + 0x9e3779b97f4a7c15n)
    let z = this.state
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    return Number((z ^ (z >> 31n)) >> 32n)
  }

  between (low, high) {
    return low + this.next() % (high - low + 1)
  }

  visible (low, high, without = '') {
    let text = ''
    for (let left = this.between(low, high); left > 0;) {
      const char = String.fromCharCode(this.between(0x21, 0x7e))
      if (!without.includes(char)) {
        text += char
        left--
      }
    }
    return text
  }

  text (high) {
    return Array.from({ length: this.between(0, high) }, () => {
      return String.fromCodePoint(this.between(...RANGES[this.between(0, RANGES.length - 1)]))
    }).join('')
  }

  value (depth) {
    switch (this.between(0, depth > 0 ? 6 : 4)) {
      case 0: return null
      case 1: return this.between(0, 1) === 1
      case 2: return this.between(0, 2e9) - 1e9
      case 3: return this.next() / 977
      case 4: return this.text(20)
      case 5: return Array.from({ length: this.between(0, 4) }, () => this.value(depth - 1))
    }
    return this.object(depth)
  }

  object (depth = 4) {
    const fields = Array.from({ length: this.between(0, 6) }, () => [this.text(6), this.value(depth - 1)])
    return Object.fromEntries(fields)
  }

  bodyText () {
    switch (this.between(0, 7)) {
      case 0: return ''
      case 1: return this.text(300)
      case 2: return JSON.stringify(this.object(), null, 2)
    }
    return JSON.stringify(this.object())
  }

  // Bytes: any one body in eight is no text at all
  body () {
    if (this.between(0, 7) > 0) return Buffer.from(this.bodyText())
    return Buffer.from(Array.from({ length: this.between(1, 300) }, () => this.between(0, 255)))
  }

  pick (values) {
    return values[this.between(0, values.length - 1)]
  }

  // Text, most of it visible ASCII; longer than a block of SHA-512, too
  secret () {
    if (this.between(0, 3) > 0) return this.visible(1, 200)
    return Array.from({ length: this.between(1, 100) }, () => String.fromCodePoint(this.between(...this.pick(LETTERS)))).join('')
  }

  // A timestamp
  digits (count) {
    return this.between(1, 9) + Array.from({ length: count - 1 }, () => this.between(0, 9)).join('')
  }

  method () {
    const method = this.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    return this.between(0, 3) > 0 ? method : method.toLowerCase()
  }

  // What a URL may hold, with escapes of any character, in either case
  escaped (high, without) {
    const parts = [...this.visible(0, high, without + '%#"<>\\')]
    for (let left = this.between(0, 4); left > 0; left--) {
      const escape = encodeURIComponent(this.text(2))
      parts.splice(this.between(0, parts.length), 0, this.pick([escape, escape.toLowerCase()]))
    }
    return parts.join('')
  }

  // A URL, absolute or not, and the path and the query that a server sees
  url () {
    const path = this.between(0, 9) === 0 ? this.pick(['', '/']) : '/' + this.escaped(40, '?')
    const query = this.between(0, 9) < 3 ? this.pick([null, '']) : this.escaped(60, '')
    const origin = path === '' ? 'https://gateway.example' : this.pick(['', 'https://gateway.example', 'https://127.0.0.1:8443'])
    return { url: origin + path + (query === null ? '' : '?' + query), path: path || '/', query: query || '' }
  }

  // SolidGate's public and secret key, most with the prefixes that real ones have
  pair (prefix, low = 1) {
    const prefixed = this.between(0, 3) > 0
    const publicKey = (prefixed ? prefix + '_pk_' : 'm') + this.visible(1, 40, ',')
    return [publicKey, (prefixed ? prefix + '_sk_' : 's') + this.visible(low, 200)]
  }
}

const bytes = (value) => ({ base64: Buffer.from(value).toString('base64') })

function printCase (id, source, scheme, credentials, message, headers, options = {}) {
  console.log(JSON.stringify({
    id,
    source,
    operation: 'sign',
    scheme,
    credentials: Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, bytes(value)])),
    options,
    message: { ...message, body: bytes(message.body) },
    expect: { headers }
  }))
}

const printSign = (id, source, scheme, [publicKey, secretKey], body, headers) =>
  printCase(id, source, scheme, { public_key: publicKey, secret_key: secretKey }, { body }, headers)

module.exports = { Inputs, bytes, printCase, printSign }
