/*
 * Calls every function of the header with hostile arguments, one and two at a time: NULL, lengths that do not fit, text that is not
 * UTF-8, names that nobody knows, buffers that are too small. Each call must come back, with the status that the header promises and
 * nothing written that should not be. Before that, each is called as it should be, and must succeed.
 *
 * The functions come from abi.def, which a test compares with the header. A function with a parameter that has no values here fails.
 * Arguments: PEM files with an RSA private key and an RSA public key, and a file for the census: function, kind of bad input, calls.
 */
#include <ctype.h>
#include <stdbool.h>

#include <ffi.h>

#include "check.h"

enum { PARAMETERS = 20, VALUES = 16, GUARD = 64, LONG = 1 << 16 };

typedef struct {
    const char *name;
    void (*address)(void);
    const char *declaration[PARAMETERS + 1]; /* The result, then the parameters. */
} function;

static const function functions[] = {
#define ABI(number)
#define CONSTANT(name, value)
#define FUNCTION(name, ...) {#name, (void (*)(void))name, {__VA_ARGS__}},
#define STRUCT(...)
#include "../abi.def"
#undef ABI
#undef CONSTANT
#undef FUNCTION
#undef STRUCT
};

#define ABI(number) typedef char abi_is_as_promised[(number) == PAYSIG_ABI_VERSION ? 1 : -1];
#define CONSTANT(name, value) typedef char name##_is_as_promised[(name) == (value) ? 1 : -1];
#define FUNCTION(...)
#define STRUCT(...)
#include "../abi.def"

/* What a call must come back with because of one value, when all others are as they should be. */
typedef enum { FINE, ANY_ERROR_OR_NONE, INVALID_ARGUMENT, INVALID_TEXT } consequence;

/* One value of a parameter; text, bytes and buffers take the length's parameter along. */
typedef struct {
    const void *pointer;
    uint64_t number;
    consequence consequence;
    bool fresh; /* A handle that the call changes or frees: made for each call. */
} value;

typedef struct {
    const char *name;
    char type[64];
    bool has_length;
    size_t count;
    value values[VALUES]; /* The first is as it should be. */
} parameter;

static char scratch[LONG], buffer[PAYSIG_HEADERS_SIZE + GUARD], message[256 + GUARD], why[256];
static char signed_headers[PAYSIG_HEADERS_SIZE];
static size_t signed_length;
static char private_key[8192], public_key[8192];
static paysig_fields *no_fields, *credentials, *options;
static paysig_signer *signer, *bound_signer;
static paysig_verifier *verifier, *bound_verifier;
static paysig_verified verified_slot;
static paysig_text *text;
static paysig_key *key;
static void *slot, *capsule_slot;
static size_t length_slot;
static unsigned long long calls;
static FILE *census;

static paysig_fields *fields_of(const char *name, const char *content)
{
    paysig_fields *fields = paysig_fields_new();
    CHECK(paysig_fields_add(fields, NOTHING, name, strlen(name), content, strlen(content), why, sizeof why) == PAYSIG_OK, "%s", why);
    return fields;
}

#define MAKE(call) CHECK((call) == PAYSIG_OK, "%s", why)

static void make_handles(void)
{
    paysig_fields *sign_key = fields_of("sign_key", "c2VjcmV0");
    no_fields = paysig_fields_new();
    credentials = fields_of("public_key", "api_pk_1");
    MAKE(paysig_fields_add(credentials, NOTHING, TEXT("secret_key"), TEXT("api_sk_0123456789abcdef0123456789abcdef"), why, sizeof why));
    options = fields_of("timestamp", "1700000000000");
    MAKE(paysig_signer_new(TEXT("solidgate/request"), credentials, NULL, &signer, why, sizeof why));
    MAKE(paysig_verifier_new(TEXT("solidgate/request"), credentials, NULL, &verifier, why, sizeof why));
    MAKE(paysig_signer_new(TEXT("global-payment/request"), sign_key, NULL, &bound_signer, why, sizeof why));
    MAKE(paysig_verifier_new(TEXT("global-payment/request"), sign_key, NULL, &bound_verifier, why, sizeof why));
    MAKE(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, signed_headers, sizeof signed_headers,
                            &signed_length, why, sizeof why));
    MAKE(paysig_describe(TEXT("errors"), &text, why, sizeof why));
    MAKE(paysig_key_read(PAYSIG_KEY_PRIVATE, private_key, strlen(private_key), NOTHING, &key, why, sizeof why));
    paysig_fields_free(sign_key);
}

static void free_handle(const char *type, void *handle)
{
    if (strcmp(type, "paysig_fields *") == 0)
        paysig_fields_free(handle);
    else if (strcmp(type, "paysig_signer *") == 0)
        paysig_signer_free(handle);
    else if (strcmp(type, "paysig_verifier *") == 0)
        paysig_verifier_free(handle);
    else if (strcmp(type, "paysig_text *") == 0)
        paysig_text_free(handle);
    else if (strcmp(type, "paysig_key *") == 0)
        paysig_key_free(handle);
    else
        CHECK(false, "no way to free %s", type);
}

/* A handle of its own, for a function that changes or frees it. */
static void *fresh_handle(const char *type)
{
    void *made = NULL;
    if (strcmp(type, "paysig_fields *") == 0)
        made = paysig_fields_new();
    else if (strcmp(type, "paysig_signer *") == 0)
        MAKE(paysig_signer_new(TEXT("solidgate/request"), credentials, NULL, (paysig_signer **)&made, why, sizeof why));
    else if (strcmp(type, "paysig_verifier *") == 0)
        MAKE(paysig_verifier_new(TEXT("solidgate/request"), credentials, NULL, (paysig_verifier **)&made, why, sizeof why));
    else if (strcmp(type, "paysig_text *") == 0)
        MAKE(paysig_describe(TEXT("solidgate"), (paysig_text **)&made, why, sizeof why));
    else if (strcmp(type, "paysig_key *") == 0)
        MAKE(paysig_key_read(PAYSIG_KEY_PRIVATE, private_key, strlen(private_key), NOTHING, (paysig_key **)&made, why, sizeof why));
    else
        CHECK(false, "no way to make %s", type);
    return made;
}

static void offer(parameter *parameter, const void *pointer, uint64_t number, consequence consequence)
{
    CHECK(parameter->count < VALUES, "too many values for %s", parameter->name);
    parameter->values[parameter->count++] = (value){pointer, number, consequence, false};
}

static bool is(const char *text, const char *other) { return strcmp(text, other) == 0; }

/* Text or bytes with a length: as it should be, and in every way in which it should not. */
static void offer_input(const function *function, parameter *parameter)
{
    static const struct {
        const char *name, *content;
    } usual[] = {
        {"scheme", "solidgate/request"}, {"method", "POST"},          {"url", "https://gateway.example/v1?a=b"},
        {"body", "{}"},                  {"headers", signed_headers},           {"label", "live"},
        {"name", "public_key"},          {"value", "api_pk_1"},       {"subject", "solidgate/webhook"},
        {"gateway", "solidgate"},        {"environment", "live"},     {"product", "cards"},
        {"version", NULL},               {"path", "/status"},         {"material", public_key},
        {"passphrase", NULL},            {"kind", "data"},             {"attributes", "{}"},
        {"iv", "0123456789abcdef"},
    };
    const char *content = NULL;
    bool known = false, is_text = is(parameter->type, "const char *");
    /* What came with a message is its sender's; the usual scheme signs neither. */
    bool is_verifier = is(function->name, "paysig_verifier_verify") || is(function->name, "paysig_verifier_explain");
    bool is_received = is_verifier && (is(parameter->name, "method") || is(parameter->name, "url"));
    consequence not_utf8 = is_received ? FINE : is_text ? INVALID_TEXT : ANY_ERROR_OR_NONE;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (is(usual[i].name, parameter->name)) {
            content = usual[i].content;
            known = true;
        }
    }
    CHECK(known, "%s: no values for the parameter %s", function->name, parameter->name);
    size_t length = content == signed_headers ? signed_length : content ? strlen(content) : 0;
    offer(parameter, content, length, FINE);
    offer(parameter, NULL, 0, ANY_ERROR_OR_NONE);
    offer(parameter, NULL, 5, INVALID_ARGUMENT);
    offer(parameter, "", 0, ANY_ERROR_OR_NONE);
    offer(parameter, "short", SIZE_MAX, INVALID_ARGUMENT);
    offer(parameter, "short", SIZE_MAX / 2 + 1, INVALID_ARGUMENT);
    offer(parameter, "\xff\xfe", 2, not_utf8);
    offer(parameter, "half a character \xe2\x82", 19, not_utf8);
    offer(parameter, "no such thing", 13, ANY_ERROR_OR_NONE);
    offer(parameter, "a\0b\0", 4, ANY_ERROR_OR_NONE);
    offer(parameter, "a\0\r\n\x1b[31m", 9, ANY_ERROR_OR_NONE);
    offer(parameter, scratch, sizeof scratch, ANY_ERROR_OR_NONE);
}

static void offer_handle(const function *function, parameter *parameter)
{
    const char *type = parameter->type;
    bool may_be_left_out = is(parameter->name, "options") || is(parameter->name, "others") || !is(function->declaration[0], "int32_t");
    if (strncmp(type, "const ", 6) != 0) {
        parameter->values[parameter->count++] = (value){NULL, 0, ANY_ERROR_OR_NONE, true};
    } else if (is(type, "const paysig_fields *")) {
        offer(parameter, is(parameter->name, "options") ? no_fields : credentials, 0, ANY_ERROR_OR_NONE);
        offer(parameter, credentials, 0, ANY_ERROR_OR_NONE);
        offer(parameter, options, 0, ANY_ERROR_OR_NONE);
        offer(parameter, no_fields, 0, ANY_ERROR_OR_NONE);
    } else if (is(type, "const paysig_signer *")) {
        offer(parameter, signer, 0, ANY_ERROR_OR_NONE);
        offer(parameter, bound_signer, 0, ANY_ERROR_OR_NONE);
    } else if (is(type, "const paysig_verifier *")) {
        offer(parameter, verifier, 0, ANY_ERROR_OR_NONE);
        offer(parameter, bound_verifier, 0, ANY_ERROR_OR_NONE);
    } else if (is(type, "const paysig_text *")) {
        offer(parameter, text, 0, ANY_ERROR_OR_NONE);
    } else if (is(type, "const paysig_key *")) {
        offer(parameter, key, 0, ANY_ERROR_OR_NONE);
    } else {
        CHECK(false, "%s: no values for the type %s", function->name, type);
    }
    offer(parameter, NULL, 0, may_be_left_out ? ANY_ERROR_OR_NONE : INVALID_ARGUMENT);
}

static void offer_buffer(parameter *parameter)
{
    bool is_message = is(parameter->name, "message");
    char *memory = is_message ? message : buffer;
    size_t size = is_message ? sizeof message - GUARD : sizeof buffer - GUARD;
    /* A message is never required; headers are. */
    offer(parameter, memory, size, ANY_ERROR_OR_NONE);
    offer(parameter, NULL, 0, ANY_ERROR_OR_NONE);
    offer(parameter, NULL, 7, is_message ? ANY_ERROR_OR_NONE : INVALID_ARGUMENT);
    offer(parameter, memory, SIZE_MAX, is_message ? ANY_ERROR_OR_NONE : INVALID_ARGUMENT);
    for (size_t small = 0; small < 8; small++)
        offer(parameter, memory, small * small, ANY_ERROR_OR_NONE);
}

static void offer_number(const function *function, parameter *parameter)
{
    static const uint64_t numbers[] = {0, 1, 2, 3, 199, 1000, INT32_MAX, (uint64_t)INT32_MIN, UINT32_MAX};
    size_t count = sizeof numbers / sizeof *numbers;
    CHECK(is(parameter->type, "uint32_t") || is(parameter->type, "int32_t") || is(parameter->type, "int64_t"),
          "%s: no values for the type %s", function->name, parameter->type);
    if (is(parameter->name, "now_ms"))
        offer(parameter, NULL, (uint64_t)PAYSIG_NOW, ANY_ERROR_OR_NONE);
    if (is(parameter->name, "half"))
        offer(parameter, NULL, PAYSIG_KEY_PUBLIC, ANY_ERROR_OR_NONE);
    if (is(parameter->name, "encoding"))
        offer(parameter, NULL, PAYSIG_KEY_PEM, ANY_ERROR_OR_NONE);
    /* No size of a key that can be made: that takes its time, and has a test of its own. */
    for (size_t i = 0; i < count; i++)
        offer(parameter, NULL, numbers[i], ANY_ERROR_OR_NONE);
    if (is(parameter->type, "int64_t")) {
        offer(parameter, NULL, (uint64_t)INT64_MIN, ANY_ERROR_OR_NONE);
        offer(parameter, NULL, (uint64_t)INT64_MAX, ANY_ERROR_OR_NONE);
        offer(parameter, NULL, 1700000000000, ANY_ERROR_OR_NONE);
    }
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && is(text + length - end_length, end);
}

/* Reads the declarations; a pointer and its length become one parameter. */
static size_t parameters_of(const function *function, parameter *parameters)
{
    size_t count = 0;
    for (size_t i = 1; i <= PARAMETERS && function->declaration[i] != NULL; i++) {
        const char *declaration = function->declaration[i];
        if (is(declaration, "void"))
            return 0;
        const char *name = declaration + strlen(declaration);
        while (isalnum((unsigned char)name[-1]) || name[-1] == '_')
            name--;
        parameter *parameter = &parameters[count++];
        memset(parameter, 0, sizeof *parameter);
        parameter->name = name;
        snprintf(parameter->type, sizeof parameter->type, "%.*s", (int)(name - declaration - (name[-1] == ' ')), declaration);
        const char *next = i < PARAMETERS && function->declaration[i + 1] ? function->declaration[i + 1] : "";
        size_t name_length = strlen(name);
        parameter->has_length = strncmp(next, "size_t ", 7) == 0 && strncmp(next + 7, name, name_length) == 0 &&
                                (is(next + 7 + name_length, "_length") || is(next + 7 + name_length, "_size"));
        if (parameter->has_length) {
            i++;
            if (is(parameter->type, "char *"))
                offer_buffer(parameter);
            else
                offer_input(function, parameter);
        } else if (is(parameter->name, "capsule")) {
            offer(parameter, &capsule_slot, 0, ANY_ERROR_OR_NONE);
            offer(parameter, NULL, 0, FINE);
        } else if (ends_with(parameter->type, "**")) {
            offer(parameter, &slot, 0, ANY_ERROR_OR_NONE);
            offer(parameter, NULL, 0, INVALID_ARGUMENT);
        } else if (is(parameter->type, "paysig_verified *")) {
            offer(parameter, &verified_slot, 0, ANY_ERROR_OR_NONE);
            offer(parameter, NULL, 0, INVALID_ARGUMENT);
        } else if (is(parameter->type, "size_t *")) {
            offer(parameter, &length_slot, 0, ANY_ERROR_OR_NONE);
            offer(parameter, NULL, 0, is(function->declaration[0], "int32_t") ? INVALID_ARGUMENT : ANY_ERROR_OR_NONE);
        } else if (is(parameter->name, "budget")) {
            /* More would only take its time. */
            offer(parameter, NULL, 1 << 16, ANY_ERROR_OR_NONE);
            offer(parameter, NULL, 1, ANY_ERROR_OR_NONE);
            offer(parameter, NULL, 1000, ANY_ERROR_OR_NONE);
        } else if (ends_with(parameter->type, "*")) {
            offer_handle(function, parameter);
        } else {
            offer_number(function, parameter);
        }
    }
    return count;
}

static ffi_type *type_of(const char *type)
{
    if (ends_with(type, "*"))
        return &ffi_type_pointer;
    if (is(type, "int32_t"))
        return &ffi_type_sint32;
    if (is(type, "uint32_t"))
        return &ffi_type_uint32;
    if (is(type, "size_t"))
        return sizeof(size_t) == 8 ? &ffi_type_uint64 : &ffi_type_uint32;
    if (is(type, "int64_t"))
        return &ffi_type_sint64;
    CHECK(is(type, "void"), "no such type: %s", type);
    return &ffi_type_void;
}

/* What was and what was not written. */
static void check_outputs(const function *function, const parameter *parameters, size_t count, const value **chosen, int32_t status)
{
    for (size_t i = 0; i < count; i++) {
        const parameter *parameter = &parameters[i];
        if (ends_with(parameter->type, "**") && chosen[i]->pointer != NULL) {
            void **written = chosen[i]->pointer == &slot ? &slot : &capsule_slot;
            CHECK((*written != (void *)written) == (status == PAYSIG_OK), "%s: %s was written with %s", function->name, parameter->name,
                  paysig_status_name(status));
            if (status == PAYSIG_OK) {
                char type[64];
                snprintf(type, sizeof type, "%.*s", (int)strlen(parameter->type) - 1, parameter->type);
                free_handle(type, *written);
            }
        } else if (is(parameter->type, "paysig_verified *") && chosen[i]->pointer != NULL) {
            CHECK((verified_slot.has_replay_key <= 1) == (status == PAYSIG_OK), "%s: %s was written with %s", function->name,
                  parameter->name, paysig_status_name(status));
        } else if (is(parameter->type, "size_t *") && chosen[i]->pointer != NULL && is(function->declaration[0], "int32_t")) {
            bool expected = status == PAYSIG_OK || status == PAYSIG_BUFFER_TOO_SMALL;
            CHECK((length_slot != SIZE_MAX) == expected, "%s: %s was written with %s", function->name, parameter->name, paysig_status_name(status));
        } else if (is(parameter->type, "char *")) {
            bool is_message = is(parameter->name, "message");
            const char *memory = is_message ? message : buffer;
            size_t room = is_message ? sizeof message : sizeof buffer;
            size_t size = chosen[i]->pointer == NULL || chosen[i]->number > room ? 0 : (size_t)chosen[i]->number;
            bool written = is_message ? status != PAYSIG_OK : status == PAYSIG_OK;
            for (size_t at = written ? size : 0; at < room; at++)
                CHECK(memory[at] == '#', "%s: %s was written to at %zu of %zu", function->name, parameter->name, at, size);
            if (is_message && written && size > 0) {
                const char *end = memchr(memory, 0, size);
                CHECK(end != NULL && (end > memory || size < 5), "%s: no message", function->name);
                for (const char *at = memory; at < end; at++)
                    CHECK((unsigned char)*at >= 0x20 && *at != 0x7f, "%s: a control character in %s", function->name, memory);
            }
        }
    }
}

static void call(const function *function, const parameter *parameters, size_t count, const value **chosen, size_t hostile)
{
    ffi_type *types[PARAMETERS];
    void *arguments[PARAMETERS];
    value copies[PARAMETERS];
    ffi_cif cif;
    unsigned used = 0;
    for (size_t i = 0; i < count; i++) {
        copies[i] = *chosen[i];
        if (copies[i].fresh)
            copies[i].pointer = fresh_handle(parameters[i].type);
        types[used] = type_of(parameters[i].type);
        arguments[used++] = ends_with(parameters[i].type, "*") ? (void *)&copies[i].pointer : (void *)&copies[i].number;
        if (parameters[i].has_length) {
            types[used] = sizeof(size_t) == 8 ? &ffi_type_uint64 : &ffi_type_uint32;
            arguments[used++] = &copies[i].number;
        }
    }
    slot = &slot;
    capsule_slot = &capsule_slot;
    length_slot = SIZE_MAX;
    memset(&verified_slot, '#', sizeof verified_slot);
    memset(buffer, '#', sizeof buffer);
    memset(message, '#', sizeof message);
    CHECK(ffi_prep_cif(&cif, FFI_DEFAULT_ABI, used, type_of(function->declaration[0]), types) == FFI_OK, "%s", function->name);
    union {
        ffi_arg integer;
        int64_t number;
        const char *pointer;
    } result = {0};
    ffi_call(&cif, function->address, &result, arguments);
    calls++;

    if (is(function->declaration[0], "const char *") && result.pointer != NULL)
        CHECK(strlen(result.pointer) > 0, "%s gave nothing", function->name);
    if (is(function->declaration[0], "paysig_fields *"))
        paysig_fields_free((paysig_fields *)result.pointer);
    if (is(function->declaration[0], "int32_t")) {
        int32_t status = (int32_t)result.integer;
        CHECK(!is(paysig_status_name(status), "unknown") && status < 900, "%s: status %d: %s", function->name, status, message);
        /* Keys are made by a test of their own. */
        CHECK(hostile > 0 || status == PAYSIG_OK || is(function->name, "paysig_key_generate"), "%s as it should be called: %s: %s",
              function->name, paysig_status_name(status), message);
        for (size_t i = 0; hostile == 1 && i < count; i++) {
            CHECK(chosen[i] == parameters[i].values || chosen[i]->consequence != FINE || status == PAYSIG_OK, "%s: %s with %s (value %d): %s",
                  function->name, paysig_status_name(status), parameters[i].name, (int)(chosen[i] - parameters[i].values), message);
            if (chosen[i]->consequence == INVALID_ARGUMENT || chosen[i]->consequence == INVALID_TEXT) {
                int32_t expected = chosen[i]->consequence == INVALID_TEXT ? PAYSIG_INVALID_TEXT : PAYSIG_INVALID_ARGUMENT;
                CHECK(status == expected, "%s: %s with a bad %s (value %d)", function->name, paysig_status_name(status),
                      parameters[i].name, (int)(chosen[i] - parameters[i].values));
            }
        }
        check_outputs(function, parameters, count, chosen, status);
    }
    for (size_t i = 0; i < count; i++) {
        if (copies[i].fresh && !ends_with(function->name, "_free"))
            free_handle(parameters[i].type, (void *)copies[i].pointer);
    }
}

/* Kinds of bad input, as the census names them. */
static const char *const kinds[] = {"NULL",      "NULL with a length", "empty",        "longer than memory",       "not UTF-8",
                                    "NUL bytes", "64 KiB",             "another value", "too small a buffer", "another handle", "number"};

static const char *kind_of(const parameter *parameter, const value *value)
{
    const char *bytes = value->pointer;
    if (!ends_with(parameter->type, "*"))
        return "number";
    if (bytes == NULL)
        return parameter->has_length && value->number > 0 ? "NULL with a length" : "NULL";
    if (!parameter->has_length)
        return "another handle";
    if (value->number > SIZE_MAX / 4)
        return "longer than memory";
    if (is(parameter->type, "char *"))
        return "too small a buffer";
    if (value->number == 0)
        return "empty";
    if (bytes == scratch)
        return "64 KiB";
    if (memchr(bytes, 0xff, (size_t)value->number) != NULL || (unsigned char)bytes[value->number - 1] >= 0x80)
        return "not UTF-8";
    return memchr(bytes, 0, (size_t)value->number) != NULL ? "NUL bytes" : "another value";
}

static void count_kinds(const function *function, const parameter *parameters, size_t count)
{
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++)
            for (size_t j = 1; j < parameters[i].count; j++)
                found += is(kind_of(&parameters[i], &parameters[i].values[j]), kinds[kind]);
        fprintf(census, "%s\t%s\t%zu\n", function->name, kinds[kind], found);
    }
}

/* Every value alone, and every two values together. */
static void call_with_all(const function *function)
{
    parameter parameters[PARAMETERS];
    const value *chosen[PARAMETERS];
    size_t count = parameters_of(function, parameters);
    count_kinds(function, parameters, count);
    for (size_t i = 0; i < count; i++)
        chosen[i] = &parameters[i].values[0];
    call(function, parameters, count, chosen, 0);
    for (size_t i = 0; i < count; i++) {
        for (size_t first = 1; first < parameters[i].count; first++) {
            chosen[i] = &parameters[i].values[first];
            call(function, parameters, count, chosen, 1);
            for (size_t j = i + 1; j < count; j++) {
                for (size_t second = 1; second < parameters[j].count; second++) {
                    chosen[j] = &parameters[j].values[second];
                    call(function, parameters, count, chosen, 2);
                }
                chosen[j] = &parameters[j].values[0];
            }
        }
        chosen[i] = &parameters[i].values[0];
    }
}

/* What is no text comes from the sender where a request is verified, and from the caller where a response is. */
static void check_blame(void)
{
    static const struct {
        const char *scheme, *method, *url;
        int32_t expected;
    } cases[] = {
        {"global-payment/request", "\xff", "https://gateway.example/v1", PAYSIG_MALFORMED_REQUEST},
        {"global-payment/request", "POST", "/v1?\xff", PAYSIG_MALFORMED_REQUEST},
        {"global-payment/response", "\xff", "https://gateway.example/v1", PAYSIG_INVALID_TEXT},
        {"global-payment/response", "POST", "/v1?\xff", PAYSIG_INVALID_TEXT},
    };
    paysig_fields *sign_key = fields_of("sign_key", "c2VjcmV0");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        paysig_verifier *blaming;
        paysig_verified none;
        MAKE(paysig_verifier_new(cases[i].scheme, strlen(cases[i].scheme), sign_key, NULL, &blaming, why, sizeof why));
        int32_t status = paysig_verifier_verify(blaming, NOTHING, cases[i].method, strlen(cases[i].method), cases[i].url,
                                                strlen(cases[i].url), TEXT("{}"), NULL, PAYSIG_NOW, 0, &none, why, sizeof why);
        CHECK(status == cases[i].expected, "%s (case %zu): %s: %s", cases[i].scheme, i, paysig_status_name(status), why);
        paysig_verifier_free(blaming);
    }
    paysig_fields_free(sign_key);
}

static void read_file(const char *path, char *content, size_t size)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL, "cannot open %s", path);
    content[fread(content, 1, size - 1, file)] = '\0';
    fclose(file);
}

int main(int count, char **arguments)
{
    CHECK(count == 4, "usage: robustness PRIVATE.pem PUBLIC.pem CENSUS");
    census = fopen(arguments[3], "w");
    CHECK(census != NULL, "cannot write %s", arguments[3]);
    read_file(arguments[1], private_key, sizeof private_key);
    read_file(arguments[2], public_key, sizeof public_key);
    CHECK(is(paysig_version(), PAYSIG_VERSION), "the library is %s", paysig_version());
    char version[64];
    snprintf(version, sizeof version, "%d.%d.%d", PAYSIG_VERSION_MAJOR, PAYSIG_VERSION_MINOR, PAYSIG_VERSION_PATCH);
    CHECK(is(version, PAYSIG_VERSION), "the macros say %s", version);
    CHECK(paysig_abi_version() == PAYSIG_ABI_VERSION, "the library is of another interface");

    make_handles();
    memset(scratch, 'A', sizeof scratch);
    size_t all = sizeof functions / sizeof *functions;
    for (size_t i = 0; i < all; i++)
        call_with_all(&functions[i]);
    check_blame();
    CHECK(fclose(census) == 0, "cannot write %s", arguments[3]);
    printf("C: %zu functions, %llu calls with hostile arguments\n", all, calls);

    paysig_fields_free(no_fields);
    paysig_fields_free(credentials);
    paysig_fields_free(options);
    paysig_signer_free(signer);
    paysig_signer_free(bound_signer);
    paysig_verifier_free(verifier);
    paysig_verifier_free(bound_verifier);
    paysig_text_free(text);
    paysig_key_free(key);
    return 0;
}
