#define FFI_SCOPE "paysig"
#define FFI_LIB "libpaysig.so.1"
/* paysig for PHP's FFI. Generated from the crate paysig-ffi; changes belong there. paysig.h says what everything means. */
enum {
    PAYSIG_ABI_VERSION = 1,
    PAYSIG_HEADERS_SIZE = 4096,
    PAYSIG_WITH_REPLAY_KEY = 2,
    PAYSIG_REPLAY_KEY_LENGTH = 32,
    PAYSIG_LABEL_SIZE = 65,
    PAYSIG_COVERS_SIZE = 131,
    PAYSIG_KEY_PRIVATE = 1,
    PAYSIG_KEY_PUBLIC = 2,
    PAYSIG_KEY_PEM = 1,
    PAYSIG_KEY_DER = 2,
};

typedef enum {
    PAYSIG_OK = 0,
    PAYSIG_UNKNOWN_SCHEME = 101,
    PAYSIG_UNKNOWN_GATEWAY = 102,
    PAYSIG_INVALID_SCHEME = 103,
    PAYSIG_MISSING_CREDENTIAL = 104,
    PAYSIG_UNKNOWN_CREDENTIAL = 105,
    PAYSIG_EMPTY_CREDENTIAL = 106,
    PAYSIG_MALFORMED_CREDENTIAL = 107,
    PAYSIG_WRONG_HALF_OF_PAIR = 108,
    PAYSIG_WRONG_PAIR = 109,
    PAYSIG_SECRET_TOO_SHORT = 110,
    PAYSIG_DUPLICATE_CREDENTIAL = 111,
    PAYSIG_INVALID_LABEL = 112,
    PAYSIG_MALFORMED_KEY = 120,
    PAYSIG_WRONG_KEY_KIND = 121,
    PAYSIG_KEY_TOO_SMALL = 122,
    PAYSIG_UNSUPPORTED_KEY = 123,
    PAYSIG_WRONG_PASSPHRASE = 124,
    PAYSIG_MISSING_PASSPHRASE = 125,
    PAYSIG_UNKNOWN_OPTION = 130,
    PAYSIG_INVALID_OPTION = 131,
    PAYSIG_INVALID_URL = 201,
    PAYSIG_INSECURE_URL = 202,
    PAYSIG_WRONG_METHOD = 203,
    PAYSIG_MISSING_REQUEST = 204,
    PAYSIG_MISSING_BODY = 205,
    PAYSIG_INVALID_TIMESTAMP = 206,
    PAYSIG_INVALID_IDEMPOTENCY_KEY = 207,
    PAYSIG_INVALID_VALUE = 208,
    PAYSIG_INVALID_HEADERS = 209,
    PAYSIG_UNKNOWN_HOST = 210,
    PAYSIG_INVALID_TEXT = 211,
    PAYSIG_INVALID_ARGUMENT = 212,
    PAYSIG_BUFFER_TOO_SMALL = 213,
    PAYSIG_MISSING_HEADER = 301,
    PAYSIG_DUPLICATE_HEADER = 302,
    PAYSIG_MALFORMED_TIMESTAMP = 303,
    PAYSIG_WRONG_TIME_UNIT = 304,
    PAYSIG_UNKNOWN_SENDER = 305,
    PAYSIG_MALFORMED_SIGNATURE = 306,
    PAYSIG_SIGNATURE_MISMATCH = 307,
    PAYSIG_STALE = 308,
    PAYSIG_FUTURE = 309,
    PAYSIG_MALFORMED_REQUEST = 310,
    PAYSIG_INTERNAL = 901,
    PAYSIG_RANDOM_UNAVAILABLE = 902,
    PAYSIG_FAULT_DETECTED = 903,
} paysig_status;

typedef struct paysig_fields paysig_fields;

typedef struct paysig_key paysig_key;

typedef struct paysig_signer paysig_signer;

typedef struct paysig_text paysig_text;

typedef struct paysig_verifier paysig_verifier;

typedef struct {
    int64_t timestamp_ms;
    uint8_t replay_key[PAYSIG_REPLAY_KEY_LENGTH];
    uint32_t has_replay_key;
    char label[PAYSIG_LABEL_SIZE];
    char covers[PAYSIG_COVERS_SIZE];
} paysig_verified;

uint32_t paysig_abi_version(void);

const char *paysig_version(void);

const char *paysig_status_name(int32_t status);

const char *paysig_status_message(int32_t status);

paysig_fields *paysig_fields_new(void);

int32_t paysig_fields_add(paysig_fields *fields,
                          const char *label,
                          size_t label_length,
                          const char *name,
                          size_t name_length,
                          const char *value,
                          size_t value_length,
                          char *message,
                          size_t message_size);

int32_t paysig_fields_add_ms(paysig_fields *fields,
                             const char *name,
                             size_t name_length,
                             int64_t value_ms,
                             char *message,
                             size_t message_size);

void paysig_fields_free(paysig_fields *fields);

int32_t paysig_signer_new(const char *scheme,
                          size_t scheme_length,
                          const paysig_fields *credentials,
                          const paysig_fields *options,
                          paysig_signer **signer,
                          char *message,
                          size_t message_size);

int32_t paysig_signer_sign(const paysig_signer *signer,
                           const char *method,
                           size_t method_length,
                           const char *url,
                           size_t url_length,
                           const char *body,
                           size_t body_length,
                           const paysig_fields *options,
                           int64_t now_ms,
                           char *headers,
                           size_t headers_size,
                           size_t *headers_length,
                           char *message,
                           size_t message_size);

int32_t paysig_signer_string_to_sign(const paysig_signer *signer,
                                     const char *method,
                                     size_t method_length,
                                     const char *url,
                                     size_t url_length,
                                     const char *body,
                                     size_t body_length,
                                     const paysig_fields *options,
                                     int64_t now_ms,
                                     paysig_text **string,
                                     char *message,
                                     size_t message_size);

int32_t paysig_signer_form(const paysig_signer *signer,
                           const char *kind,
                           size_t kind_length,
                           const char *attributes,
                           size_t attributes_length,
                           const char *iv,
                           size_t iv_length,
                           paysig_text **fields,
                           char *message,
                           size_t message_size);

void paysig_signer_free(paysig_signer *signer);

int32_t paysig_verifier_new(const char *scheme,
                            size_t scheme_length,
                            const paysig_fields *credentials,
                            const paysig_fields *options,
                            paysig_verifier **verifier,
                            char *message,
                            size_t message_size);

int32_t paysig_verifier_verify(const paysig_verifier *verifier,
                               const char *headers,
                               size_t headers_length,
                               const char *method,
                               size_t method_length,
                               const char *url,
                               size_t url_length,
                               const char *body,
                               size_t body_length,
                               const paysig_fields *options,
                               int64_t now_ms,
                               uint32_t flags,
                               paysig_verified *verified,
                               char *message,
                               size_t message_size);

int32_t paysig_verifier_explain(const paysig_verifier *verifier,
                                const char *headers,
                                size_t headers_length,
                                const char *method,
                                size_t method_length,
                                const char *url,
                                size_t url_length,
                                const char *body,
                                size_t body_length,
                                const paysig_fields *options,
                                int64_t now_ms,
                                const paysig_fields *others,
                                size_t budget,
                                paysig_text **explanation,
                                paysig_text **capsule,
                                char *message,
                                size_t message_size);

void paysig_verifier_free(paysig_verifier *verifier);

int32_t paysig_key_generate(uint32_t bits,
                            paysig_key **key,
                            char *message,
                            size_t message_size);

int32_t paysig_key_read(uint32_t half,
                        const char *material,
                        size_t material_length,
                        const char *passphrase,
                        size_t passphrase_length,
                        paysig_key **key,
                        char *message,
                        size_t message_size);

int32_t paysig_key_inspect(const char *material,
                           size_t material_length,
                           const char *passphrase,
                           size_t passphrase_length,
                           paysig_text **report,
                           char *message,
                           size_t message_size);

int32_t paysig_key_write(const paysig_key *key,
                         uint32_t half,
                         uint32_t encoding,
                         const char *passphrase,
                         size_t passphrase_length,
                         paysig_text **written,
                         char *message,
                         size_t message_size);

void paysig_key_free(paysig_key *key);

int32_t paysig_describe(const char *subject,
                        size_t subject_length,
                        paysig_text **description,
                        char *message,
                        size_t message_size);

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

int32_t paysig_gateway_error(const char *gateway,
                             size_t gateway_length,
                             uint32_t http_status,
                             const char *body,
                             size_t body_length,
                             paysig_text **error,
                             char *message,
                             size_t message_size);

const uint8_t *paysig_text_data(const paysig_text *text,
                             size_t *length);

void paysig_text_free(paysig_text *text);
