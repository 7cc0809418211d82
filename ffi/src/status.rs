//! The status numbers. Generated from the table of errors by `tests/header/main.rs`; changes belong there.
#![allow(non_camel_case_types)]

use std::ffi::CStr;

/// What a call returns, as `int32_t`: 0, or a number whose first digit says the kind. Numbers are never changed and never used
/// again for something else; a newer library may return new ones.
///
/// 1xx: the credentials or options are wrong. 2xx: what was passed to the call is wrong. 3xx: the message is not to be trusted.
/// 9xx: paysig or the machine failed.
#[repr(C)]
pub enum paysig_status {
    /// The call succeeded.
    PAYSIG_OK = 0,
    /// There is no scheme of this id. List the schemes and copy the id.
    PAYSIG_UNKNOWN_SCHEME = 101,
    /// There is no gateway of this id. List the gateways and copy the id.
    PAYSIG_UNKNOWN_GATEWAY = 102,
    /// A scheme described as data contradicts itself. Mend the description as the message says.
    PAYSIG_INVALID_SCHEME = 103,
    /// A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying.
    PAYSIG_MISSING_CREDENTIAL = 104,
    /// The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language.
    PAYSIG_UNKNOWN_CREDENTIAL = 105,
    /// A credential is empty. Look whether the environment variable or the file it comes from is set.
    PAYSIG_EMPTY_CREDENTIAL = 106,
    /// A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it.
    PAYSIG_MALFORMED_CREDENTIAL = 107,
    /// The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as `secret_key`.
    PAYSIG_WRONG_HALF_OF_PAIR = 108,
    /// The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API pair and verify webhooks with the webhook pair.
    PAYSIG_WRONG_PAIR = 109,
    /// The secret is too short for what it is used for. Copy the whole secret from the gateway's console.
    PAYSIG_SECRET_TOO_SHORT = 110,
    /// The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label of its own.
    PAYSIG_DUPLICATE_CREDENTIAL = 111,
    /// A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`.
    PAYSIG_INVALID_LABEL = 112,
    /// The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes.
    PAYSIG_MALFORMED_KEY = 120,
    /// The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify.
    PAYSIG_WRONG_KEY_KIND = 121,
    /// The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway.
    PAYSIG_KEY_TOO_SMALL = 122,
    /// The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI.
    PAYSIG_UNSUPPORTED_KEY = 123,
    /// The passphrase does not open the private key. Check the passphrase, and that it belongs to this key.
    PAYSIG_WRONG_PASSPHRASE = 124,
    /// The private key is encrypted and no passphrase was given. Give the credential `passphrase`.
    PAYSIG_MISSING_PASSPHRASE = 125,
    /// The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per message.
    PAYSIG_UNKNOWN_OPTION = 130,
    /// An option has a value that it cannot have. Use a value that the scheme lists for the option.
    PAYSIG_INVALID_OPTION = 131,
    /// The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name.
    PAYSIG_INVALID_URL = 201,
    /// Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback explicitly.
    PAYSIG_INSECURE_URL = 202,
    /// The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects.
    PAYSIG_WRONG_METHOD = 203,
    /// The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it answers.
    PAYSIG_MISSING_REQUEST = 204,
    /// No body was given to verify. Pass the raw body as it came, an empty one explicitly.
    PAYSIG_MISSING_BODY = 205,
    /// The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out.
    PAYSIG_INVALID_TIMESTAMP = 206,
    /// The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`.
    PAYSIG_INVALID_IDEMPOTENCY_KEY = 207,
    /// A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks.
    PAYSIG_INVALID_VALUE = 208,
    /// The headers to verify cannot be read. Pass each header as its name and its value.
    PAYSIG_INVALID_HEADERS = 209,
    /// The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists.
    PAYSIG_UNKNOWN_HOST = 210,
    /// Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes.
    PAYSIG_INVALID_TEXT = 211,
    /// An argument is missing, or has a length or value that it cannot have. See the function's documentation.
    PAYSIG_INVALID_ARGUMENT = 212,
    /// The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported.
    PAYSIG_BUFFER_TOO_SMALL = 213,
    /// A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this scheme at all.
    PAYSIG_MISSING_HEADER = 301,
    /// A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second one.
    PAYSIG_DUPLICATE_HEADER = 302,
    /// The timestamp is not of the scheme's form. Refuse the message.
    PAYSIG_MALFORMED_TIMESTAMP = 303,
    /// The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit.
    PAYSIG_WRONG_TIME_UNIT = 304,
    /// The sender's id is none of ours. See whether the credentials are of the right environment and pair.
    PAYSIG_UNKNOWN_SENDER = 305,
    /// The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description.
    PAYSIG_MALFORMED_SIGNATURE = 306,
    /// The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment.
    PAYSIG_SIGNATURE_MISMATCH = 307,
    /// The message is authentic and too old. Compare the clocks; give queued messages the time at which they came.
    PAYSIG_STALE = 308,
    /// The message is authentic and from the future. Compare the clocks.
    PAYSIG_FUTURE = 309,
    /// The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the URL exactly as they came over the wire.
    PAYSIG_MALFORMED_REQUEST = 310,
    /// Something in paysig failed that should not be able to fail. Report it, with the version and the message.
    PAYSIG_INTERNAL = 901,
    /// The operating system gave no random bytes. See whether the process may use the system's random source.
    PAYSIG_RANDOM_UNAVAILABLE = 902,
    /// A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do not retry on the same machine.
    PAYSIG_FAULT_DETECTED = 903,
}

/// The name of a status, and what it means.
#[rustfmt::skip]
pub(crate) const fn words(status: i32) -> Option<(&'static CStr, &'static CStr)> {
    Some(match status {
        0 => (c"ok", c"The call succeeded."),
        101 => (c"unknown_scheme", c"There is no scheme of this id. List the schemes and copy the id."),
        102 => (c"unknown_gateway", c"There is no gateway of this id. List the gateways and copy the id."),
        103 => (c"invalid_scheme", c"A scheme described as data contradicts itself. Mend the description as the message says."),
        104 => (c"missing_credential", c"A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying."),
        105 => (c"unknown_credential", c"The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language."),
        106 => (c"empty_credential", c"A credential is empty. Look whether the environment variable or the file it comes from is set."),
        107 => (c"malformed_credential", c"A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it."),
        108 => (c"wrong_half_of_pair", c"The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as `secret_key`."),
        109 => (c"wrong_pair", c"The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API pair and verify webhooks with the webhook pair."),
        110 => (c"secret_too_short", c"The secret is too short for what it is used for. Copy the whole secret from the gateway's console."),
        111 => (c"duplicate_credential", c"The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label of its own."),
        112 => (c"invalid_label", c"A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`."),
        120 => (c"malformed_key", c"The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes."),
        121 => (c"wrong_key_kind", c"The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify."),
        122 => (c"key_too_small", c"The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway."),
        123 => (c"unsupported_key", c"The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI."),
        124 => (c"wrong_passphrase", c"The passphrase does not open the private key. Check the passphrase, and that it belongs to this key."),
        125 => (c"missing_passphrase", c"The private key is encrypted and no passphrase was given. Give the credential `passphrase`."),
        130 => (c"unknown_option", c"The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per message."),
        131 => (c"invalid_option", c"An option has a value that it cannot have. Use a value that the scheme lists for the option."),
        201 => (c"invalid_url", c"The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name."),
        202 => (c"insecure_url", c"Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback explicitly."),
        203 => (c"wrong_method", c"The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects."),
        204 => (c"missing_request", c"The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it answers."),
        205 => (c"missing_body", c"No body was given to verify. Pass the raw body as it came, an empty one explicitly."),
        206 => (c"invalid_timestamp", c"The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out."),
        207 => (c"invalid_idempotency_key", c"The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`."),
        208 => (c"invalid_value", c"A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks."),
        209 => (c"invalid_headers", c"The headers to verify cannot be read. Pass each header as its name and its value."),
        210 => (c"unknown_host", c"The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists."),
        211 => (c"invalid_text", c"Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes."),
        212 => (c"invalid_argument", c"An argument is missing, or has a length or value that it cannot have. See the function's documentation."),
        213 => (c"buffer_too_small", c"The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported."),
        301 => (c"missing_header", c"A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this scheme at all."),
        302 => (c"duplicate_header", c"A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second one."),
        303 => (c"malformed_timestamp", c"The timestamp is not of the scheme's form. Refuse the message."),
        304 => (c"wrong_time_unit", c"The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit."),
        305 => (c"unknown_sender", c"The sender's id is none of ours. See whether the credentials are of the right environment and pair."),
        306 => (c"malformed_signature", c"The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description."),
        307 => (c"signature_mismatch", c"The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment."),
        308 => (c"stale", c"The message is authentic and too old. Compare the clocks; give queued messages the time at which they came."),
        309 => (c"future", c"The message is authentic and from the future. Compare the clocks."),
        310 => (c"malformed_request", c"The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the URL exactly as they came over the wire."),
        901 => (c"internal", c"Something in paysig failed that should not be able to fail. Report it, with the version and the message."),
        902 => (c"random_unavailable", c"The operating system gave no random bytes. See whether the process may use the system's random source."),
        903 => (c"fault_detected", c"A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do not retry on the same machine."),
        _ => return None,
    })
}
