// Random inputs and the printing of cases, for the drivers written for Node.
'use strict'

const RANGES = [[0, 0x7f], [0x20, 0x7e], [0x80, 0x7ff], [0x800, 0xd7ff], [0xe000, 0xffff], [0x10000, 0x10ffff]]

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

  // SolidGate's public and secret key, most with the prefixes that real ones have
  pair (prefix, low = 1) {
    const prefixed = this.between(0, 3) > 0
    const publicKey = (prefixed ? prefix + '_pk_' : 'm') + this.visible(1, 40, ',')
    return [publicKey, (prefixed ? prefix + '_sk_' : 's') + this.visible(low, 200)]
  }
}

const bytes = (value) => ({ base64: Buffer.from(value).toString('base64') })

function printSign (id, source, scheme, [publicKey, secretKey], body, headers) {
  console.log(JSON.stringify({
    id,
    source,
    operation: 'sign',
    scheme,
    credentials: { public_key: bytes(publicKey), secret_key: bytes(secretKey) },
    message: { body: bytes(body) },
    expect: { headers }
  }))
}

module.exports = { Inputs, bytes, printSign }
