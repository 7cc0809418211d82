// Generated from the schemes by scripts/generate.mjs: do not edit.
import { ConfigurationError, InputError, RejectedError, InternalError } from '../errors.js'

/** The stable codes, the same in every language. */
export type ErrorCode =
  | 'unknown_scheme'
  | 'unknown_gateway'
  | 'invalid_scheme'
  | 'missing_credential'
  | 'unknown_credential'
  | 'empty_credential'
  | 'malformed_credential'
  | 'wrong_half_of_pair'
  | 'wrong_pair'
  | 'secret_too_short'
  | 'duplicate_credential'
  | 'invalid_label'
  | 'malformed_key'
  | 'wrong_key_kind'
  | 'key_too_small'
  | 'unsupported_key'
  | 'wrong_passphrase'
  | 'missing_passphrase'
  | 'unknown_option'
  | 'invalid_option'
  | 'invalid_url'
  | 'insecure_url'
  | 'wrong_method'
  | 'missing_request'
  | 'missing_body'
  | 'invalid_timestamp'
  | 'invalid_idempotency_key'
  | 'invalid_value'
  | 'invalid_headers'
  | 'unknown_host'
  | 'invalid_text'
  | 'invalid_argument'
  | 'buffer_too_small'
  | 'missing_header'
  | 'duplicate_header'
  | 'malformed_timestamp'
  | 'wrong_time_unit'
  | 'unknown_sender'
  | 'malformed_signature'
  | 'signature_mismatch'
  | 'stale'
  | 'future'
  | 'malformed_request'
  | 'internal'
  | 'random_unavailable'
  | 'fault_detected'

/** `unknown_scheme` (101): There is no scheme of this id. List the schemes and copy the id. */
export class UnknownScheme extends ConfigurationError {
  static readonly code = 'unknown_scheme'

  constructor (message: string) {
    super({
      name: 'UnknownScheme',
      code: 'unknown_scheme',
      number: 101,
      kind: 'configuration',
      advice: 'List the schemes and copy the id.'
    }, message)
  }
}

/** `unknown_gateway` (102): There is no gateway of this id. List the gateways and copy the id. */
export class UnknownGateway extends ConfigurationError {
  static readonly code = 'unknown_gateway'

  constructor (message: string) {
    super({
      name: 'UnknownGateway',
      code: 'unknown_gateway',
      number: 102,
      kind: 'configuration',
      advice: 'List the gateways and copy the id.'
    }, message)
  }
}

/** `invalid_scheme` (103): A scheme described as data contradicts itself. Mend the description as the message says. */
export class InvalidScheme extends ConfigurationError {
  static readonly code = 'invalid_scheme'

  constructor (message: string) {
    super({
      name: 'InvalidScheme',
      code: 'invalid_scheme',
      number: 103,
      kind: 'configuration',
      advice: 'Mend the description as the message says.'
    }, message)
  }
}

/** `missing_credential` (104): A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying. */
export class MissingCredential extends ConfigurationError {
  static readonly code = 'missing_credential'

  constructor (message: string) {
    super({
      name: 'MissingCredential',
      code: 'missing_credential',
      number: 104,
      kind: 'configuration',
      advice: 'Give every credential that the scheme lists for signing or for verifying.'
    }, message)
  }
}

/** `unknown_credential` (105): The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language. */
export class UnknownCredential extends ConfigurationError {
  static readonly code = 'unknown_credential'

  constructor (message: string) {
    super({
      name: 'UnknownCredential',
      code: 'unknown_credential',
      number: 105,
      kind: 'configuration',
      advice: 'Use the names that the scheme lists; they are the same in every language.'
    }, message)
  }
}

/** `empty_credential` (106): A credential is empty. Look whether the environment variable or the file it comes from is set. */
export class EmptyCredential extends ConfigurationError {
  static readonly code = 'empty_credential'

  constructor (message: string) {
    super({
      name: 'EmptyCredential',
      code: 'empty_credential',
      number: 106,
      kind: 'configuration',
      advice: 'Look whether the environment variable or the file it comes from is set.'
    }, message)
  }
}

/** `malformed_credential` (107): A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it. */
export class MalformedCredential extends ConfigurationError {
  static readonly code = 'malformed_credential'

  constructor (message: string) {
    super({
      name: 'MalformedCredential',
      code: 'malformed_credential',
      number: 107,
      kind: 'configuration',
      advice: 'Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it.'
    }, message)
  }
}

/** `wrong_half_of_pair` (108): The public and the secret key of a pair are swapped. Give the public key as `publicKey` and the secret key as `secretKey`. */
export class WrongHalfOfPair extends ConfigurationError {
  static readonly code = 'wrong_half_of_pair'

  constructor (message: string) {
    super({
      name: 'WrongHalfOfPair',
      code: 'wrong_half_of_pair',
      number: 108,
      kind: 'configuration',
      advice: 'Give the public key as `publicKey` and the secret key as `secretKey`.'
    }, message)
  }
}

/** `wrong_pair` (109): The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API pair and verify webhooks with the webhook pair. */
export class WrongPair extends ConfigurationError {
  static readonly code = 'wrong_pair'

  constructor (message: string) {
    super({
      name: 'WrongPair',
      code: 'wrong_pair',
      number: 109,
      kind: 'configuration',
      advice: 'Sign requests with the API pair and verify webhooks with the webhook pair.'
    }, message)
  }
}

/** `secret_too_short` (110): The secret is too short for what it is used for. Copy the whole secret from the gateway's console. */
export class SecretTooShort extends ConfigurationError {
  static readonly code = 'secret_too_short'

  constructor (message: string) {
    super({
      name: 'SecretTooShort',
      code: 'secret_too_short',
      number: 110,
      kind: 'configuration',
      advice: 'Copy the whole secret from the gateway\'s console.'
    }, message)
  }
}

/** `duplicate_credential` (111): The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label of its own. */
export class DuplicateCredential extends ConfigurationError {
  static readonly code = 'duplicate_credential'

  constructor (message: string) {
    super({
      name: 'DuplicateCredential',
      code: 'duplicate_credential',
      number: 111,
      kind: 'configuration',
      advice: 'Give each name once, and each label once; to rotate keys, give each set a label of its own.'
    }, message)
  }
}

/** `invalid_label` (112): A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`. */
export class InvalidLabel extends ConfigurationError {
  static readonly code = 'invalid_label'

  constructor (message: string) {
    super({
      name: 'InvalidLabel',
      code: 'invalid_label',
      number: 112,
      kind: 'configuration',
      advice: 'Choose a short label such as `live` or `2026-q1`.'
    }, message)
  }
}

/** `malformed_key` (120): The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes. */
export class MalformedKey extends ConfigurationError {
  static readonly code = 'malformed_key'

  constructor (message: string) {
    super({
      name: 'MalformedKey',
      code: 'malformed_key',
      number: 120,
      kind: 'configuration',
      advice: 'Give the whole PEM text with its BEGIN and END lines, or the DER bytes.'
    }, message)
  }
}

/** `wrong_key_kind` (121): The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify. */
export class WrongKeyKind extends ConfigurationError {
  static readonly code = 'wrong_key_kind'

  constructor (message: string) {
    super({
      name: 'WrongKeyKind',
      code: 'wrong_key_kind',
      number: 121,
      kind: 'configuration',
      advice: 'Give an RSA private key to sign and an RSA public key to verify.'
    }, message)
  }
}

/** `key_too_small` (122): The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway. */
export class KeyTooSmall extends ConfigurationError {
  static readonly code = 'key_too_small'

  constructor (message: string) {
    super({
      name: 'KeyTooSmall',
      code: 'key_too_small',
      number: 122,
      kind: 'configuration',
      advice: 'Make a key of at least 2048 bits and register its public half with the gateway.'
    }, message)
  }
}

/** `unsupported_key` (123): The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI. */
export class UnsupportedKey extends ConfigurationError {
  static readonly code = 'unsupported_key'

  constructor (message: string) {
    super({
      name: 'UnsupportedKey',
      code: 'unsupported_key',
      number: 123,
      kind: 'configuration',
      advice: 'Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI.'
    }, message)
  }
}

/** `wrong_passphrase` (124): The passphrase does not open the private key. Check the passphrase, and that it belongs to this key. */
export class WrongPassphrase extends ConfigurationError {
  static readonly code = 'wrong_passphrase'

  constructor (message: string) {
    super({
      name: 'WrongPassphrase',
      code: 'wrong_passphrase',
      number: 124,
      kind: 'configuration',
      advice: 'Check the passphrase, and that it belongs to this key.'
    }, message)
  }
}

/** `missing_passphrase` (125): The private key is encrypted and no passphrase was given. Give the credential `passphrase`. */
export class MissingPassphrase extends ConfigurationError {
  static readonly code = 'missing_passphrase'

  constructor (message: string) {
    super({
      name: 'MissingPassphrase',
      code: 'missing_passphrase',
      number: 125,
      kind: 'configuration',
      advice: 'Give the credential `passphrase`.'
    }, message)
  }
}

/** `unknown_option` (130): The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per message. */
export class UnknownOption extends ConfigurationError {
  static readonly code = 'unknown_option'

  constructor (message: string) {
    super({
      name: 'UnknownOption',
      code: 'unknown_option',
      number: 130,
      kind: 'configuration',
      advice: 'Use the options that the scheme lists, where it lists them: when building, or per message.'
    }, message)
  }
}

/** `invalid_option` (131): An option has a value that it cannot have. Use a value that the scheme lists for the option. */
export class InvalidOption extends ConfigurationError {
  static readonly code = 'invalid_option'

  constructor (message: string) {
    super({
      name: 'InvalidOption',
      code: 'invalid_option',
      number: 131,
      kind: 'configuration',
      advice: 'Use a value that the scheme lists for the option.'
    }, message)
  }
}

/** `invalid_url` (201): The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name. */
export class InvalidUrl extends InputError {
  static readonly code = 'invalid_url'

  constructor (message: string) {
    super({
      name: 'InvalidUrl',
      code: 'invalid_url',
      number: 201,
      kind: 'input',
      advice: 'Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name.'
    }, message)
  }
}

/** `insecure_url` (202): Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback explicitly. */
export class InsecureUrl extends InputError {
  static readonly code = 'insecure_url'

  constructor (message: string) {
    super({
      name: 'InsecureUrl',
      code: 'insecure_url',
      number: 202,
      kind: 'input',
      advice: 'Pass the absolute https URL; for local tests allow loopback explicitly.'
    }, message)
  }
}

/** `wrong_method` (203): The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects. */
export class WrongMethod extends InputError {
  static readonly code = 'wrong_method'

  constructor (message: string) {
    super({
      name: 'WrongMethod',
      code: 'wrong_method',
      number: 203,
      kind: 'input',
      advice: 'Use the method that the scheme expects.'
    }, message)
  }
}

/** `missing_request` (204): The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it answers. */
export class MissingRequest extends InputError {
  static readonly code = 'missing_request'

  constructor (message: string) {
    super({
      name: 'MissingRequest',
      code: 'missing_request',
      number: 204,
      kind: 'input',
      advice: 'Pass the method and URL; for a response, those of the request that it answers.'
    }, message)
  }
}

/** `missing_body` (205): No body was given to verify. Pass the raw body as it came, an empty one explicitly. */
export class MissingBody extends InputError {
  static readonly code = 'missing_body'

  constructor (message: string) {
    super({
      name: 'MissingBody',
      code: 'missing_body',
      number: 205,
      kind: 'input',
      advice: 'Pass the raw body as it came, an empty one explicitly.'
    }, message)
  }
}

/** `invalid_timestamp` (206): The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out. */
export class InvalidTimestamp extends InputError {
  static readonly code = 'invalid_timestamp'

  constructor (message: string) {
    super({
      name: 'InvalidTimestamp',
      code: 'invalid_timestamp',
      number: 206,
      kind: 'input',
      advice: 'Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out.'
    }, message)
  }
}

/** `invalid_idempotency_key` (207): The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`. */
export class InvalidIdempotencyKey extends InputError {
  static readonly code = 'invalid_idempotency_key'

  constructor (message: string) {
    super({
      name: 'InvalidIdempotencyKey',
      code: 'invalid_idempotency_key',
      number: 207,
      kind: 'input',
      advice: 'Use 4 to 64 visible ASCII characters, or `auto`.'
    }, message)
  }
}

/** `invalid_value` (208): A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks. */
export class InvalidValue extends InputError {
  static readonly code = 'invalid_value'

  constructor (message: string) {
    super({
      name: 'InvalidValue',
      code: 'invalid_value',
      number: 208,
      kind: 'input',
      advice: 'Use printable ASCII without surrounding spaces or line breaks.'
    }, message)
  }
}

/** `invalid_headers` (209): The headers to verify cannot be read. Pass each header as its name and its value. */
export class InvalidHeaders extends InputError {
  static readonly code = 'invalid_headers'

  constructor (message: string) {
    super({
      name: 'InvalidHeaders',
      code: 'invalid_headers',
      number: 209,
      kind: 'input',
      advice: 'Pass each header as its name and its value.'
    }, message)
  }
}

/** `unknown_host` (210): The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists. */
export class UnknownHost extends InputError {
  static readonly code = 'unknown_host'

  constructor (message: string) {
    super({
      name: 'UnknownHost',
      code: 'unknown_host',
      number: 210,
      kind: 'input',
      advice: 'Use the environments, products and versions that the gateway lists.'
    }, message)
  }
}

/** `invalid_text` (211): Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes. */
export class InvalidText extends InputError {
  static readonly code = 'invalid_text'

  constructor (message: string) {
    super({
      name: 'InvalidText',
      code: 'invalid_text',
      number: 211,
      kind: 'input',
      advice: 'Pass names and text as UTF-8; only bodies and keys may be any bytes.'
    }, message)
  }
}

/** `invalid_argument` (212): An argument is missing, or has a length or value that it cannot have. See the function's documentation. */
export class InvalidArgument extends InputError {
  static readonly code = 'invalid_argument'

  constructor (message: string) {
    super({
      name: 'InvalidArgument',
      code: 'invalid_argument',
      number: 212,
      kind: 'input',
      advice: 'See the function\'s documentation.'
    }, message)
  }
}

/** `buffer_too_small` (213): The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported. */
export class BufferTooSmall extends InputError {
  static readonly code = 'buffer_too_small'

  constructor (message: string) {
    super({
      name: 'BufferTooSmall',
      code: 'buffer_too_small',
      number: 213,
      kind: 'input',
      advice: 'Call again with a buffer of the size that was reported.'
    }, message)
  }
}

/** `missing_header` (301): A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this scheme at all. */
export class MissingHeader extends RejectedError {
  static readonly code = 'missing_header'

  constructor (message: string) {
    super({
      name: 'MissingHeader',
      code: 'missing_header',
      number: 301,
      kind: 'rejected',
      advice: 'See whether a proxy or framework dropped it, and whether the message is of this scheme at all.'
    }, message)
  }
}

/** `duplicate_header` (302): A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second one. */
export class DuplicateHeader extends RejectedError {
  static readonly code = 'duplicate_header'

  constructor (message: string) {
    super({
      name: 'DuplicateHeader',
      code: 'duplicate_header',
      number: 302,
      kind: 'rejected',
      advice: 'Refuse the message; see what adds the second one.'
    }, message)
  }
}

/** `malformed_timestamp` (303): The timestamp is not of the scheme's form. Refuse the message. */
export class MalformedTimestamp extends RejectedError {
  static readonly code = 'malformed_timestamp'

  constructor (message: string) {
    super({
      name: 'MalformedTimestamp',
      code: 'malformed_timestamp',
      number: 303,
      kind: 'rejected',
      advice: 'Refuse the message.'
    }, message)
  }
}

/** `wrong_time_unit` (304): The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit. */
export class WrongTimeUnit extends RejectedError {
  static readonly code = 'wrong_time_unit'

  constructor (message: string) {
    super({
      name: 'WrongTimeUnit',
      code: 'wrong_time_unit',
      number: 304,
      kind: 'rejected',
      advice: 'Whoever sends the message must send the scheme\'s unit.'
    }, message)
  }
}

/** `unknown_sender` (305): The sender's id is none of ours. See whether the credentials are of the right environment and pair. */
export class UnknownSender extends RejectedError {
  static readonly code = 'unknown_sender'

  constructor (message: string) {
    super({
      name: 'UnknownSender',
      code: 'unknown_sender',
      number: 305,
      kind: 'rejected',
      advice: 'See whether the credentials are of the right environment and pair.'
    }, message)
  }
}

/** `malformed_signature` (306): The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description. */
export class MalformedSignature extends RejectedError {
  static readonly code = 'malformed_signature'

  constructor (message: string) {
    super({
      name: 'MalformedSignature',
      code: 'malformed_signature',
      number: 306,
      kind: 'rejected',
      advice: 'Whoever signs must use the scheme\'s encoding; see its description.'
    }, message)
  }
}

/** `signature_mismatch` (307): The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment. */
export class SignatureMismatch extends RejectedError {
  static readonly code = 'signature_mismatch'

  constructor (message: string) {
    super({
      name: 'SignatureMismatch',
      code: 'signature_mismatch',
      number: 307,
      kind: 'rejected',
      advice: 'Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment.'
    }, message)
  }
}

/** `stale` (308): The message is authentic and too old. Compare the clocks; give queued messages the time at which they came. */
export class StaleMessage extends RejectedError {
  static readonly code = 'stale'

  constructor (message: string) {
    super({
      name: 'StaleMessage',
      code: 'stale',
      number: 308,
      kind: 'rejected',
      advice: 'Compare the clocks; give queued messages the time at which they came.'
    }, message)
  }
}

/** `future` (309): The message is authentic and from the future. Compare the clocks. */
export class FutureMessage extends RejectedError {
  static readonly code = 'future'

  constructor (message: string) {
    super({
      name: 'FutureMessage',
      code: 'future',
      number: 309,
      kind: 'rejected',
      advice: 'Compare the clocks.'
    }, message)
  }
}

/** `malformed_request` (310): The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the URL exactly as they came over the wire. */
export class MalformedRequest extends RejectedError {
  static readonly code = 'malformed_request'

  constructor (message: string) {
    super({
      name: 'MalformedRequest',
      code: 'malformed_request',
      number: 310,
      kind: 'rejected',
      advice: 'Refuse the message; pass the method and the URL exactly as they came over the wire.'
    }, message)
  }
}

/** `internal` (901): Something in paysig failed that should not be able to fail. Report it, with the version and the message. */
export class Internal extends InternalError {
  static readonly code = 'internal'

  constructor (message: string) {
    super({
      name: 'Internal',
      code: 'internal',
      number: 901,
      kind: 'internal',
      advice: 'Report it, with the version and the message.'
    }, message)
  }
}

/** `random_unavailable` (902): The operating system gave no random bytes. See whether the process may use the system's random source. */
export class RandomUnavailable extends InternalError {
  static readonly code = 'random_unavailable'

  constructor (message: string) {
    super({
      name: 'RandomUnavailable',
      code: 'random_unavailable',
      number: 902,
      kind: 'internal',
      advice: 'See whether the process may use the system\'s random source.'
    }, message)
  }
}

/** `fault_detected` (903): A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do not retry on the same machine. */
export class FaultDetected extends InternalError {
  static readonly code = 'fault_detected'

  constructor (message: string) {
    super({
      name: 'FaultDetected',
      code: 'fault_detected',
      number: 903,
      kind: 'internal',
      advice: 'Suspect the machine\'s memory or processor; do not retry on the same machine.'
    }, message)
  }
}
