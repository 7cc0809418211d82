// node scripts/generate.mjs [--check]: writes src/generated from the core's own descriptions, or compares it with them.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import nativePath from './native-path.cjs'

const native = createRequire(import.meta.url)(nativePath)
const directory = new URL('../src/generated/', import.meta.url)

const { gateways } = JSON.parse(native.describe())
const { errors } = JSON.parse(native.errorTable())
const formScheme = native.formScheme()
const schemes = gateways.flatMap(gateway => gateway.schemes)

const HEADING = '// Generated from the schemes by scripts/generate.mjs: do not edit.\n'
/** Codes that alone would be no good name for a class. */
const RENAMED = { stale: 'StaleMessage', future: 'FutureMessage' }
const KINDS = {
  configuration: 'ConfigurationError', input: 'InputError', rejected: 'RejectedError', internal: 'InternalError'
}

const camelCase = name => name.replace(/[._-]([a-z0-9])/g, (_, letter) => letter.toUpperCase())
const className = code => RENAMED[code] ?? camelCase(`_${code}`)
const quoted = text => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const union = values => values.length === 0 ? 'never' : values.map(quoted).join(' | ')
const sentence = text => text.charAt(0).toUpperCase() + text.slice(1).replace(/([^.])$/, '$1.')
/** The table's sentences name credentials as the core does. */
const named = text => text.replace(/`([a-z_]+)`/g, (_, name) => `\`${camelCase(name)}\``)
const comment = (indent, ...lines) =>
  lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map(line => `${indent} * ${line}\n`.replace(/ +\n/, '\n')).join('')}${indent} */\n`

const partsOf = ({ proof }) => (proof.mac ?? proof.rsa_pkcs1_sha256 ?? { parts: [] }).parts
const signs = (scheme, ...parts) => parts.some(part => partsOf(scheme).includes(part))
const optionsOf = (scheme, when) => scheme.options.filter(option => option.when === when)
const hasOption = (scheme, name) => scheme.options.some(option => option.name === name)

// Types per scheme

function member (name, optional, type, about) {
  return `${comment('    ', sentence(about))}    ${camelCase(name)}${optional ? '?' : ''}: ${type}\n`
}

/** A key that is of no use in this direction may be given all the same. */
function credentials (scheme, unused) {
  return scheme.fields.map(field => {
    const key = ['signing_key', 'verifying_key', 'passphrase'].includes(field.role)
    const optional = field.role === 'passphrase' || field.role === unused
    return member(field.name, optional, key ? 'KeyMaterial' : 'string', field.about)
  }).join('')
}

function optionType ({ name, values }) {
  if (values === 'seconds') return 'number'
  if (values === 'flag') return 'boolean'
  if (values.one_of !== undefined) return union(values.one_of)
  return 'string'
}

function buildingOptions (scheme) {
  return optionsOf(scheme, 'building').map(option => {
    const about = option.values === 'seconds' ? option.about.replace('how many seconds', 'how many milliseconds') : option.about
    return member(option.name, true, optionType(option), about)
  }).join('')
}

const METHOD = 'The HTTP method, in any case'
const URL_ = 'The URL, exactly as it goes over the wire'
const NOW = 'The clock for this message instead of the system\'s'
const REPLAY_KEY = 'Makes the replay key too, which is one more SHA-256 over what is signed'
const BODY = 'The bytes, exactly as they go over the wire'
const UNSIGNED = 'The body is not signed, such as a multipart upload, and so is not authentic'

function messageHead (scheme, urlNeeded) {
  return member('method', !signs(scheme, 'method'), 'string', METHOD) +
    member('url', !(urlNeeded || signs(scheme, 'path', 'query', 'target')), 'string | UrlObject', URL_) +
    member('now', true, 'Date | number', NOW)
}

function body (scheme, optional) {
  const signed = member('body', optional, 'Bytes', BODY)
  if (!hasOption(scheme, 'body')) return `{\n${signed}  }`
  return `({\n${signed}${member('unsigned_body', true, 'false', UNSIGNED)}  } | {\n` +
    `${member('unsigned_body', false, 'true', UNSIGNED)}    body?: undefined\n  })`
}

function signMessage (scheme) {
  const carried = optionsOf(scheme, 'message').filter(option => option.name !== 'body')
  return `{\n${messageHead(scheme, scheme.expects.https === 'required')}` +
    `${carried.map(option => member(option.name, true, 'string', option.about)).join('')}  } & ${body(scheme, true)}`
}

function verifyMessage (scheme) {
  const carried = optionsOf(scheme, 'message').filter(option => option.name === 'request_timestamp')
  return `{\n    headers: HeadersInput\n${messageHead(scheme, false)}` +
    `${carried.map(option => member(option.name, true, 'string', option.about)).join('')}` +
    `${member('replay_key', true, 'boolean', REPLAY_KEY)}  } & ${body(scheme, false)}`
}

function verifiedBody (scheme) {
  if (!signs(scheme, 'body')) return 'null'
  return hasOption(scheme, 'body') ? 'Uint8Array | null' : 'Uint8Array'
}

function table (name, about, value, of = schemes) {
  const rows = of.map(scheme => `  ${quoted(scheme.id)}: ${value(scheme)}\n`).join('')
  return `${comment('', about)}export interface ${name} {\n${rows}}\n`
}

const object = members => members === '' ? '{ readonly [name: string]: never }' : `{\n${members}  }`
const ofKind = kind => union(schemes.filter(scheme => scheme.kind === kind).map(scheme => scheme.id))

function schemesFile () {
  return [
    `${HEADING}import type { Bytes } from '../bytes.js'\nimport type { HeadersInput } from '../headers.js'\nimport type { UrlObject } from '../message.js'\n`,
    `${comment('', 'An RSA key as PEM text, or as the bytes of PEM or DER.')}export type KeyMaterial = string | Uint8Array\n`,
    `export type GatewayId = ${union(gateways.map(gateway => gateway.id))}\n`,
    `${comment('', 'Merchant to gateway.')}export type RequestScheme = ${ofKind('request')}\n`,
    `${comment('', 'The gateway\'s answer to a request.')}export type ResponseScheme = ${ofKind('response')}\n`,
    `${comment('', 'Gateway to merchant.')}export type WebhookScheme = ${ofKind('webhook')}\n`,
    'export type SchemeId = RequestScheme | ResponseScheme | WebhookScheme\n',
    `${comment('', 'Whose credentials a payment form takes.')}export type FormScheme = ${quoted(formScheme)}\n`,
    table('SignCredentials', 'What a `Signer` needs.', scheme => object(credentials(scheme, 'verifying_key'))),
    table('VerifyCredentials', 'What a `Verifier` needs.', scheme =>
      object(credentials(scheme, 'signing_key'))),
    table('SignOptions', 'What may be set when a `Signer` is built.', scheme => object(buildingOptions(scheme))),
    table('VerifyOptions', 'What may be set when a `Verifier` is built.', scheme => object(buildingOptions(scheme))),
    table('SignMessage', 'What `sign` takes.', signMessage),
    table('VerifyMessage', 'What `verify` takes.', verifyMessage),
    table('VerifiedBody', 'Whether a verified message vouches for its body.', verifiedBody),
    table('VerifiedTime', 'Whether a verified message has a signed time.', scheme => scheme.freshness === null ? 'null' : 'Date')
  ].join('\n')
}

// Classes per error code

function errorsFile () {
  const classes = errors.map(({ code, number, kind, summary, advice: said }) => {
    const advice = named(said)
    const name = className(code)
    return comment('', `\`${code}\` (${number}): ${summary} ${advice}`) +
      `export class ${name} extends ${KINDS[kind]} {\n  static readonly code = ${quoted(code)}\n\n` +
      '  constructor (message: string) {\n    super({\n' +
      `      name: ${quoted(name)},\n      code: ${quoted(code)},\n      number: ${number},\n      kind: ${quoted(kind)},\n` +
      `      advice: ${quoted(advice)}\n    }, message)\n  }\n}\n`
  })
  return [
    `${HEADING}import { ${Object.values(KINDS).join(', ')} } from '../errors.js'\n`,
    `${comment('', 'The stable codes, the same in every language.')}export type ErrorCode =\n` +
      `${errors.map(({ code }) => `  | ${quoted(code)}\n`).join('')}`,
    ...classes
  ].join('\n')
}

function errorClassesFile () {
  const names = errors.map(({ code }) => className(code))
  return `${HEADING}import {\n${names.map(name => `  ${name}`).join(',\n')}\n} from './errors.js'\n\n` +
    `${comment('', 'The class of each code.')}export const ERROR_CLASSES = [\n${names.map(name => `  ${name}`).join(',\n')}\n]\n`
}

// Conveniences per gateway

/** What a merchant makes of a scheme: signers of requests, verifiers of what comes back. */
const CONVENIENCES = {
  request: {
    name: 'signer', of: 'Signer', credentials: scheme => `SignCredentials[${scheme}]`, options: scheme => `SignOptions[${scheme}]`
  },
  webhook: { name: 'verifier', of: 'Verifier', credentials: scheme => `Keyring<${scheme}>`, options: scheme => `VerifyOptions[${scheme}]` },
  response: {
    name: 'responseVerifier', of: 'Verifier', credentials: scheme => `Keyring<${scheme}>`, options: scheme => `VerifyOptions[${scheme}]`
  }
}

function convenience (scheme) {
  const { name, of, credentials, options } = CONVENIENCES[scheme.kind]
  const id = quoted(scheme.id)
  const notes = scheme.notes.map(note => `- ${note}`)
  return comment('  ', `\`${scheme.id}\`: ${scheme.rule}.`, ...(notes.length > 0 ? ['', ...notes] : [])) +
    `  ${name} (credentials: ${credentials(id)}, options?: ${options(id)}): ${of}<${id}> {\n` +
    `    return new ${of}(${id}, credentials, options)\n  }`
}

function form (id) {
  return comment('  ', 'The fields of a payment form.') +
    `  form (credentials: SignCredentials['${id}']): Form {\n    return new Form(credentials)\n  }`
}

function errorAnswer (id) {
  return comment('  ', 'What error an answer of the gateway is; `null` when it is none. Leave out the status where there is none.') +
    '  error (body: string | Bytes, status?: number): GatewayError | null {\n' +
    `    return gatewayError(${quoted(id)}, body, status)\n  }`
}

function groupBy (items, key) {
  const groups = new Map()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

function gatewayConveniences (gateway) {
  const groups = groupBy(gateway.schemes, scheme => scheme.id.split('/')[0])
  return Array.from(groups, ([prefix, members]) => {
    const functions = members.map(convenience)
    if (members.some(scheme => scheme.id === formScheme)) functions.push(form(formScheme))
    if (prefix === gateway.id && gateway.error_body !== null) functions.push(errorAnswer(gateway.id))
    if (prefix === gateway.id && gateway.hosts.length > 0) {
      const hosts = gateway.hosts.map(host => `${host.url} (${host.environment}, ${host.product})`)
      functions.push(comment('  ', `The URL of an API call: ${hosts.join(', ')}.`) +
        '  url (path: string, options?: CallOptions): string {\n' +
        `    return gatewayUrl(${quoted(gateway.id)}, path, options)\n  }`)
    }
    return comment('', `${gateway.name}: what its merchants need.`) +
      `export const ${camelCase(prefix)} = Object.freeze({\n${functions.join(',\n\n')}\n})\n`
  }).join('\n')
}

function gatewaysFile () {
  return [
    `${HEADING}import type { Bytes } from '../bytes.js'\nimport type { CallOptions } from '../description.js'\n` +
    "import type { GatewayError } from '../gateway-errors.js'\n" +
    "import type { SignCredentials, SignOptions, VerifyOptions } from './schemes.js'\n" +
    "import type { Keyring } from '../verifier.js'\n" +
    "import { gatewayUrl } from '../description.js'\nimport { Form } from '../form.js'\nimport { gatewayError } from '../gateway-errors.js'\nimport { Signer } from '../signer.js'\nimport { Verifier } from '../verifier.js'\n",
    ...gateways.map(gatewayConveniences)
  ].join('\n')
}

// Names that the core writes in another way

function namesFile () {
  const names = schemes.flatMap(scheme => [...scheme.fields, ...scheme.options]).map(({ name }) => name)
  const others = Array.from(new Set(names)).filter(name => camelCase(name) !== name).sort().reverse()
  return `${HEADING}${comment('', 'The names of credentials and options that the core writes in another way.')}` +
    `export const CORE_NAMES =\n  /\\b(?:${others.map(name => name.replaceAll('.', '\\.')).join('|')})\\b/g\n`
}

const files = {
  'schemes.ts': schemesFile(),
  'errors.ts': errorsFile(),
  'error-classes.ts': errorClassesFile(),
  'gateways.ts': gatewaysFile(),
  'names.ts': namesFile(),
  'version.ts': `${HEADING}export const VERSION = ${quoted(native.version())}\n`
}
const check = process.argv.includes('--check')
for (const [name, text] of Object.entries(files)) {
  const path = new URL(name, directory)
  if (!check) {
    writeFileSync(path, text)
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`src/generated/${name} is not what the schemes say: run \`npm run generate\``)
    process.exitCode = 1
  }
}
