// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig
{
    /// <summary>What can go wrong, with the same names and numbers in every language. The first digit says the kind.</summary>
    public enum ErrorCode
    {
        /// <summary>
        /// There is no scheme of this id. List the schemes and copy the id.
        /// </summary>
        UnknownScheme = 101,

        /// <summary>
        /// There is no gateway of this id. List the gateways and copy the id.
        /// </summary>
        UnknownGateway = 102,

        /// <summary>
        /// A scheme described as data contradicts itself. Mend the description as the message says.
        /// </summary>
        InvalidScheme = 103,

        /// <summary>
        /// A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying.
        /// </summary>
        MissingCredential = 104,

        /// <summary>
        /// The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language.
        /// </summary>
        UnknownCredential = 105,

        /// <summary>
        /// A credential is empty. Look whether the environment variable or the file it comes from is set.
        /// </summary>
        EmptyCredential = 106,

        /// <summary>
        /// A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste
        /// the value as the gateway shows it.
        /// </summary>
        MalformedCredential = 107,

        /// <summary>
        /// The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as `secret_key`.
        /// </summary>
        WrongHalfOfPair = 108,

        /// <summary>
        /// The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API
        /// pair and verify webhooks with the webhook pair.
        /// </summary>
        WrongPair = 109,

        /// <summary>
        /// The secret is too short for what it is used for. Copy the whole secret from the gateway's console.
        /// </summary>
        SecretTooShort = 110,

        /// <summary>
        /// The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label
        /// of its own.
        /// </summary>
        DuplicateCredential = 111,

        /// <summary>
        /// A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`.
        /// </summary>
        InvalidLabel = 112,

        /// <summary>
        /// The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes.
        /// </summary>
        MalformedKey = 120,

        /// <summary>
        /// The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify.
        /// </summary>
        WrongKeyKind = 121,

        /// <summary>
        /// The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway.
        /// </summary>
        KeyTooSmall = 122,

        /// <summary>
        /// The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to
        /// 4294967295, as PKCS#1, PKCS#8 or SPKI.
        /// </summary>
        UnsupportedKey = 123,

        /// <summary>
        /// The passphrase does not open the private key. Check the passphrase, and that it belongs to this key.
        /// </summary>
        WrongPassphrase = 124,

        /// <summary>
        /// The private key is encrypted and no passphrase was given. Give the credential `passphrase`.
        /// </summary>
        MissingPassphrase = 125,

        /// <summary>
        /// The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per
        /// message.
        /// </summary>
        UnknownOption = 130,

        /// <summary>
        /// An option has a value that it cannot have. Use a value that the scheme lists for the option.
        /// </summary>
        InvalidOption = 131,

        /// <summary>
        /// The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded,
        /// without a fragment or user name.
        /// </summary>
        InvalidUrl = 201,

        /// <summary>
        /// Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback
        /// explicitly.
        /// </summary>
        InsecureUrl = 202,

        /// <summary>
        /// The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects.
        /// </summary>
        WrongMethod = 203,

        /// <summary>
        /// The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it
        /// answers.
        /// </summary>
        MissingRequest = 204,

        /// <summary>
        /// No body was given to verify. Pass the raw body as it came, an empty one explicitly.
        /// </summary>
        MissingBody = 205,

        /// <summary>
        /// The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme
        /// says, or leave it out.
        /// </summary>
        InvalidTimestamp = 206,

        /// <summary>
        /// The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`.
        /// </summary>
        InvalidIdempotencyKey = 207,

        /// <summary>
        /// A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks.
        /// </summary>
        InvalidValue = 208,

        /// <summary>
        /// The headers to verify cannot be read. Pass each header as its name and its value.
        /// </summary>
        InvalidHeaders = 209,

        /// <summary>
        /// The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists.
        /// </summary>
        UnknownHost = 210,

        /// <summary>
        /// Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes.
        /// </summary>
        InvalidText = 211,

        /// <summary>
        /// An argument is missing, or has a length or value that it cannot have. See the function's documentation.
        /// </summary>
        InvalidArgument = 212,

        /// <summary>
        /// The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported.
        /// </summary>
        BufferTooSmall = 213,

        /// <summary>
        /// A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this
        /// scheme at all.
        /// </summary>
        MissingHeader = 301,

        /// <summary>
        /// A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second
        /// one.
        /// </summary>
        DuplicateHeader = 302,

        /// <summary>
        /// The timestamp is not of the scheme's form. Refuse the message.
        /// </summary>
        MalformedTimestamp = 303,

        /// <summary>
        /// The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit.
        /// </summary>
        WrongTimeUnit = 304,

        /// <summary>
        /// The sender's id is none of ours. See whether the credentials are of the right environment and pair.
        /// </summary>
        UnknownSender = 305,

        /// <summary>
        /// The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description.
        /// </summary>
        MalformedSignature = 306,

        /// <summary>
        /// The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and
        /// that the credentials are of this environment.
        /// </summary>
        SignatureMismatch = 307,

        /// <summary>
        /// The message is authentic and too old. Compare the clocks; give queued messages the time at which they came.
        /// </summary>
        Stale = 308,

        /// <summary>
        /// The message is authentic and from the future. Compare the clocks.
        /// </summary>
        Future = 309,

        /// <summary>
        /// The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the
        /// URL exactly as they came over the wire.
        /// </summary>
        MalformedRequest = 310,

        /// <summary>
        /// Something in paysig failed that should not be able to fail. Report it, with the version and the message.
        /// </summary>
        Internal = 901,

        /// <summary>
        /// The operating system gave no random bytes. See whether the process may use the system's random source.
        /// </summary>
        RandomUnavailable = 902,

        /// <summary>
        /// A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do
        /// not retry on the same machine.
        /// </summary>
        FaultDetected = 903,

        /// <summary>A code that is newer than this package: <see cref="PaysigException.Number"/> has its number.</summary>
        Other = 0,
    }

    /// <summary>What is known of a code.</summary>
    public static class ErrorCodeExtensions
    {
        /// <summary>Gives the stable name, such as <c>signature_mismatch</c>.</summary>
        /// <param name="code">The code.</param>
        /// <returns>The name, which is the same in every language.</returns>
        public static string Name(this ErrorCode code)
        {
            switch (code)
            {
                case ErrorCode.UnknownScheme: return "unknown_scheme";
                case ErrorCode.UnknownGateway: return "unknown_gateway";
                case ErrorCode.InvalidScheme: return "invalid_scheme";
                case ErrorCode.MissingCredential: return "missing_credential";
                case ErrorCode.UnknownCredential: return "unknown_credential";
                case ErrorCode.EmptyCredential: return "empty_credential";
                case ErrorCode.MalformedCredential: return "malformed_credential";
                case ErrorCode.WrongHalfOfPair: return "wrong_half_of_pair";
                case ErrorCode.WrongPair: return "wrong_pair";
                case ErrorCode.SecretTooShort: return "secret_too_short";
                case ErrorCode.DuplicateCredential: return "duplicate_credential";
                case ErrorCode.InvalidLabel: return "invalid_label";
                case ErrorCode.MalformedKey: return "malformed_key";
                case ErrorCode.WrongKeyKind: return "wrong_key_kind";
                case ErrorCode.KeyTooSmall: return "key_too_small";
                case ErrorCode.UnsupportedKey: return "unsupported_key";
                case ErrorCode.WrongPassphrase: return "wrong_passphrase";
                case ErrorCode.MissingPassphrase: return "missing_passphrase";
                case ErrorCode.UnknownOption: return "unknown_option";
                case ErrorCode.InvalidOption: return "invalid_option";
                case ErrorCode.InvalidUrl: return "invalid_url";
                case ErrorCode.InsecureUrl: return "insecure_url";
                case ErrorCode.WrongMethod: return "wrong_method";
                case ErrorCode.MissingRequest: return "missing_request";
                case ErrorCode.MissingBody: return "missing_body";
                case ErrorCode.InvalidTimestamp: return "invalid_timestamp";
                case ErrorCode.InvalidIdempotencyKey: return "invalid_idempotency_key";
                case ErrorCode.InvalidValue: return "invalid_value";
                case ErrorCode.InvalidHeaders: return "invalid_headers";
                case ErrorCode.UnknownHost: return "unknown_host";
                case ErrorCode.InvalidText: return "invalid_text";
                case ErrorCode.InvalidArgument: return "invalid_argument";
                case ErrorCode.BufferTooSmall: return "buffer_too_small";
                case ErrorCode.MissingHeader: return "missing_header";
                case ErrorCode.DuplicateHeader: return "duplicate_header";
                case ErrorCode.MalformedTimestamp: return "malformed_timestamp";
                case ErrorCode.WrongTimeUnit: return "wrong_time_unit";
                case ErrorCode.UnknownSender: return "unknown_sender";
                case ErrorCode.MalformedSignature: return "malformed_signature";
                case ErrorCode.SignatureMismatch: return "signature_mismatch";
                case ErrorCode.Stale: return "stale";
                case ErrorCode.Future: return "future";
                case ErrorCode.MalformedRequest: return "malformed_request";
                case ErrorCode.Internal: return "internal";
                case ErrorCode.RandomUnavailable: return "random_unavailable";
                case ErrorCode.FaultDetected: return "fault_detected";
                default: return "other";
            }
        }

        /// <summary>Gives what a code means and what to do about it.</summary>
        /// <param name="code">The code.</param>
        /// <returns>Two sentences for people.</returns>
        public static string Advice(this ErrorCode code)
        {
            switch (code)
            {
                case ErrorCode.UnknownScheme:
                    return "There is no scheme of this id. List the schemes and copy the id.";
                case ErrorCode.UnknownGateway:
                    return "There is no gateway of this id. List the gateways and copy the id.";
                case ErrorCode.InvalidScheme:
                    return "A scheme described as data contradicts itself. Mend the description as the message says.";
                case ErrorCode.MissingCredential:
                    return "A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying.";
                case ErrorCode.UnknownCredential:
                    return "The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language.";
                case ErrorCode.EmptyCredential:
                    return "A credential is empty. Look whether the environment variable or the file it comes from is set.";
                case ErrorCode.MalformedCredential:
                    return "A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it.";
                case ErrorCode.WrongHalfOfPair:
                    return "The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as `secret_key`.";
                case ErrorCode.WrongPair:
                    return "The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API pair and verify webhooks with the webhook pair.";
                case ErrorCode.SecretTooShort:
                    return "The secret is too short for what it is used for. Copy the whole secret from the gateway's console.";
                case ErrorCode.DuplicateCredential:
                    return "The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label of its own.";
                case ErrorCode.InvalidLabel:
                    return "A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`.";
                case ErrorCode.MalformedKey:
                    return "The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes.";
                case ErrorCode.WrongKeyKind:
                    return "The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify.";
                case ErrorCode.KeyTooSmall:
                    return "The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway.";
                case ErrorCode.UnsupportedKey:
                    return "The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI.";
                case ErrorCode.WrongPassphrase:
                    return "The passphrase does not open the private key. Check the passphrase, and that it belongs to this key.";
                case ErrorCode.MissingPassphrase:
                    return "The private key is encrypted and no passphrase was given. Give the credential `passphrase`.";
                case ErrorCode.UnknownOption:
                    return "The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per message.";
                case ErrorCode.InvalidOption:
                    return "An option has a value that it cannot have. Use a value that the scheme lists for the option.";
                case ErrorCode.InvalidUrl:
                    return "The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name.";
                case ErrorCode.InsecureUrl:
                    return "Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback explicitly.";
                case ErrorCode.WrongMethod:
                    return "The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects.";
                case ErrorCode.MissingRequest:
                    return "The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it answers.";
                case ErrorCode.MissingBody:
                    return "No body was given to verify. Pass the raw body as it came, an empty one explicitly.";
                case ErrorCode.InvalidTimestamp:
                    return "The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out.";
                case ErrorCode.InvalidIdempotencyKey:
                    return "The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`.";
                case ErrorCode.InvalidValue:
                    return "A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks.";
                case ErrorCode.InvalidHeaders:
                    return "The headers to verify cannot be read. Pass each header as its name and its value.";
                case ErrorCode.UnknownHost:
                    return "The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists.";
                case ErrorCode.InvalidText:
                    return "Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes.";
                case ErrorCode.InvalidArgument:
                    return "An argument is missing, or has a length or value that it cannot have. See the function's documentation.";
                case ErrorCode.BufferTooSmall:
                    return "The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported.";
                case ErrorCode.MissingHeader:
                    return "A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this scheme at all.";
                case ErrorCode.DuplicateHeader:
                    return "A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second one.";
                case ErrorCode.MalformedTimestamp:
                    return "The timestamp is not of the scheme's form. Refuse the message.";
                case ErrorCode.WrongTimeUnit:
                    return "The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit.";
                case ErrorCode.UnknownSender:
                    return "The sender's id is none of ours. See whether the credentials are of the right environment and pair.";
                case ErrorCode.MalformedSignature:
                    return "The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description.";
                case ErrorCode.SignatureMismatch:
                    return "The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment.";
                case ErrorCode.Stale:
                    return "The message is authentic and too old. Compare the clocks; give queued messages the time at which they came.";
                case ErrorCode.Future:
                    return "The message is authentic and from the future. Compare the clocks.";
                case ErrorCode.MalformedRequest:
                    return "The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the URL exactly as they came over the wire.";
                case ErrorCode.Internal:
                    return "Something in paysig failed that should not be able to fail. Report it, with the version and the message.";
                case ErrorCode.RandomUnavailable:
                    return "The operating system gave no random bytes. See whether the process may use the system's random source.";
                case ErrorCode.FaultDetected:
                    return "A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do not retry on the same machine.";
                default:
                    return "Update the package, which is older than the library.";
            }
        }
    }
}
