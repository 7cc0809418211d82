/*
 * Runs every case of the vectors through the C library. Argument: the folder of the vectors, or that of the messages to explain, and of
 * those how many to go on to the next, where not all are to run.
 * Prints how many ran, and fails unless that is the number in index.json.
 */
#include <ctype.h>
#include <stdbool.h>

#include <jansson.h>
#include <openssl/evp.h>

#include "check.h"

/* Owned, and never NULL: an empty body is not the same as none. */
typedef struct {
    unsigned char *data;
    size_t length;
} bytes;

static const char *folder;
static __thread const char *case_id = "(no case yet)";
static __thread char message[512];

static json_t *load(const char *file)
{
    char path[4096];
    json_error_t error;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    CHECK(json != NULL, "%s:%d: %s", path, error.line, error.text);
    return json;
}

static bytes room(size_t length)
{
    bytes result = {malloc(length + 1), length};
    CHECK(result.data != NULL, "no memory for %zu bytes", length);
    result.data[length] = 0;
    return result;
}

static bytes copy(const void *data, size_t length)
{
    bytes result = room(length);
    memcpy(result.data, data, length);
    return result;
}

static bytes from_base64(const json_t *text)
{
    bytes result = room(json_string_length(text));
    EVP_ENCODE_CTX *context = EVP_ENCODE_CTX_new();
    int length = 0, rest = 0;
    EVP_DecodeInit(context);
    CHECK(EVP_DecodeUpdate(context, result.data, &length, (const unsigned char *)json_string_value(text),
                           (int)json_string_length(text)) >= 0 &&
              EVP_DecodeFinal(context, result.data + length, &rest) == 1,
          "%s: not base64", case_id);
    EVP_ENCODE_CTX_free(context);
    result.length = (size_t)length + (size_t)rest;
    result.data[result.length] = 0;
    return result;
}

static bytes from_file(const char *name)
{
    char path[4096];
    /* The messages to explain stand beside the vectors, and share their keys. */
    snprintf(path, sizeof path, "%s/../vectors/keys/%s", folder, name);
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL, "%s: cannot open %s", case_id, path);
    CHECK(fseek(file, 0, SEEK_END) == 0, "%s", path);
    bytes result = room((size_t)ftell(file));
    rewind(file);
    CHECK(fread(result.data, 1, result.length, file) == result.length, "%s: cannot read %s", case_id, path);
    fclose(file);
    return result;
}

/* A string, or {"base64": …}, {"repeat": {"unit": …, "times": n}}, {"file": …}. */
static bytes read_bytes(const json_t *json)
{
    if (json_is_string(json))
        return copy(json_string_value(json), json_string_length(json));
    const json_t *repeat = json_object_get(json, "repeat");
    if (json_object_get(json, "base64"))
        return from_base64(json_object_get(json, "base64"));
    if (json_object_get(json, "file"))
        return from_file(json_string_value(json_object_get(json, "file")));
    CHECK(repeat != NULL, "%s: no form of bytes that is known", case_id);
    bytes unit = read_bytes(json_object_get(repeat, "unit"));
    size_t times = (size_t)json_integer_value(json_object_get(repeat, "times"));
    bytes result = room(unit.length * times);
    for (size_t i = 0; i < times; i++)
        memcpy(result.data + i * unit.length, unit.data, unit.length);
    free(unit.data);
    return result;
}

static void add(paysig_fields *fields, const json_t *label, const char *name, bytes value)
{
    int32_t status = paysig_fields_add(fields, json_string_value(label), json_string_length(label), name, strlen(name),
                                       value.data, value.length, MESSAGE);
    CHECK(status == PAYSIG_OK, "%s: %s: %s", case_id, paysig_status_name(status), message);
    free(value.data);
}

static void add_all(paysig_fields *fields, const json_t *label, json_t *values)
{
    const char *name;
    json_t *value;
    if (json_object_size(values) == 0)
        CHECK(paysig_fields_add(fields, json_string_value(label), json_string_length(label), NOTHING, NOTHING, MESSAGE) == PAYSIG_OK,
              "%s: %s", case_id, message);
    json_object_foreach(values, name, value)
        add(fields, label, name, read_bytes(value));
}

static paysig_fields *sets_of(json_t *given)
{
    paysig_fields *fields = paysig_fields_new();
    json_t *set;
    size_t index;
    if (json_is_object(given))
        add_all(fields, NULL, given);
    json_array_foreach(given, index, set)
        add_all(fields, json_object_get(set, "label"), json_object_get(set, "values"));
    return fields;
}

static paysig_fields *credentials_of(const json_t *test) { return sets_of(json_object_get(test, "credentials")); }

/* In C a tolerance is a number of milliseconds; what is no number of seconds goes in as it is, and must be refused. */
static bool is_seconds(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && digits < 10 && text[digits] == '\0';
}

static paysig_fields *options_of(const json_t *test)
{
    json_t *given = json_object_get(test, "options"), *value;
    const char *name;
    if (given == NULL)
        return NULL;
    paysig_fields *fields = paysig_fields_new();
    json_object_foreach(given, name, value) {
        if (strcmp(name, "tolerance") == 0 && is_seconds(json_string_value(value))) {
            int64_t tolerance = strtoll(json_string_value(value), NULL, 10) * 1000;
            CHECK(paysig_fields_add_ms(fields, name, strlen(name), tolerance, MESSAGE) == PAYSIG_OK, "%s: %s", case_id, message);
        } else {
            add(fields, NULL, name, read_bytes(value));
        }
    }
    return fields;
}

/* The message's arguments, with everything that they point to. */
typedef struct {
    const json_t *method, *url;
    bytes body;
    paysig_fields *options;
    int64_t now_ms;
} request;

static request request_of(const json_t *test)
{
    json_t *given = json_object_get(test, "message"), *value;
    const json_t *now = json_object_get(test, "now_ms");
    request result = {NULL, NULL, {NULL, 0}, NULL, now ? json_integer_value(now) : PAYSIG_NOW};
    const char *name;
    json_object_foreach(given, name, value) {
        if (strcmp(name, "method") == 0) {
            result.method = value;
        } else if (strcmp(name, "url") == 0) {
            result.url = value;
        } else if (strcmp(name, "body") == 0) {
            result.body = read_bytes(value);
        } else {
            if (result.options == NULL)
                result.options = paysig_fields_new();
            add(result.options, NULL, strcmp(name, "body_mode") == 0 ? "body" : name, read_bytes(value));
        }
    }
    return result;
}

#define REQUEST(request)                                                                               \
    json_string_value((request).method), json_string_length((request).method),                         \
        json_string_value((request).url), json_string_length((request).url), (request).body.data,      \
        (request).body.length, (request).options, (request).now_ms

static void free_request(request request)
{
    free(request.body.data);
    paysig_fields_free(request.options);
}

/* Either both say the same error, or both say none. */
static bool as_expected(const json_t *test, int32_t status)
{
    const json_t *error = json_object_get(json_object_get(test, "expect"), "error");
    const char *expected = error ? json_string_value(error) : "ok";
    CHECK(strcmp(paysig_status_name(status), expected) == 0, "%s: expected %s, but it is %s (%s)", case_id, expected,
          paysig_status_name(status), status ? message : "");
    CHECK(status == PAYSIG_OK || message[0] != '\0', "%s: no message", case_id);
    return status == PAYSIG_OK;
}

static void check_headers(const json_t *expected, const char *headers, size_t length)
{
    const char *at = headers, *end = headers + length;
    size_t index;
    json_t *pair;
    json_array_foreach(expected, index, pair) {
        for (size_t half = 0; half < 2; half++) {
            const char *text = json_string_value(json_array_get(pair, half));
            CHECK(at < end && strcmp(at, text) == 0, "%s: header %zu is %s, not %s", case_id, index, at < end ? at : "missing", text);
            at += strlen(at) + 1;
        }
    }
    CHECK(at == end, "%s: more headers than expected", case_id);
}

/* One byte less than needed says how much is, and leaves the buffer alone. */
static void check_small_buffer(const paysig_signer *signer, request request, size_t needed)
{
    char *small = malloc(needed), *untouched = malloc(needed);
    size_t length = 0;
    memset(small, '#', needed);
    memset(untouched, '#', needed);
    int32_t status = paysig_signer_sign(signer, REQUEST(request), small, needed - 1, &length, MESSAGE);
    CHECK(status == PAYSIG_BUFFER_TOO_SMALL && length == needed, "%s: %s, %zu of %zu", case_id, paysig_status_name(status), length, needed);
    CHECK(memcmp(small, untouched, needed) == 0, "%s: the small buffer was written to", case_id);
    status = paysig_signer_sign(signer, REQUEST(request), small, needed, &length, MESSAGE);
    CHECK(status == PAYSIG_OK && length == needed, "%s: %s", case_id, paysig_status_name(status));
    free(small);
    free(untouched);
}

static void check_string_to_sign(const json_t *expected, const paysig_signer *signer, request request)
{
    paysig_text *text;
    size_t length;
    int32_t status = paysig_signer_string_to_sign(signer, REQUEST(request), &text, MESSAGE);
    CHECK(status == PAYSIG_OK, "%s: %s", case_id, message);
    const char *data = paysig_text_data(text, &length);
    json_t *shown = json_loadb(data, length, JSON_REJECT_DUPLICATES, NULL), *part;
    CHECK(shown != NULL && strlen(data) == length, "%s: not JSON", case_id);
    json_t *parts = json_object_get(shown, "parts");
    if (json_is_null(expected)) {
        CHECK(json_is_array(parts) && json_array_size(parts) == 0, "%s: something is signed", case_id);
    } else {
        bytes whole = read_bytes(expected);
        size_t index, at = 0;
        json_array_foreach(parts, index, part) {
            bytes piece = from_base64(json_object_get(part, "base64"));
            CHECK(piece.length == (size_t)json_integer_value(json_object_get(part, "length")), "%s: wrong length", case_id);
            CHECK(piece.length <= whole.length - at && memcmp(whole.data + at, piece.data, piece.length) == 0,
                  "%s: part %s differs", case_id, json_string_value(json_object_get(part, "name")));
            at += piece.length;
            free(piece.data);
        }
        CHECK(at == whole.length, "%s: the string to sign is too short", case_id);
        free(whole.data);
    }
    json_decref(shown);
    paysig_text_free(text);
}

static void run_sign(const json_t *test)
{
    const json_t *scheme = json_object_get(test, "scheme"), *expect = json_object_get(test, "expect");
    paysig_fields *credentials = credentials_of(test), *options = options_of(test);
    paysig_signer *signer = NULL;
    int32_t status = paysig_signer_new(json_string_value(scheme), json_string_length(scheme), credentials, options, &signer, MESSAGE);
    paysig_fields_free(credentials);
    paysig_fields_free(options);
    if (status != PAYSIG_OK) {
        CHECK(signer == NULL, "%s: a handle after a failure", case_id);
        as_expected(test, status);
        return;
    }
    request request = request_of(test);
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length = 0;
    status = paysig_signer_sign(signer, REQUEST(request), headers, sizeof headers, &length, MESSAGE);
    if (as_expected(test, status)) {
        check_headers(json_object_get(expect, "headers"), headers, length);
        check_small_buffer(signer, request, length);
        check_string_to_sign(json_object_get(expect, "string_to_sign"), signer, request);
    }
    free_request(request);
    paysig_signer_free(signer);
}

static bytes pack_headers(json_t *headers)
{
    bytes packed = room(0);
    size_t index;
    json_t *pair;
    json_array_foreach(headers, index, pair) {
        for (size_t half = 0; half < 2; half++) {
            bytes text = read_bytes(json_array_get(pair, half));
            CHECK(memchr(text.data, 0, text.length) == NULL, "%s: a NUL in a header", case_id);
            packed.data = realloc(packed.data, packed.length + text.length + 1);
            CHECK(packed.data != NULL, "no memory");
            memcpy(packed.data + packed.length, text.data, text.length + 1);
            packed.length += text.length + 1;
            free(text.data);
        }
    }
    return packed;
}

static void check_verified(const json_t *expect, const paysig_verified *verified)
{
    const json_t *timestamp = json_object_get(expect, "timestamp_ms"), *replay_key = json_object_get(expect, "replay_key");
    const char *label = json_string_value(json_object_get(expect, "label"));
    CHECK(strcmp(verified->label, label) == 0, "%s: label %s", case_id, verified->label);
    CHECK(verified->timestamp_ms == (json_is_null(timestamp) ? PAYSIG_NO_TIMESTAMP : json_integer_value(timestamp)),
          "%s: the timestamp differs", case_id);

    char covers[256] = "";
    size_t index;
    json_t *name;
    json_array_foreach(json_object_get(expect, "covers"), index, name)
        snprintf(covers + strlen(covers), sizeof covers - strlen(covers), "%s%s", index ? "," : "", json_string_value(name));
    CHECK(strcmp(verified->covers, covers) == 0, "%s: covers %s", case_id, verified->covers);

    CHECK(verified->has_replay_key == !json_is_null(replay_key), "%s: replay key or none", case_id);
    /* What is not authentic has no replay key, so this says as well that the body is given out only when it is. */
    CHECK(verified->has_replay_key == (strstr(covers, "body") != NULL), "%s: a replay key without a body, or the reverse", case_id);
    for (size_t i = 0; verified->has_replay_key && i < PAYSIG_REPLAY_KEY_LENGTH; i++) {
        char hex[3];
        snprintf(hex, sizeof hex, "%02x", verified->replay_key[i]);
        CHECK(strncmp(json_string_value(replay_key) + 2 * i, hex, 2) == 0, "%s: the replay key differs", case_id);
    }
}

static void run_verify(const json_t *test)
{
    const json_t *scheme = json_object_get(test, "scheme");
    paysig_fields *credentials = credentials_of(test), *options = options_of(test);
    paysig_verifier *verifier = NULL;
    int32_t status = paysig_verifier_new(json_string_value(scheme), json_string_length(scheme), credentials, options, &verifier, MESSAGE);
    paysig_fields_free(credentials);
    paysig_fields_free(options);
    if (status != PAYSIG_OK) {
        CHECK(verifier == NULL, "%s: a handle after a failure", case_id);
        as_expected(test, status);
        return;
    }
    request request = request_of(test);
    bytes headers = pack_headers(json_object_get(test, "headers"));
    paysig_verified verified, untouched;
    memset(&untouched, '#', sizeof untouched);
    verified = untouched;
    status = paysig_verifier_verify(verifier, headers.data, headers.length, REQUEST(request), PAYSIG_WITH_REPLAY_KEY, &verified, MESSAGE);
    if (as_expected(test, status)) {
        /* What was verified stands alone. */
        paysig_verified without = untouched;
        status = paysig_verifier_verify(verifier, headers.data, headers.length, REQUEST(request), 0, &without, MESSAGE);
        paysig_verifier_free(verifier);
        memset(request.body.data ? (void *)request.body.data : (void *)"", 0, request.body.length);
        verifier = NULL;
        check_verified(json_object_get(test, "expect"), &verified);
        CHECK(status == PAYSIG_OK && without.has_replay_key == 0, "%s: a replay key that nobody asked for", case_id);
    } else {
        CHECK(memcmp(&verified, &untouched, sizeof untouched) == 0, "%s: something was written after a failure", case_id);
    }
    free(headers.data);
    free_request(request);
    paysig_verifier_free(verifier);
}

/* Calls that give JSON: it is what is expected, but for members that only people read. */
static void check_json(const json_t *test, int32_t status, paysig_text *text, const char *ignored)
{
    const json_t *expect = json_object_get(test, "expect");
    size_t length;
    if (as_expected(test, status)) {
        const char *data = paysig_text_data(text, &length);
        json_t *given = json_loadb(data, length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
        CHECK(given != NULL, "%s: not JSON: %s", case_id, data);
        if (ignored != NULL && json_is_object(given)) {
            CHECK(json_string_length(json_object_get(given, ignored)) > 0, "%s: no %s", case_id, ignored);
            json_object_del(given, ignored);
        }
        CHECK(json_equal(given, expect), "%s: it is %s", case_id, data);
        json_decref(given);
    }
    paysig_text_free(text);
}

static void run_key(const json_t *test)
{
    const json_t *passphrase = json_object_get(test, "passphrase");
    bytes material = read_bytes(json_object_get(test, "key"));
    paysig_text *report = NULL;
    int32_t status = paysig_key_inspect(material.data, material.length, json_string_value(passphrase), json_string_length(passphrase),
                                        &report, MESSAGE);
    check_json(test, status, report, NULL);
    free(material.data);
}

static void run_gateway_error(const json_t *test)
{
    const json_t *gateway = json_object_get(test, "gateway");
    bytes body = read_bytes(json_object_get(test, "body"));
    paysig_text *error = NULL;
    int32_t status = paysig_gateway_error(json_string_value(gateway), json_string_length(gateway),
                                          (uint32_t)json_integer_value(json_object_get(test, "status")), body.data, body.length,
                                          &error, MESSAGE);
    check_json(test, status, error, "advice");
    free(body.data);
}

static void run_form(const json_t *test)
{
    const json_t *kind = json_object_get(test, "form");
    paysig_fields *credentials = credentials_of(test);
    paysig_signer *signer = NULL;
    paysig_text *fields = NULL;
    bytes payload = read_bytes(json_object_get(test, "payload")), iv = read_bytes(json_object_get(test, "iv"));
    int32_t status = paysig_signer_new(TEXT("solidgate/request"), credentials, NULL, &signer, MESSAGE);
    if (status == PAYSIG_OK)
        status = paysig_signer_form(signer, json_string_value(kind), json_string_length(kind), payload.data, payload.length, iv.data,
                                    iv.length, &fields, MESSAGE);
    check_json(test, status, fields, NULL);
    free(payload.data);
    free(iv.data);
    paysig_fields_free(credentials);
    paysig_signer_free(signer);
}

static bool holds(json_t *texts, const json_t *wanted)
{
    size_t index;
    json_t *text;
    json_array_foreach(texts, index, text)
        if (json_equal(text, wanted))
            return true;
    return false;
}

/* The causes that are expected, in any order, each as sure as expected; of the encoder that is named one must speak. */
static void check_explanation(const json_t *expect, const paysig_text *text)
{
    size_t length, index;
    const char *data = paysig_text_data(text, &length);
    json_t *given = json_loadb(data, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL), *finding;
    CHECK(given != NULL, "%s: not JSON: %s", case_id, data);
    json_t *findings = json_object_get(given, "findings"), *causes = json_object_get(expect, "causes");
    const json_t *label = json_object_get(expect, "label"), *encoder = json_object_get(expect, "encoder");
    CHECK(strcmp(json_string_value(json_object_get(given, "outcome")), "explained") == 0, "%s: %s", case_id, data);
    CHECK(json_array_size(findings) == json_array_size(causes), "%s: %s", case_id, data);
    bool named = encoder == NULL;
    json_array_foreach(findings, index, finding) {
        CHECK(holds(causes, json_object_get(finding, "cause")), "%s: %s", case_id, data);
        CHECK(json_equal(json_object_get(finding, "certainty"), json_object_get(expect, "certainty")), "%s: %s", case_id, data);
        CHECK(json_string_length(json_object_get(finding, "summary")) > 0 && json_string_length(json_object_get(finding, "fix")) > 0, "%s: no words", case_id);
        named = named || holds(json_object_get(finding, "encoders"), encoder) ||
                strstr(json_string_value(json_object_get(finding, "detail")), json_string_value(encoder)) != NULL;
    }
    CHECK(named, "%s: %s is not named: %s", case_id, json_string_value(encoder), data);
    CHECK(label == NULL || json_equal(json_object_get(given, "label"), label), "%s: %s", case_id, data);
    CHECK(json_string_length(json_object_get(given, "text")) > 0, "%s: no text", case_id);
    json_decref(given);
}

/* Refused, explained, and refused again. */
static void run_explain(const json_t *test)
{
    const json_t *scheme = json_object_get(test, "scheme");
    json_t *given = json_object_get(test, "others");
    paysig_fields *credentials = credentials_of(test), *options = options_of(test), *others = given ? sets_of(given) : NULL;
    paysig_verifier *verifier = NULL;
    paysig_verified verified;
    paysig_text *explanation = NULL, *capsule = NULL;
    int32_t status = paysig_verifier_new(json_string_value(scheme), json_string_length(scheme), credentials, options, &verifier, MESSAGE);
    CHECK(status == PAYSIG_OK, "%s: %s", case_id, message);
    request request = request_of(test);
    bytes headers = pack_headers(json_object_get(test, "headers"));
    status = paysig_verifier_explain(verifier, headers.data, headers.length, REQUEST(request), others, 0, &explanation, &capsule, MESSAGE);
    CHECK(status == PAYSIG_OK, "%s: %s: %s", case_id, paysig_status_name(status), message);
    check_explanation(json_object_get(test, "expect"), explanation);
    json_t *shown = json_loads(paysig_text_data(capsule, NULL), JSON_REJECT_DUPLICATES, NULL);
    CHECK(shown != NULL && json_is_object(json_object_get(shown, "explanation")), "%s: the capsule holds no explanation", case_id);
    status = paysig_verifier_verify(verifier, headers.data, headers.length, REQUEST(request), 0, &verified, MESSAGE);
    CHECK(status >= 300 && status < 400, "%s: %s, though it was explained", case_id, paysig_status_name(status));
    json_decref(shown);
    paysig_text_free(explanation);
    paysig_text_free(capsule);
    free(headers.data);
    free_request(request);
    paysig_fields_free(credentials);
    paysig_fields_free(options);
    paysig_fields_free(others);
    paysig_verifier_free(verifier);
}

static const struct {
    const char *name;
    void (*run)(const json_t *test);
} operations[] = {
    {"sign", run_sign}, {"verify", run_verify}, {"key", run_key}, {"gateway_error", run_gateway_error}, {"form", run_form},
    {"explain", run_explain},
};

static void run(const json_t *test)
{
    const json_t *given = json_object_get(test, "operation");
    const char *operation = given ? json_string_value(given) : "explain";
    case_id = json_string_value(json_object_get(test, "id"));
    message[0] = '\0';
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(operation, operations[i].name) == 0) {
            operations[i].run(test);
            return;
        }
    }
    CHECK(false, "%s: operation %s", case_id, operation);
}

int main(int count, char **arguments)
{
    CHECK(count == 2 || count == 3, "usage: vectors FOLDER [STEP]");
    folder = arguments[1];
    long long step = count == 3 ? strtoll(arguments[2], NULL, 10) : 1, read = 0;
    json_t *index = load("index.json"), *entry, *test;
    long long ran = 0, total = json_integer_value(json_object_get(index, "total"));
    size_t file, number;
    json_array_foreach(json_object_get(index, "files"), file, entry) {
        json_t *cases = load(json_string_value(json_object_get(entry, "file")));
        json_array_foreach(json_object_get(cases, "cases"), number, test) {
            if (read++ % step != 0)
                continue;
            run(test);
            ran++;
        }
        json_decref(cases);
    }
    CHECK(read == total && ran > 0, "%lld of %lld cases were read", read, total);
    printf("C: %lld of %lld cases of %s\n", ran, total, folder);
    json_decref(index);
    return 0;
}
