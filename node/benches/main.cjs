// Signing and verifying in Node: what gateways document, the best that is written by hand with node:crypto, and paysig, in turns.
//
// node/bench runs it, which prints the tables, and adds the lines for benches/report to the file that PAYSIG_BENCH_RESULTS names.
'use strict'
const hmacSchemes = require('./hmac-schemes.cjs')
const rsaScheme = require('./rsa-scheme.cjs')
const whole = require('./whole.cjs')

// First: later, the peak that counts is that of something else.
whole.memory()
whole.start()
hmacSchemes.run()
rsaScheme.run()
