/*
 * paysig: signs requests to payment gateways and verifies their webhooks and responses.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 * Generated from the crate paysig-ffi; changes belong there.
 *
 * Calls. A function is named after the type it works on, and takes that first, then what it reads, then what it writes. A
 * function that can fail returns a status: PAYSIG_OK, which is 0, or one of paysig_status. Its last two arguments are a
 * buffer for the precise message and the buffer's size, or NULL and 0. On failure the message is written there: UTF-8,
 * NUL-terminated, without control characters, cut between two characters when it does not fit. It never holds a secret, an
 * expected signature or a body. Besides the errors that a function lists, each can return PAYSIG_INVALID_ARGUMENT and
 * PAYSIG_INTERNAL. Nothing else is written unless the call succeeds. What a call writes must overlap neither what it reads nor
 * anything else that it writes. Running out of memory ends the process.
 *
 * Inputs. Text and bytes are a pointer and a length, and need no NUL at the end. They are read during the call and not kept.
 * NULL goes with length 0, and means that nothing was given. Text is UTF-8, else PAYSIG_INVALID_TEXT. Bodies are bytes, exactly
 * as they go over the wire.
 *
 * Handles. What a function makes belongs to the caller, who frees it once with the _free function of its type, which takes NULL as
 * well. No other function consumes a handle. A handle is independent of the others that it was made from.
 * paysig_verified is no handle but a struct of the caller's, and needs no freeing.
 *
 * Threads. A function that takes a handle as a pointer to const may be called with the same handle by any number of threads at
 * once. Those that do not, which are paysig_fields_add, paysig_fields_add_ms and every _free, need the handle to themselves.
 * There are no global variables, no threads and no thread-local state: a process may fork after the library was loaded. Once loaded,
 * it stays in memory.
 */


#ifndef PAYSIG_H
#define PAYSIG_H

#include <stddef.h>
#include <stdint.h>

/* The version of this header; paysig_version() is that of the library that is loaded. */
#define PAYSIG_VERSION "0.1.0"
#define PAYSIG_VERSION_MAJOR 0
#define PAYSIG_VERSION_MINOR 1
#define PAYSIG_VERSION_PATCH 0


/**
 * The number of the binary interface that this header describes.
 *
 * It is raised whenever a program that was compiled against an older header could break, and is part of the shared
 * library's name (`libpaysig.so.1`). Compare it with `paysig_abi_version()` where the library is loaded at run time.
 */
#define PAYSIG_ABI_VERSION 1

/**
 * Given as `now_ms`: the system's clock.
 *
 * Any other number is the time to take instead, in milliseconds since 1970-01-01T00:00:00Z: for tests, and for messages that waited
 * in a queue.
 */
#define PAYSIG_NOW INT64_MIN

/**
 * The size of a buffer that holds the headers of every usual message: whatever the scheme, keys up to 8192 bits, and an access token
 * of up to 2000 bytes.
 */
#define PAYSIG_HEADERS_SIZE 4096

/**
 * A flag of `paysig_verifier_verify`: makes the replay key too, which is one more SHA-256 over the signed bytes.
 */
#define PAYSIG_WITH_REPLAY_KEY 2

/**
 * The signed time of a scheme that signs no timestamp.
 */
#define PAYSIG_NO_TIMESTAMP INT64_MIN

/**
 * The length of a replay key in bytes.
 */
#define PAYSIG_REPLAY_KEY_LENGTH 32

/**
 * The room for a label: 64 characters and a NUL.
 */
#define PAYSIG_LABEL_SIZE 65

/**
 * The room for what is authentic, its NUL among it.
 */
#define PAYSIG_COVERS_SIZE 131

/**
 * The private half of a pair, which signs.
 */
#define PAYSIG_KEY_PRIVATE 1

/**
 * The public half of a pair, which verifies.
 */
#define PAYSIG_KEY_PUBLIC 2

/**
 * Text between the lines `-----BEGIN …-----` and `-----END …-----`.
 */
#define PAYSIG_KEY_PEM 1

/**
 * Bytes.
 */
#define PAYSIG_KEY_DER 2

/**
 * What a call returns, as `int32_t`: 0, or a number whose first digit says the kind. Numbers are never changed and never used
 * again for something else; a newer library may return new ones.
 *
 * 1xx: the credentials or options are wrong. 2xx: what was passed to the call is wrong. 3xx: the message is not to be trusted.
 * 9xx: paysig or the machine failed.
 */
typedef enum {
    /**
     * The call succeeded.
     */
    PAYSIG_OK = 0,
    /**
     * There is no scheme of this id. List the schemes and copy the id.
     */
    PAYSIG_UNKNOWN_SCHEME = 101,
    /**
     * There is no gateway of this id. List the gateways and copy the id.
     */
    PAYSIG_UNKNOWN_GATEWAY = 102,
    /**
     * A scheme described as data contradicts itself. Mend the description as the message says.
     */
    PAYSIG_INVALID_SCHEME = 103,
    /**
     * A credential that the scheme needs was not given. Give every credential that the scheme lists for signing or for verifying.
     */
    PAYSIG_MISSING_CREDENTIAL = 104,
    /**
     * The scheme has no credential of this name. Use the names that the scheme lists; they are the same in every language.
     */
    PAYSIG_UNKNOWN_CREDENTIAL = 105,
    /**
     * A credential is empty. Look whether the environment variable or the file it comes from is set.
     */
    PAYSIG_EMPTY_CREDENTIAL = 106,
    /**
     * A credential holds characters that it cannot have. Remove surrounding white space, line breaks and control characters; paste the value as the gateway shows it.
     */
    PAYSIG_MALFORMED_CREDENTIAL = 107,
    /**
     * The public and the secret key of a pair are swapped. Give the public key as `public_key` and the secret key as `secret_key`.
     */
    PAYSIG_WRONG_HALF_OF_PAIR = 108,
    /**
     * The key belongs to the gateway's other pair: webhook keys where API keys belong, or the reverse. Sign requests with the API pair and verify webhooks with the webhook pair.
     */
    PAYSIG_WRONG_PAIR = 109,
    /**
     * The secret is too short for what it is used for. Copy the whole secret from the gateway's console.
     */
    PAYSIG_SECRET_TOO_SHORT = 110,
    /**
     * The same credential or label was given twice. Give each name once, and each label once; to rotate keys, give each set a label of its own.
     */
    PAYSIG_DUPLICATE_CREDENTIAL = 111,
    /**
     * A label is not 1 to 64 visible ASCII characters. Choose a short label such as `live` or `2026-q1`.
     */
    PAYSIG_INVALID_LABEL = 112,
    /**
     * The key cannot be read. Give the whole PEM text with its BEGIN and END lines, or the DER bytes.
     */
    PAYSIG_MALFORMED_KEY = 120,
    /**
     * The key is of another kind than the one needed here. Give an RSA private key to sign and an RSA public key to verify.
     */
    PAYSIG_WRONG_KEY_KIND = 121,
    /**
     * The RSA key has fewer than 2048 bits. Make a key of at least 2048 bits and register its public half with the gateway.
     */
    PAYSIG_KEY_TOO_SMALL = 122,
    /**
     * The key is valid RSA of a form that is not supported. Use a two-prime RSA key of 2048 to 8192 bits with an odd exponent of 3 to 4294967295, as PKCS#1, PKCS#8 or SPKI.
     */
    PAYSIG_UNSUPPORTED_KEY = 123,
    /**
     * The passphrase does not open the private key. Check the passphrase, and that it belongs to this key.
     */
    PAYSIG_WRONG_PASSPHRASE = 124,
    /**
     * The private key is encrypted and no passphrase was given. Give the credential `passphrase`.
     */
    PAYSIG_MISSING_PASSPHRASE = 125,
    /**
     * The scheme has no option of this name here. Use the options that the scheme lists, where it lists them: when building, or per message.
     */
    PAYSIG_UNKNOWN_OPTION = 130,
    /**
     * An option has a value that it cannot have. Use a value that the scheme lists for the option.
     */
    PAYSIG_INVALID_OPTION = 131,
    /**
     * The URL cannot be signed as it stands. Pass the URL exactly as it goes out: absolute or from the path on, percent-encoded, without a fragment or user name.
     */
    PAYSIG_INVALID_URL = 201,
    /**
     * Credentials would travel over a connection that is not https. Pass the absolute https URL; for local tests allow loopback explicitly.
     */
    PAYSIG_INSECURE_URL = 202,
    /**
     * The method is no HTTP method, or not one that the gateway takes. Use the method that the scheme expects.
     */
    PAYSIG_WRONG_METHOD = 203,
    /**
     * The scheme signs the method or URL, and it was not given. Pass the method and URL; for a response, those of the request that it answers.
     */
    PAYSIG_MISSING_REQUEST = 204,
    /**
     * No body was given to verify. Pass the raw body as it came, an empty one explicitly.
     */
    PAYSIG_MISSING_BODY = 205,
    /**
     * The timestamp to sign is not text of the scheme's form. Pass ten digits for seconds or thirteen for milliseconds, as the scheme says, or leave it out.
     */
    PAYSIG_INVALID_TIMESTAMP = 206,
    /**
     * The idempotency key is not what the gateway takes. Use 4 to 64 visible ASCII characters, or `auto`.
     */
    PAYSIG_INVALID_IDEMPOTENCY_KEY = 207,
    /**
     * A value cannot be sent in its header. Use printable ASCII without surrounding spaces or line breaks.
     */
    PAYSIG_INVALID_VALUE = 208,
    /**
     * The headers to verify cannot be read. Pass each header as its name and its value.
     */
    PAYSIG_INVALID_HEADERS = 209,
    /**
     * The gateway has no host or endpoint like the one asked for. Use the environments, products and versions that the gateway lists.
     */
    PAYSIG_UNKNOWN_HOST = 210,
    /**
     * Text is not UTF-8. Pass names and text as UTF-8; only bodies and keys may be any bytes.
     */
    PAYSIG_INVALID_TEXT = 211,
    /**
     * An argument is missing, or has a length or value that it cannot have. See the function's documentation.
     */
    PAYSIG_INVALID_ARGUMENT = 212,
    /**
     * The buffer that was given cannot hold the result. Call again with a buffer of the size that was reported.
     */
    PAYSIG_BUFFER_TOO_SMALL = 213,
    /**
     * A header that the scheme reads is not there. See whether a proxy or framework dropped it, and whether the message is of this scheme at all.
     */
    PAYSIG_MISSING_HEADER = 301,
    /**
     * A header that the scheme reads is there more than once, or folded with a comma. Refuse the message; see what adds the second one.
     */
    PAYSIG_DUPLICATE_HEADER = 302,
    /**
     * The timestamp is not of the scheme's form. Refuse the message.
     */
    PAYSIG_MALFORMED_TIMESTAMP = 303,
    /**
     * The timestamp counts milliseconds where seconds belong, or the reverse. Whoever sends the message must send the scheme's unit.
     */
    PAYSIG_WRONG_TIME_UNIT = 304,
    /**
     * The sender's id is none of ours. See whether the credentials are of the right environment and pair.
     */
    PAYSIG_UNKNOWN_SENDER = 305,
    /**
     * The signature is not in the scheme's text form. Whoever signs must use the scheme's encoding; see its description.
     */
    PAYSIG_MALFORMED_SIGNATURE = 306,
    /**
     * The signature is not that of this message. Refuse the message; if it should be genuine, see that the body is the raw one and that the credentials are of this environment.
     */
    PAYSIG_SIGNATURE_MISMATCH = 307,
    /**
     * The message is authentic and too old. Compare the clocks; give queued messages the time at which they came.
     */
    PAYSIG_STALE = 308,
    /**
     * The message is authentic and from the future. Compare the clocks.
     */
    PAYSIG_FUTURE = 309,
    /**
     * The method or URL that came with the message is none that could have been signed. Refuse the message; pass the method and the URL exactly as they came over the wire.
     */
    PAYSIG_MALFORMED_REQUEST = 310,
    /**
     * Something in paysig failed that should not be able to fail. Report it, with the version and the message.
     */
    PAYSIG_INTERNAL = 901,
    /**
     * The operating system gave no random bytes. See whether the process may use the system's random source.
     */
    PAYSIG_RANDOM_UNAVAILABLE = 902,
    /**
     * A signature just made did not verify with its own public key, and was withheld. Suspect the machine's memory or processor; do not retry on the same machine.
     */
    PAYSIG_FAULT_DETECTED = 903,
} paysig_status;

/**
 * Named values: the credentials of a signer or verifier, the options it is built with, or the options of one message.
 *
 * The only handle that changes: while one thread adds to it, no other may use it. Free it as soon as the signer or verifier is made,
 * which keeps nothing of it. The values are wiped from memory when it is freed.
 */
typedef struct paysig_fields paysig_fields;

/**
 * An RSA key: private, or public.
 *
 * Signers and verifiers take keys as text or bytes, among their credentials; this is for making and converting them. It never
 * changes: any number of threads may use it at once.
 */
typedef struct paysig_key paysig_key;

/**
 * Signs messages of one scheme with one set of credentials.
 *
 * It never changes: any number of threads may use it at once.
 */
typedef struct paysig_signer paysig_signer;

/**
 * Text that a function gave back: JSON on one line where nothing else is said, as `docs/json.md` describes it.
 *
 * It never changes: any number of threads may read it at once.
 */
typedef struct paysig_text paysig_text;

/**
 * Verifies messages of one scheme with one or more labelled sets of credentials.
 *
 * It never changes: any number of threads may use it at once.
 */
typedef struct paysig_verifier paysig_verifier;

/**
 * An authentic message: which credentials it matched, and what of it is authentic.
 *
 * The caller's own: `paysig_verifier_verify` fills it, and there is nothing to free. It stands alone: neither the verifier nor the message
 * is needed any more.
 */
typedef struct {
    /**
     * The signed time in milliseconds since 1970-01-01T00:00:00Z, or `PAYSIG_NO_TIMESTAMP`.
     */
    int64_t timestamp_ms;
    /**
     * The same for every copy of the message, so that a copy can be told from news. A gateway that repeats a message repeats this
     * too: record it after the message was processed. All zero unless `has_replay_key`.
     */
    uint8_t replay_key[PAYSIG_REPLAY_KEY_LENGTH];
    /**
     * 1, or 0 when the body is not authentic or `PAYSIG_WITH_REPLAY_KEY` was not given: without it no copy can be told from news.
     */
    uint32_t has_replay_key;
    /**
     * The label of the credentials that matched: NUL-terminated ASCII.
     */
    char label[PAYSIG_LABEL_SIZE];
    /**
     * What is authentic, in the order in which it was signed, joined by commas without spaces, such as `timestamp,body`: names of
     * credentials, `timestamp`, `method`, `path`, `query`, `body`. Empty when nothing is. NUL-terminated ASCII.
     *
     * Nothing else of the message is authentic: not its other headers, and not its body unless `body` is named.
     */
    char covers[PAYSIG_COVERS_SIZE];
} paysig_verified;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The number of the binary interface of the library that is loaded.
 *
 * Compare it with `PAYSIG_ABI_VERSION` and refuse to go on when they differ.
 */
uint32_t paysig_abi_version(void);

/**
 * The version of the library that is loaded, such as `0.1.0`: static text.
 */
const char *paysig_version(void);

/**
 * The stable name of a status, such as `signature_mismatch`: static text, never NULL.
 *
 * `PAYSIG_OK` is `ok`; a number that is no status of the loaded library is `unknown`.
 */
const char *paysig_status_name(int32_t status);

/**
 * What a status means and what to do about it: static text, never NULL.
 *
 * What was wrong in one particular call is in the `message` of that call.
 */
const char *paysig_status_message(int32_t status);

/**
 * Makes an empty collection. Free it with `paysig_fields_free`.
 *
 * Returns NULL only after a failure inside, which `paysig_fields_add` reports when it is given NULL.
 */
paysig_fields *paysig_fields_new(void);

/**
 * Adds a credential or an option. Everything is copied.
 *
 * - `label`: for a verifier's credentials, which set they belong to: 1 to 64 visible ASCII characters, told again by
 *   the `label` of `paysig_verified`. NULL is the set `default`. NULL for options.
 * - `name`: as `paysig_describe` lists it for the scheme: `secret_key`, `query`, `idempotency_key`, and so on.
 *   NULL, with `value` NULL too, adds a set without anything in it, so that it is missed where it is used.
 * - `value`: text, or for keys PEM or DER. The one option that is no text is `tolerance`: see `paysig_fields_add_ms`.
 *
 * Names and values are checked against the scheme where they are used.
 *
 * Errors: `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_fields_add(paysig_fields *fields,
                          const char *label,
                          size_t label_length,
                          const char *name,
                          size_t name_length,
                          const void *value,
                          size_t value_length,
                          char *message,
                          size_t message_size);

/**
 * Adds an option that is a length of time, in milliseconds: `tolerance`, by how much a message's timestamp may differ from the
 * clock, to either side. At least 1; to accept a message of any age, add the option `freshness` with the value `off`.
 *
 * Errors: `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_fields_add_ms(paysig_fields *fields,
                             const char *name,
                             size_t name_length,
                             int64_t value_ms,
                             char *message,
                             size_t message_size);

/**
 * Wipes and frees; NULL is fine.
 */
void paysig_fields_free(paysig_fields *fields);

/**
 * Makes a signer. Free it with `paysig_signer_free`.
 *
 * - `scheme`: its id, such as `solidgate/request`.
 * - `credentials`: those that the scheme needs to sign.
 * - `options`: those that the scheme lists for building; NULL for none.
 * - `signer`: where the handle goes.
 *
 * Errors: those of configuration (1xx), `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_signer_new(const char *scheme,
                          size_t scheme_length,
                          const paysig_fields *credentials,
                          const paysig_fields *options,
                          paysig_signer **signer,
                          char *message,
                          size_t message_size);

/**
 * Signs a message, and writes the headers to send with it: `name\0value\0` for each, in the scheme's order.
 *
 * - `method`, `url`: where the scheme signs them or sends a credential, exactly as they go over the wire; for a response, those of
 *   the request that it answers. NULL with length 0 leaves one out.
 * - `body`: exactly as it goes over the wire. NULL with length 0 is no body, and signs an empty one.
 * - `options`: those that the scheme lists per message, such as `idempotency_key` or `timestamp`; NULL for none.
 * - `now_ms`: `PAYSIG_NOW`, or the time to sign, in milliseconds since 1970-01-01T00:00:00Z.
 * - `headers`: a buffer of `headers_size` bytes; `PAYSIG_HEADERS_SIZE` is enough for every usual message.
 * - `headers_length`: receives how many bytes the headers have, each NUL counted. It is also written, with the size that is needed,
 *   when `headers` is too small; then nothing was signed.
 *
 * The headers may be credentials themselves: do not log them. `paysig_verifier_verify` takes them in the same form.
 *
 * Errors: those of input (2xx), `PAYSIG_BUFFER_TOO_SMALL` among them; `PAYSIG_UNKNOWN_OPTION`, `PAYSIG_INVALID_OPTION`;
 * `PAYSIG_RANDOM_UNAVAILABLE`, `PAYSIG_FAULT_DETECTED`.
 */
int32_t paysig_signer_sign(const paysig_signer *signer,
                           const char *method,
                           size_t method_length,
                           const char *url,
                           size_t url_length,
                           const void *body,
                           size_t body_length,
                           const paysig_fields *options,
                           int64_t now_ms,
                           char *headers,
                           size_t headers_size,
                           size_t *headers_length,
                           char *message,
                           size_t message_size);

/**
 * Shows the exact bytes that `paysig_signer_sign` signs for the same arguments, as JSON:
 * `{"parts": [{"name": "body", "length": 2, "base64": "e30="}]}`. A secret part has `"secret": true` and neither length nor bytes;
 * there are no parts for a scheme that signs nothing.
 *
 * The arguments are those of `paysig_signer_sign`; with `PAYSIG_NOW`, pass the same `timestamp` to both. `string` receives the text.
 *
 * Errors: as `paysig_signer_sign`.
 */
int32_t paysig_signer_string_to_sign(const paysig_signer *signer,
                                     const char *method,
                                     size_t method_length,
                                     const char *url,
                                     size_t url_length,
                                     const void *body,
                                     size_t body_length,
                                     const paysig_fields *options,
                                     int64_t now_ms,
                                     paysig_text **string,
                                     char *message,
                                     size_t message_size);

/**
 * Makes the fields of a payment form, as JSON under the names that the gateway's script expects, such as `{"paymentIntent": "…",
 * "merchant": "…", "signature": "…"}`: the attributes of an order, encrypted for the gateway and signed.
 *
 * - `signer`: of `solidgate/request`, the only scheme with a payment form so far.
 * - `kind`: `data` for a new form, `update` for one that is already shown, `resign` for a payment with a card that the gateway knows.
 * - `attributes`: JSON, as the gateway's documentation lists it. It is taken as it is.
 * - `iv`: NULL. For tests only, 16 bytes in place of random ones.
 * - `fields`: receives the text.
 *
 * Errors: `PAYSIG_INVALID_ARGUMENT` for a signer of another scheme, an unknown kind, or an `iv` of another length;
 * `PAYSIG_SECRET_TOO_SHORT`; `PAYSIG_RANDOM_UNAVAILABLE`; `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_signer_form(const paysig_signer *signer,
                           const char *kind,
                           size_t kind_length,
                           const void *attributes,
                           size_t attributes_length,
                           const void *iv,
                           size_t iv_length,
                           paysig_text **fields,
                           char *message,
                           size_t message_size);

/**
 * Wipes and frees; NULL is fine. No other thread may still be using it.
 */
void paysig_signer_free(paysig_signer *signer);

/**
 * Makes a verifier. Free it with `paysig_verifier_free`.
 *
 * - `scheme`: its id, such as `solidgate/webhook`.
 * - `credentials`: those that the scheme needs to verify, in one or more sets, each with a label.
 * - `options`: those that the scheme lists for building; NULL for none.
 * - `verifier`: where the handle goes.
 *
 * Errors: those of configuration (1xx), `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_verifier_new(const char *scheme,
                            size_t scheme_length,
                            const paysig_fields *credentials,
                            const paysig_fields *options,
                            paysig_verifier **verifier,
                            char *message,
                            size_t message_size);

/**
 * Checks that a message is authentic and, where a timestamp is signed, fresh. Anything but `PAYSIG_OK` means: do not trust it.
 *
 * - `headers`: every header as it came, `name\0value\0` for each, repeated ones repeated; names in any case. NULL with length 0 is none.
 * - `method`, `url`: where the scheme signs them; for a response, those of the request that it answers. NULL with length 0 leaves
 *   one out. What is not UTF-8 is the sender's doing, except for a response: `PAYSIG_MALFORMED_REQUEST` where the scheme signs it.
 * - `body`: the raw body, exactly as it came. It must be given: NULL is `PAYSIG_MISSING_BODY`; an empty body is a pointer that is
 *   not NULL, with length 0.
 * - `options`: those that the scheme lists per message, such as `request_timestamp`; NULL for none.
 * - `now_ms`: `PAYSIG_NOW`, or the time at which the message came, in milliseconds since 1970-01-01T00:00:00Z.
 * - `flags`: 0 or `PAYSIG_WITH_REPLAY_KEY`.
 * - `verified`: receives what is authentic.
 *
 * Errors: rejections (3xx), which are the only ones that a sender can bring about: answer them with 401 and all others with 500;
 * those of input (2xx); `PAYSIG_UNKNOWN_OPTION`, `PAYSIG_INVALID_OPTION`.
 */
int32_t paysig_verifier_verify(const paysig_verifier *verifier,
                               const void *headers,
                               size_t headers_length,
                               const char *method,
                               size_t method_length,
                               const char *url,
                               size_t url_length,
                               const void *body,
                               size_t body_length,
                               const paysig_fields *options,
                               int64_t now_ms,
                               uint32_t flags,
                               paysig_verified *verified,
                               char *message,
                               size_t message_size);

/**
 * Explains why a message is refused: for people who look for a mistake, not for every rejected message. It takes what
 * `paysig_verifier_verify` takes; for a request that a gateway refused, it is given that request and the headers that were sent with it.
 * Whatever it finds, the message stays refused. Nothing that it gives back holds a secret, an expected signature or a body.
 *
 * - `headers`, `method`, `url`, `body`, `options`, `now_ms`: as for `paysig_verifier_verify`.
 * - `others`: credentials that are none of the verifier's and may have been used by mistake, in labelled sets: of another environment, or
 *   the gateway's other pair. They are tried as they are; NULL for none.
 * - `budget`: how many bytes may be hashed or written; 0 for 128 MiB, some tenths of a second.
 * - `explanation`: receives `{"outcome": …, "findings": […], …}`; its member `text` is for people. Free it with `paysig_text_free`.
 * - `capsule`: receives one redacted JSON to attach to a ticket with the gateway: sizes, digests and fingerprints only. NULL leaves it
 *   out. Free it with `paysig_text_free`.
 *
 * Errors: those of input (2xx), `PAYSIG_UNKNOWN_OPTION`, `PAYSIG_INVALID_OPTION`. A message that is refused is no error here.
 */
int32_t paysig_verifier_explain(const paysig_verifier *verifier,
                                const void *headers,
                                size_t headers_length,
                                const char *method,
                                size_t method_length,
                                const char *url,
                                size_t url_length,
                                const void *body,
                                size_t body_length,
                                const paysig_fields *options,
                                int64_t now_ms,
                                const paysig_fields *others,
                                size_t budget,
                                paysig_text **explanation,
                                paysig_text **capsule,
                                char *message,
                                size_t message_size);

/**
 * Wipes and frees; NULL is fine. No other thread may still be using it.
 */
void paysig_verifier_free(paysig_verifier *verifier);

/**
 * Makes a private key. It takes from a tenth of a second to several seconds. Free it with `paysig_key_free`.
 *
 * - `bits`: 2048, 3072 or 4096.
 * - `key`: where the handle goes.
 *
 * Errors: `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_RANDOM_UNAVAILABLE`, `PAYSIG_FAULT_DETECTED`.
 */
int32_t paysig_key_generate(uint32_t bits,
                            paysig_key **key,
                            char *message,
                            size_t message_size);

/**
 * Reads a key. Free it with `paysig_key_free`.
 *
 * - `half`: `PAYSIG_KEY_PRIVATE` for PKCS#1, PKCS#8 or encrypted PKCS#8; `PAYSIG_KEY_PUBLIC` for SPKI, PKCS#1 or the key of an X.509
 *   certificate, whose dates, names and chain are not checked.
 * - `material`: PEM or DER. PEM may have any line ends, or literal `\n` in their place as environment variables do, and text around it.
 * - `passphrase`: opens an encrypted private key; NULL for none.
 * - `key`: where the handle goes.
 *
 * Errors: `PAYSIG_MALFORMED_KEY`, `PAYSIG_WRONG_KEY_KIND`, `PAYSIG_KEY_TOO_SMALL`, `PAYSIG_UNSUPPORTED_KEY`,
 * `PAYSIG_MISSING_PASSPHRASE`, `PAYSIG_WRONG_PASSPHRASE`, `PAYSIG_INVALID_ARGUMENT`.
 */
int32_t paysig_key_read(uint32_t half,
                        const void *material,
                        size_t material_length,
                        const void *passphrase,
                        size_t passphrase_length,
                        paysig_key **key,
                        char *message,
                        size_t message_size);

/**
 * Says what the first key or certificate in some material is, as JSON that may be shown to anybody: `{"kind": "private" or "public",
 * "form": "pkcs8", "encoding": "pem" or "der", "bits": n, "exponent": n, "fingerprint": "…"}`. The fingerprint is the SHA-256 of the public
 * key's SPKI in hex: two keys with the same one belong together.
 *
 * `material` and `passphrase` are as for `paysig_key_read`; `report` receives the text.
 *
 * Errors: as `paysig_key_read`.
 */
int32_t paysig_key_inspect(const void *material,
                           size_t material_length,
                           const void *passphrase,
                           size_t passphrase_length,
                           paysig_text **report,
                           char *message,
                           size_t message_size);

/**
 * Writes a key: the private half as PKCS#8, the public half, which a private key has as well, as SPKI.
 *
 * - `half`: `PAYSIG_KEY_PRIVATE` or `PAYSIG_KEY_PUBLIC`.
 * - `encoding`: `PAYSIG_KEY_PEM` or `PAYSIG_KEY_DER`.
 * - `passphrase`: encrypts a private half (PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC); NULL for none, and for a public half.
 * - `written`: receives the PEM text or the DER bytes, which are wiped when they are freed. A file of a private half should be
 *   readable by its owner only.
 *
 * Errors: `PAYSIG_WRONG_KEY_KIND` for the private half of a public key, `PAYSIG_EMPTY_CREDENTIAL` for an empty passphrase,
 * `PAYSIG_RANDOM_UNAVAILABLE`, `PAYSIG_INVALID_ARGUMENT`.
 */
int32_t paysig_key_write(const paysig_key *key,
                         uint32_t half,
                         uint32_t encoding,
                         const void *passphrase,
                         size_t passphrase_length,
                         paysig_text **written,
                         char *message,
                         size_t message_size);

/**
 * Wipes and frees; NULL is fine. No other thread may still be using it.
 */
void paysig_key_free(paysig_key *key);

/**
 * Describes what paysig knows, as JSON.
 *
 * - `subject`: NULL for all gateways; a gateway's id, such as `solidgate`; a scheme's id, such as `solidgate/webhook`; `errors` for
 *   the table of errors; or `causes` for that of the causes which `paysig_verifier_explain` knows.
 * - `description`: receives `{"gateways": […]}` for all gateways or one, a scheme's own object for a scheme, `{"errors": […]}` and
 *   `{"causes": […]}`.
 *
 * Errors: `PAYSIG_UNKNOWN_GATEWAY`, `PAYSIG_UNKNOWN_SCHEME`, `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_describe(const char *subject,
                        size_t subject_length,
                        paysig_text **description,
                        char *message,
                        size_t message_size);

/**
 * Builds the URL of a gateway's API call.
 *
 * - `gateway`: its id, such as `solidgate`.
 * - `environment`: `test` or `live`.
 * - `product`: one that the gateway's hosts name, such as `cards`; NULL for its first.
 * - `version`: of the API, such as `1.0`, where the gateway's URLs have one; NULL for the first.
 * - `path`: below the API's base, percent-encoded, with or without a leading slash.
 * - `url`: receives the URL, as plain text.
 *
 * Errors: `PAYSIG_UNKNOWN_GATEWAY`, `PAYSIG_UNKNOWN_HOST`, `PAYSIG_INVALID_URL`, `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_gateway_url(const char *gateway,
                           size_t gateway_length,
                           const char *environment,
                           size_t environment_length,
                           const char *product,
                           size_t product_length,
                           const char *version,
                           size_t version_length,
                           const char *path,
                           size_t path_length,
                           paysig_text **url,
                           char *message,
                           size_t message_size);

/**
 * Says what error a gateway's answer is, as JSON: `null` when it is none, else `{"code": … or null, "kind": "validation",
 * "messages": […], "retry": {"when": "never", "corrected" or "later", …}, "advice": "…"}`.
 *
 * - `gateway`: its id, such as `solidgate`.
 * - `http_status`: of the answer; 0 when it is not known.
 * - `body`: of the answer, whatever it holds.
 * - `error`: receives the text.
 *
 * The answer's code and messages are the gateway's words, and can repeat parts of the request.
 *
 * Errors: `PAYSIG_UNKNOWN_GATEWAY`, `PAYSIG_INVALID_ARGUMENT`, `PAYSIG_INVALID_TEXT`.
 */
int32_t paysig_gateway_error(const char *gateway,
                             size_t gateway_length,
                             uint32_t http_status,
                             const void *body,
                             size_t body_length,
                             paysig_text **error,
                             char *message,
                             size_t message_size);

/**
 * The text: UTF-8, or a key's DER bytes; NUL-terminated, and valid until `paysig_text_free`.
 *
 * `length` receives its length without that NUL, and may be NULL. NULL gives NULL, with length 0.
 */
const char *paysig_text_data(const paysig_text *text,
                             size_t *length);

/**
 * Wipes and frees; NULL is fine.
 */
void paysig_text_free(paysig_text *text);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* PAYSIG_H */
