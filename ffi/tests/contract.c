/* What the header says in words: ownership, NULL and empty, messages, buffers, time, flags, keys. */
#include <ctype.h>
#include <stdbool.h>

#include "check.h"

static char message[512];

static paysig_fields *fields_of(const char *name, const char *value)
{
    paysig_fields *fields = paysig_fields_new();
    CHECK(paysig_fields_add(fields, NOTHING, name, strlen(name), value, strlen(value), MESSAGE) == PAYSIG_OK, "%s", message);
    return fields;
}

static void expect(int32_t status, int32_t expected)
{
    CHECK(status == expected, "%s, not %s: %s", paysig_status_name(status), paysig_status_name(expected), message);
}

static paysig_signer *signer_of(const char *scheme, const paysig_fields *credentials)
{
    paysig_signer *signer;
    expect(paysig_signer_new(scheme, strlen(scheme), credentials, NULL, &signer, MESSAGE), PAYSIG_OK);
    return signer;
}

static paysig_verifier *verifier_of(const char *scheme, const paysig_fields *credentials)
{
    paysig_verifier *verifier;
    expect(paysig_verifier_new(scheme, strlen(scheme), credentials, NULL, &verifier, MESSAGE), PAYSIG_OK);
    return verifier;
}

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
#define ABI(number)
#define CONSTANT(name, value) {#name, value},
#define FUNCTION(...)
#define STRUCT(...)
#include "../abi.def"
#undef ABI
#undef CONSTANT
#undef FUNCTION
#undef STRUCT
};

static void statuses_have_names(void)
{
    const char *unknown = paysig_status_message(100);
    size_t statuses = 0;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        /* They are the last ones, from PAYSIG_OK on. */
        if (statuses == 0 && strcmp(constants[i].name, "PAYSIG_OK") != 0) {
            continue;
        }
        char expected[64];
        size_t length = 0;
        for (const char *from = constants[i].name + strlen("PAYSIG_"); *from != '\0' && length + 1 < sizeof expected; from++) {
            expected[length++] = (char)tolower((unsigned char)*from);
        }
        expected[length] = '\0';
        int32_t status = (int32_t)constants[i].value;
        CHECK(strcmp(paysig_status_name(status), expected) == 0, "%s, not %s", paysig_status_name(status), expected);
        const char *text = paysig_status_message(status);
        CHECK(text[0] != '\0' && strcmp(text, unknown) != 0, "%s: %s", expected, text);
        statuses++;
    }
    CHECK(statuses > 40, "%zu statuses", statuses);
    CHECK(strcmp(paysig_status_name(PAYSIG_OK), "ok") == 0, "%s", paysig_status_name(PAYSIG_OK));
    CHECK(strcmp(paysig_status_name(PAYSIG_STALE), "stale") == 0, "%s", paysig_status_name(PAYSIG_STALE));
    CHECK(strstr(paysig_status_message(PAYSIG_STALE), "too old") != NULL, "%s", paysig_status_message(PAYSIG_STALE));
    CHECK(strcmp(paysig_status_name(-1), "unknown") == 0 && strcmp(paysig_status_name(100), "unknown") == 0, "a name for no status");
    CHECK(paysig_status_message(100)[0] != '\0', "nothing to say");
}

static void free_takes_null(void)
{
    paysig_fields_free(NULL);
    paysig_signer_free(NULL);
    paysig_verifier_free(NULL);
    paysig_key_free(NULL);
    paysig_text_free(NULL);
}

static void getters_take_null(void)
{
    size_t length = 7;
    CHECK(paysig_text_data(NULL, &length) == NULL && length == 0, "some text");
    CHECK(paysig_text_data(NULL, NULL) == NULL, "some text");
}

static void no_body_is_not_an_empty_one(void)
{
    paysig_fields *keys = fields_of("secret_token", "secret");
    paysig_signer *signer = signer_of("aeterna/webhook", keys);
    paysig_verifier *verifier = verifier_of("aeterna/webhook", keys);
    paysig_fields_free(keys);
    char of_none[PAYSIG_HEADERS_SIZE], of_empty[PAYSIG_HEADERS_SIZE];
    size_t none, empty;
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, NULL, 0, NULL, PAYSIG_NOW, of_none, sizeof of_none, &none, MESSAGE), PAYSIG_OK);
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, "", 0, NULL, PAYSIG_NOW, of_empty, sizeof of_empty, &empty, MESSAGE), PAYSIG_OK);
    CHECK(none == empty && memcmp(of_none, of_empty, none) == 0, "signing nothing is not signing an empty body");
    paysig_verified verified;
    expect(paysig_verifier_verify(verifier, of_none, none, NOTHING, NOTHING, NULL, 0, NULL, PAYSIG_NOW, 0, &verified, MESSAGE), PAYSIG_MISSING_BODY);
    expect(paysig_verifier_verify(verifier, of_none, none, NOTHING, NOTHING, "", 0, NULL, PAYSIG_NOW, 0, &verified, MESSAGE), PAYSIG_OK);
    CHECK(verified.timestamp_ms == PAYSIG_NO_TIMESTAMP, "a timestamp where none is signed");
    paysig_signer_free(signer);
    paysig_verifier_free(verifier);
}

static void headers_are_names_and_values(void)
{
    static const struct {
        const char *headers;
        size_t length;
        int32_t status;
    } cases[] = {
        {NOTHING, PAYSIG_MISSING_HEADER},
        {TEXT(""), PAYSIG_MISSING_HEADER},
        {TEXT("Host\0h\0"), PAYSIG_MISSING_HEADER},
        {TEXT("x-signature\0\0"), PAYSIG_MALFORMED_SIGNATURE},
        {TEXT("X-Signature\0aa\0X-SIGNATURE\0aa\0"), PAYSIG_DUPLICATE_HEADER},
        {TEXT("Host"), PAYSIG_INVALID_HEADERS},
        {TEXT("Host\0"), PAYSIG_INVALID_HEADERS},
        {TEXT("Host\0h"), PAYSIG_INVALID_HEADERS},
        {TEXT("Host\0h\0Accept\0"), PAYSIG_INVALID_HEADERS},
        {TEXT("\0"), PAYSIG_INVALID_HEADERS},
        {TEXT("\0value\0"), PAYSIG_INVALID_HEADERS},
        {TEXT("Host\0h\0\0"), PAYSIG_INVALID_HEADERS},
    };
    paysig_fields *keys = fields_of("secret_token", "secret");
    paysig_verifier *verifier = verifier_of("aeterna/webhook", keys);
    paysig_fields_free(keys);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        paysig_verified verified;
        expect(paysig_verifier_verify(verifier, cases[i].headers, cases[i].length, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, 0, &verified, MESSAGE),
               cases[i].status);
    }
    paysig_verified verified;
    expect(paysig_verifier_verify(verifier, NOTHING, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, 1, &verified, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    paysig_verifier_free(verifier);
}

static void credentials_have_labels_and_options_have_none(void)
{
    paysig_fields *keys = fields_of("secret_token", "secret");
    paysig_signer *signer = NULL;
    expect(paysig_fields_add(keys, TEXT("next"), TEXT("secret_token"), TEXT("other"), MESSAGE), PAYSIG_OK);
    expect(paysig_signer_new(TEXT("aeterna/webhook"), keys, NULL, &signer, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    CHECK(strstr(message, "one set") != NULL, "%s", message);
    paysig_verifier *verifier = verifier_of("aeterna/webhook", keys);
    paysig_verifier_free(verifier);
    expect(paysig_fields_add(keys, TEXT("bad label"), TEXT("secret_token"), TEXT("other"), MESSAGE), PAYSIG_OK);
    expect(paysig_verifier_new(TEXT("aeterna/webhook"), keys, NULL, &verifier, MESSAGE), PAYSIG_INVALID_LABEL);
    paysig_fields_free(keys);

    keys = fields_of("secret_token", "secret");
    paysig_fields *options = paysig_fields_new();
    expect(paysig_fields_add(options, TEXT("label"), TEXT("compact_body"), TEXT("true"), MESSAGE), PAYSIG_OK);
    expect(paysig_signer_new(TEXT("aeterna/webhook"), keys, options, &signer, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    paysig_fields_free(options);
    options = fields_of("compact_body", "true");
    expect(paysig_fields_add(options, NOTHING, TEXT("compact_body"), TEXT("true"), MESSAGE), PAYSIG_OK);
    expect(paysig_signer_new(TEXT("aeterna/webhook"), keys, options, &signer, MESSAGE), PAYSIG_INVALID_OPTION);
    paysig_fields_free(options);
    options = paysig_fields_new();
    expect(paysig_fields_add(options, NOTHING, NOTHING, NOTHING, MESSAGE), PAYSIG_OK);
    expect(paysig_signer_new(TEXT("aeterna/webhook"), keys, options, &signer, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    CHECK(strstr(message, "an option has no name") != NULL, "%s", message);
    paysig_fields_free(options);
    options = fields_of("compact_body", "\xff");
    expect(paysig_signer_new(TEXT("aeterna/webhook"), keys, options, &signer, MESSAGE), PAYSIG_INVALID_TEXT);
    paysig_fields_free(options);
    expect(paysig_fields_add_ms(keys, TEXT("secret_token"), 5, MESSAGE), PAYSIG_OK);
    expect(paysig_signer_new(TEXT("aeterna/webhook"), keys, NULL, &signer, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    CHECK(signer == NULL, "a handle after a failure");
    paysig_fields_free(keys);
}

/* A body that is not signed is said in one word; no other is taken for the opposite. */
static void whether_a_body_is_signed_is_one_word(void)
{
    static const char url[] = "https://pay.example.com/v1/files";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_fields *keys = fields_of("sign_key", "secret");
    paysig_signer *signer = signer_of("global-payment/request", keys);
    static const char *const words[] = {"unsigned", "signed", "UNSIGNED", ""};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        paysig_fields *options = fields_of("body", words[i]);
        expect(paysig_signer_sign(signer, TEXT("POST"), TEXT(url), TEXT("{}"), options, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE),
               i == 0 ? PAYSIG_OK : PAYSIG_INVALID_OPTION);
        paysig_fields_free(options);
    }
    paysig_signer_free(signer);
    paysig_fields_free(keys);
}

/* Verifies a webhook of 1,700,000,000 s at another time, with a tolerance. */
static int32_t verified_after(int64_t later_ms, int64_t tolerance_ms)
{
    static const int64_t signed_at = 1700000000000;
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_fields *keys = fields_of("sign_key", "secret"), *options = paysig_fields_new();
    paysig_signer *signer = signer_of("global-payment/webhook", keys);
    paysig_verifier *verifier;
    paysig_verified verified;
    expect(paysig_fields_add_ms(options, TEXT("tolerance"), tolerance_ms, MESSAGE), PAYSIG_OK);
    int32_t status = paysig_verifier_new(TEXT("global-payment/webhook"), keys, options, &verifier, MESSAGE);
    if (status == PAYSIG_OK) {
        expect(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, signed_at, headers, sizeof headers, &length, MESSAGE), PAYSIG_OK);
        status = paysig_verifier_verify(verifier, headers, length, NOTHING, NOTHING, TEXT("{}"), NULL, signed_at + later_ms, 0, &verified, MESSAGE);
        if (status == PAYSIG_OK)
            CHECK(verified.timestamp_ms == signed_at, "another timestamp");
        paysig_verifier_free(verifier);
    }
    paysig_signer_free(signer);
    paysig_fields_free(options);
    paysig_fields_free(keys);
    return status;
}

static void tolerances_are_milliseconds(void)
{
    expect(verified_after(1500, 1500), PAYSIG_OK);
    expect(verified_after(-1500, 1500), PAYSIG_OK);
    expect(verified_after(1501, 1500), PAYSIG_STALE);
    CHECK(strcmp(message, "the message is 1.501 s old, 1.5 s allowed") == 0, "%s", message);
    expect(verified_after(-1501, 1500), PAYSIG_FUTURE);
    expect(verified_after(INT64_MAX - 1700000000000, INT64_MAX), PAYSIG_OK);
    expect(verified_after(0, 0), PAYSIG_INVALID_OPTION);
    expect(verified_after(0, -1), PAYSIG_INVALID_OPTION);
    expect(verified_after(0, INT64_MIN), PAYSIG_INVALID_OPTION);

    paysig_fields *keys = fields_of("sign_key", "secret"), *options = fields_of("tolerance", "300");
    paysig_verifier *verifier;
    expect(paysig_verifier_new(TEXT("global-payment/webhook"), keys, options, &verifier, MESSAGE), PAYSIG_INVALID_OPTION);
    CHECK(strstr(message, "paysig_fields_add_ms") != NULL, "%s", message);
    paysig_fields_free(options);
    options = paysig_fields_new();
    expect(paysig_fields_add_ms(options, TEXT("freshness"), 5, MESSAGE), PAYSIG_OK);
    expect(paysig_verifier_new(TEXT("global-payment/webhook"), keys, options, &verifier, MESSAGE), PAYSIG_INVALID_OPTION);
    paysig_fields_free(options);
    paysig_fields_free(keys);
}

static void the_clock_is_given_or_the_systems(void)
{
    static const int64_t unusable[] = {0, -1, INT64_MIN + 1, INT64_MAX};
    paysig_fields *keys = fields_of("sign_key", "secret");
    paysig_signer *signer = signer_of("global-payment/webhook", keys);
    paysig_verifier *verifier = verifier_of("global-payment/webhook", keys);
    paysig_fields_free(keys);
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_verified verified;
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE), PAYSIG_OK);
    expect(paysig_verifier_verify(verifier, headers, length, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, 0, &verified, MESSAGE), PAYSIG_OK);
    /* 0 is 1970, and not the system's clock. */
    expect(paysig_verifier_verify(verifier, headers, length, NOTHING, NOTHING, TEXT("{}"), NULL, 0, 0, &verified, MESSAGE), PAYSIG_FUTURE);
    for (size_t i = 0; i < sizeof unusable / sizeof *unusable; i++)
        expect(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, unusable[i], headers, sizeof headers, &length, MESSAGE), PAYSIG_INVALID_TIMESTAMP);
    paysig_signer_free(signer);
    paysig_verifier_free(verifier);
}

/* Whether it is whole: UTF-8 characters and escapes that are not cut. */
static bool is_start_of(const char *cut, const char *whole)
{
    size_t length = strlen(cut);
    return strncmp(cut, whole, length) == 0 && ((unsigned char)whole[length] & 0xc0) != 0x80;
}

static void messages_fit_their_buffer(void)
{
    paysig_fields *keys = fields_of("sign_key", "secret"), *options = paysig_fields_new();
    paysig_verifier *verifier;
    expect(paysig_fields_add_ms(options, TEXT("a\xe2\x82\xac\x1b\xc3\xa9\n"), 5, MESSAGE), PAYSIG_OK);
    expect(paysig_verifier_new(TEXT("global-payment/webhook"), keys, options, &verifier, MESSAGE), PAYSIG_INVALID_OPTION);
    CHECK(strncmp(message, "option a\xe2\x82\xac\\u{1b}\xc3\xa9\\n: ", 23) == 0, "%s", message);
    for (size_t size = 0; size <= strlen(message) + 1; size++) {
        char *cut = malloc(size + 1);
        memset(cut, '#', size + 1);
        CHECK(paysig_verifier_new(TEXT("global-payment/webhook"), keys, options, &verifier, cut, size) == PAYSIG_INVALID_OPTION, "another status");
        CHECK(cut[size] == '#', "written behind the end");
        CHECK(size == 0 || is_start_of(cut, message), "cut within a character: %s", cut);
        CHECK(size == 0 || strlen(cut) < size, "no NUL");
        /* An escape is there as a whole or not at all: it begins after 11 bytes and has 6. */
        CHECK(size < 12 || size > 17 || strcmp(cut, "option a\xe2\x82\xac") == 0, "half an escape: %s", cut);
        free(cut);
    }
    paysig_fields_free(options);
    paysig_fields_free(keys);
}

static void small_buffers_are_told_the_size(void)
{
    paysig_fields *keys = fields_of("secret_token", "secret");
    paysig_signer *signer = signer_of("aeterna/webhook", keys);
    paysig_fields_free(keys);
    size_t length = 0;
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, NULL, 0, &length, MESSAGE), PAYSIG_BUFFER_TOO_SMALL);
    CHECK(length == strlen("X-Signature") + 1 + 64 + 1, "%zu", length);
    char *exact = malloc(length);
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, exact, length, &length, MESSAGE), PAYSIG_OK);
    CHECK(strcmp(exact, "X-Signature") == 0 && strlen(exact + 12) == 64, "%s", exact);
    free(exact);
    paysig_signer_free(signer);
}

static void what_is_made_stands_alone(void)
{
    paysig_fields *keys = fields_of("secret_token", "secret");
    paysig_signer *signer = signer_of("aeterna/webhook", keys);
    paysig_verifier *verifier = verifier_of("aeterna/webhook", keys);
    paysig_fields_free(keys);
    char headers[PAYSIG_HEADERS_SIZE], body[] = "{}";
    size_t length;
    paysig_verified verified;
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, body, 2, NULL, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE), PAYSIG_OK);
    paysig_signer_free(signer);
    expect(paysig_verifier_verify(verifier, headers, length, NOTHING, NOTHING, body, 2, NULL, PAYSIG_NOW, PAYSIG_WITH_REPLAY_KEY, &verified, MESSAGE), PAYSIG_OK);
    paysig_verifier_free(verifier);
    memset(headers, '#', sizeof headers);
    memset(body, '#', sizeof body);
    CHECK(strcmp(verified.label, "default") == 0 && strcmp(verified.covers, "body") == 0, "changed");
    CHECK(verified.has_replay_key == 1, "no replay key");
}

static void keys_are_read_and_written(const char *pem)
{
    paysig_key *private_key, *public_key, *again;
    paysig_text *text, *report;
    size_t length;
    expect(paysig_key_read(PAYSIG_KEY_PUBLIC, pem, strlen(pem), NOTHING, &public_key, MESSAGE), PAYSIG_WRONG_KEY_KIND);
    expect(paysig_key_read(PAYSIG_KEY_PRIVATE, pem, strlen(pem), NOTHING, &private_key, MESSAGE), PAYSIG_OK);

    expect(paysig_key_write(private_key, PAYSIG_KEY_PRIVATE, PAYSIG_KEY_PEM, TEXT("a passphrase"), &text, MESSAGE), PAYSIG_OK);
    const char *data = paysig_text_data(text, &length);
    CHECK(strncmp(data, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n", 38) == 0 && strlen(data) == length, "%s", data);
    expect(paysig_key_read(PAYSIG_KEY_PRIVATE, data, length, NOTHING, &again, MESSAGE), PAYSIG_MISSING_PASSPHRASE);
    expect(paysig_key_read(PAYSIG_KEY_PRIVATE, data, length, TEXT("another"), &again, MESSAGE), PAYSIG_WRONG_PASSPHRASE);
    expect(paysig_key_read(PAYSIG_KEY_PRIVATE, data, length, TEXT("a passphrase"), &again, MESSAGE), PAYSIG_OK);
    paysig_text_free(text);
    paysig_key_free(again);

    expect(paysig_key_write(private_key, PAYSIG_KEY_PUBLIC, PAYSIG_KEY_DER, NOTHING, &text, MESSAGE), PAYSIG_OK);
    data = paysig_text_data(text, &length);
    CHECK(length > 200 && data[0] == 0x30 && data[length] == '\0', "%zu bytes", length);
    expect(paysig_key_read(PAYSIG_KEY_PUBLIC, data, length, NOTHING, &public_key, MESSAGE), PAYSIG_OK);
    expect(paysig_key_inspect(data, length, NOTHING, &report, MESSAGE), PAYSIG_OK);
    CHECK(strstr(paysig_text_data(report, NULL), "\"form\":\"spki\"") != NULL, "%s", paysig_text_data(report, NULL));
    paysig_text_free(report);
    paysig_text_free(text);

    expect(paysig_key_write(public_key, PAYSIG_KEY_PUBLIC, PAYSIG_KEY_PEM, NOTHING, &text, MESSAGE), PAYSIG_OK);
    CHECK(strncmp(paysig_text_data(text, NULL), "-----BEGIN PUBLIC KEY-----\n", 27) == 0, "%s", paysig_text_data(text, NULL));
    paysig_text_free(text);
    expect(paysig_key_write(public_key, PAYSIG_KEY_PRIVATE, PAYSIG_KEY_PEM, NOTHING, &text, MESSAGE), PAYSIG_WRONG_KEY_KIND);
    expect(paysig_key_write(public_key, PAYSIG_KEY_PUBLIC, PAYSIG_KEY_PEM, TEXT("a passphrase"), &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    expect(paysig_key_write(public_key, 3, PAYSIG_KEY_PEM, NOTHING, &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    expect(paysig_key_write(public_key, PAYSIG_KEY_PUBLIC, 3, NOTHING, &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    expect(paysig_key_generate(1024, &again, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    expect(paysig_key_generate(2048, &again, MESSAGE), PAYSIG_OK);
    expect(paysig_key_write(again, PAYSIG_KEY_PRIVATE, PAYSIG_KEY_PEM, NOTHING, &text, MESSAGE), PAYSIG_OK);
    CHECK(strncmp(paysig_text_data(text, NULL), "-----BEGIN PRIVATE KEY-----\n", 28) == 0, "a new key is written as another");
    paysig_text_free(text);
    paysig_key_free(again);
    paysig_key_free(public_key);
    paysig_key_free(private_key);
}

static void gateways_are_described(void)
{
    paysig_text *text;
    static const char *const subjects[] = {"errors", "solidgate", "solidgate/webhook", NULL};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        expect(paysig_describe(subjects[i], subjects[i] ? strlen(subjects[i]) : 0, &text, MESSAGE), PAYSIG_OK);
        CHECK(paysig_text_data(text, NULL)[0] == '{', "%s", paysig_text_data(text, NULL));
        paysig_text_free(text);
    }
    expect(paysig_describe(TEXT("solidgate/webhooks"), &text, MESSAGE), PAYSIG_UNKNOWN_SCHEME);
    expect(paysig_describe(TEXT(""), &text, MESSAGE), PAYSIG_UNKNOWN_GATEWAY);
    expect(paysig_gateway_url(TEXT("smart-glocal"), TEXT("test"), NOTHING, TEXT("1.0"), TEXT("session/create"), &text, MESSAGE), PAYSIG_OK);
    CHECK(strcmp(paysig_text_data(text, NULL), "https://demo.smart-glocal.com/api/v1/session/create") == 0, "%s", paysig_text_data(text, NULL));
    paysig_text_free(text);
    expect(paysig_gateway_url(TEXT("smart-glocal"), TEXT("staging"), NOTHING, NOTHING, TEXT("x"), &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    expect(paysig_gateway_url(TEXT("smart-glocal"), TEXT("live"), TEXT("cards"), NOTHING, TEXT("x"), &text, MESSAGE), PAYSIG_UNKNOWN_HOST);
    expect(paysig_gateway_error(TEXT("solidgate"), 200, TEXT("{}"), &text, MESSAGE), PAYSIG_OK);
    CHECK(strcmp(paysig_text_data(text, NULL), "null") == 0, "%s", paysig_text_data(text, NULL));
    paysig_text_free(text);
    expect(paysig_gateway_error(TEXT("solidgate"), 99, TEXT("{}"), &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
}

static void explaining_is_no_verdict(void)
{
    static const char signed_body[] = "{\"amount\":100}", given[] = "{\"amount\": 100}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_fields *keys = fields_of("sign_key", "c2VjcmV0");
    paysig_signer *signer = signer_of("global-payment/webhook", keys);
    paysig_verifier *verifier = verifier_of("global-payment/webhook", keys);
    paysig_text *explanation = NULL, *capsule = NULL;
    expect(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT(signed_body), NULL, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE), PAYSIG_OK);
    expect(paysig_verifier_explain(verifier, headers, length, NOTHING, NOTHING, TEXT(signed_body), NULL, PAYSIG_NOW, NULL, 0, &explanation, NULL, MESSAGE), PAYSIG_OK);
    CHECK(strstr(paysig_text_data(explanation, NULL), "\"outcome\":\"verifies\"") != NULL, "%s", paysig_text_data(explanation, NULL));
    paysig_text_free(explanation);
    expect(paysig_verifier_explain(verifier, headers, length, NOTHING, NOTHING, TEXT(given), NULL, PAYSIG_NOW, NULL, 0, &explanation, &capsule, MESSAGE), PAYSIG_OK);
    CHECK(strstr(paysig_text_data(explanation, NULL), "json_reencoded") != NULL, "%s", paysig_text_data(explanation, NULL));
    CHECK(strstr(paysig_text_data(capsule, NULL), "amount") == NULL && strstr(paysig_text_data(capsule, NULL), "c2VjcmV0") == NULL, "%s", paysig_text_data(capsule, NULL));
    paysig_text_free(explanation);
    paysig_text_free(capsule);
    /* A budget that is spent at once says so, and a mistake of the caller is one. */
    expect(paysig_verifier_explain(verifier, headers, length, NOTHING, NOTHING, TEXT(given), NULL, PAYSIG_NOW, NULL, 1, &explanation, NULL, MESSAGE), PAYSIG_OK);
    CHECK(strstr(paysig_text_data(explanation, NULL), "\"exhausted\":true") != NULL, "%s", paysig_text_data(explanation, NULL));
    paysig_text_free(explanation);
    expect(paysig_verifier_explain(verifier, headers, length, NOTHING, NOTHING, NOTHING, NULL, PAYSIG_NOW, NULL, 0, &explanation, NULL, MESSAGE), PAYSIG_MISSING_BODY);
    expect(paysig_describe(TEXT("causes"), &explanation, MESSAGE), PAYSIG_OK);
    CHECK(strncmp(paysig_text_data(explanation, NULL), "{\"causes\":[{", 12) == 0, "%s", paysig_text_data(explanation, NULL));
    paysig_text_free(explanation);
    paysig_fields_free(keys);
    paysig_signer_free(signer);
    paysig_verifier_free(verifier);
}

static void forms_are_of_one_scheme(void)
{
    paysig_fields *keys = fields_of("secret_token", "secret");
    paysig_signer *signer = signer_of("aeterna/webhook", keys);
    paysig_text *text;
    expect(paysig_signer_form(signer, TEXT("data"), TEXT("{}"), NOTHING, &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    paysig_fields_free(keys);
    paysig_signer_free(signer);
    keys = fields_of("public_key", "api_pk_1");
    expect(paysig_fields_add(keys, NOTHING, TEXT("secret_key"), TEXT("api_sk_1"), MESSAGE), PAYSIG_OK);
    /* Long enough to sign requests, and too short for forms. */
    signer = signer_of("solidgate/request", keys);
    expect(paysig_signer_form(signer, TEXT("data"), TEXT("{}"), NOTHING, &text, MESSAGE), PAYSIG_SECRET_TOO_SHORT);
    expect(paysig_signer_form(signer, TEXT("date"), TEXT("{}"), NOTHING, &text, MESSAGE), PAYSIG_INVALID_ARGUMENT);
    paysig_fields_free(keys);
    paysig_signer_free(signer);
}

int main(int count, char **arguments)
{
    static char pem[8192];
    CHECK(count == 2, "usage: contract PRIVATE.pem");
    FILE *file = fopen(arguments[1], "rb");
    CHECK(file != NULL && fread(pem, 1, sizeof pem - 1, file) > 0, "cannot read %s", arguments[1]);
    fclose(file);

    statuses_have_names();
    free_takes_null();
    getters_take_null();
    no_body_is_not_an_empty_one();
    headers_are_names_and_values();
    credentials_have_labels_and_options_have_none();
    whether_a_body_is_signed_is_one_word();
    tolerances_are_milliseconds();
    the_clock_is_given_or_the_systems();
    messages_fit_their_buffer();
    small_buffers_are_told_the_size();
    what_is_made_stands_alone();
    keys_are_read_and_written(pem);
    gateways_are_described();
    explaining_is_no_verdict();
    forms_are_of_one_scheme();
    puts("C: the header keeps its word");
    return 0;
}
