// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig;

import java.util.Locale;

/** What can go wrong, with the same names and numbers in every language. */
public enum ErrorCode {
    /**
     * There is no scheme of this id. List the schemes and copy the id.
     */
    UNKNOWN_SCHEME(101, "There is no scheme of this id. List the schemes and copy the id."),
    /**
     * There is no gateway of this id. List the gateways and copy the id.
     */
    UNKNOWN_GATEWAY(102, "There is no gateway of this id. List the gateways and copy the id."),
    /**
     * A scheme described as data contradicts itself. Mend the description as the message says.
     */
    INVALID_SCHEME(103, "A scheme described as data contradicts itself. Mend the description as the message says."),
    /**
     * A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying.
     */
    MISSING_CREDENTIAL(104, "A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying."),
    /**
     * The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language.
     */
    UNKNOWN_CREDENTIAL(105, "The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language."),
    /**
     * A credential is empty. Look whether the environment variable or the file it comes from is set.
     */
    EMPTY_CREDENTIAL(106, "A credential is empty. Look whether the environment variable or the file it comes from is set."),
    /**
     * A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters;
     * paste the value as the gateway shows it.
     */
    MALFORMED_CREDENTIAL(107, "A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it."),
    /**
     * The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as
     * `secret_key`.
     */
    WRONG_HALF_OF_PAIR(108, "The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as `secret_key`."),
    /**
     * The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API
     * pair and verify webhooks with the webhook pair.
     */
    WRONG_PAIR(109, "The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API pair and verify webhooks with the webhook pair."),
    /**
     * The secret is too short for what it is used for. Copy the whole secret from the gateway's console.
     */
    SECRET_TOO_SHORT(110, "The secret is too short for what it is used for. Copy the whole secret from the gateway's console."),
    /**
     * The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a
     * label of its own.
     */
    DUPLICATE_CREDENTIAL(111, "The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label of its own."),
    /**
     * A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`.
     */
    INVALID_LABEL(112, "A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`."),
    /**
     * The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes.
     */
    MALFORMED_KEY(120, "The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes."),
    /**
     * The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify.
     */
    WRONG_KEY_KIND(121, "The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify."),
    /**
     * The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway.
     */
    KEY_TOO_SMALL(122, "The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway."),
    /**
     * The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of
     * 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI.
     */
    UNSUPPORTED_KEY(123, "The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI."),
    /**
     * The passphrase does not open the private key. Check the passphrase, and that it belongs to this key.
     */
    WRONG_PASSPHRASE(124, "The passphrase does not open the private key. Check the passphrase, and that it belongs to this key."),
    /**
     * The private key is encrypted and no passphrase was given. Give the credential `passphrase`.
     */
    MISSING_PASSPHRASE(125, "The private key is encrypted and no passphrase was given. Give the credential `passphrase`."),
    /**
     * The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or
     * per message.
     */
    UNKNOWN_OPTION(130, "The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per message."),
    /**
     * An option has a value that it cannot have. Use a value that the scheme lists for the option.
     */
    INVALID_OPTION(131, "An option has a value that it cannot have. Use a value that the scheme lists for the option."),
    /**
     * The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded,
     * without a fragment or user name.
     */
    INVALID_URL(201, "The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name."),
    /**
     * Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback
     * explicitly.
     */
    INSECURE_URL(202, "Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback explicitly."),
    /**
     * The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects.
     */
    WRONG_METHOD(203, "The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects."),
    /**
     * The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request
     * that it answers.
     */
    MISSING_REQUEST(204, "The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it answers."),
    /**
     * No body was given to verify. Pass the raw body as it came, an empty one explicitly.
     */
    MISSING_BODY(205, "No body was given to verify. Pass the raw body as it came, an empty one explicitly."),
    /**
     * The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the
     * scheme says, or leave it out.
     */
    INVALID_TIMESTAMP(206, "The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out."),
    /**
     * The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`.
     */
    INVALID_IDEMPOTENCY_KEY(207, "The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`."),
    /**
     * A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks.
     */
    INVALID_VALUE(208, "A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks."),
    /**
     * The headers to verify cannot be read. Pass each header as its name and its value.
     */
    INVALID_HEADERS(209, "The headers to verify cannot be read. Pass each header as its name and its value."),
    /**
     * The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway
     * lists.
     */
    UNKNOWN_HOST(210, "The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists."),
    /**
     * Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes.
     */
    INVALID_TEXT(211, "Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes."),
    /**
     * An argument is missing, or has a length or value that it cannot have. See the function's documentation.
     */
    INVALID_ARGUMENT(212, "An argument is missing, or has a length or value that it cannot have. See the function's documentation."),
    /**
     * The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported.
     */
    BUFFER_TOO_SMALL(213, "The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported."),
    /**
     * A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of
     * this scheme at all.
     */
    MISSING_HEADER(301, "A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this scheme at all."),
    /**
     * A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the
     * second one.
     */
    DUPLICATE_HEADER(302, "A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second one."),
    /**
     * The timestamp is not of the scheme's form. Refuse the message.
     */
    MALFORMED_TIMESTAMP(303, "The timestamp is not of the scheme's form. Refuse the message."),
    /**
     * The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's
     * unit.
     */
    WRONG_TIME_UNIT(304, "The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit."),
    /**
     * The sender's id is none of ours. See whether the credentials are of the right environment and pair.
     */
    UNKNOWN_SENDER(305, "The sender's id is none of ours. See whether the credentials are of the right environment and pair."),
    /**
     * The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description.
     */
    MALFORMED_SIGNATURE(306, "The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description."),
    /**
     * The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one
     * and that the credentials are of this environment.
     */
    SIGNATURE_MISMATCH(307, "The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment."),
    /**
     * The message is authentic and too old. Compare the clocks; give queued messages the time at which they came.
     */
    STALE(308, "The message is authentic and too old. Compare the clocks; give queued messages the time at which they came."),
    /**
     * The message is authentic and from the future. Compare the clocks.
     */
    FUTURE(309, "The message is authentic and from the future. Compare the clocks."),
    /**
     * The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and
     * the URL exactly as they came over the wire.
     */
    MALFORMED_REQUEST(310, "The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the URL exactly as they came over the wire."),
    /**
     * Something in paysig failed that should not be able to fail. Report it, with the version and the message.
     */
    INTERNAL(901, "Something in paysig failed that should not be able to fail. Report it, with the version and the message."),
    /**
     * The operating system gave no random bytes. See whether the process may use the system's random source.
     */
    RANDOM_UNAVAILABLE(902, "The operating system gave no random bytes. See whether the process may use the system's random source."),
    /**
     * A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor;
     * do not retry on the same machine.
     */
    FAULT_DETECTED(903, "A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do not retry on the same machine."),
    /** A code that is newer than this package: {@link PaysigException#number()} has its number. */
    OTHER(0, "Update the package, which is older than the library.");

    private final int number;
    private final String advice;

    ErrorCode(int number, String advice) {
        this.number = number;
        this.advice = advice;
    }

    /** The number, whose first digit says the kind. */
    public int number() {
        return number;
    }

    /** The stable name, such as {@code signature_mismatch}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the code means and what to do about it. */
    public String advice() {
        return advice;
    }

    static ErrorCode of(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return OTHER;
    }
}
