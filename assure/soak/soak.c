/*
 * soak TOP SECONDS THREADS [leak]: every case of the vectors and of the messages to explain, at random, from many threads for so long. Most
 * go through signers and verifiers that all threads share; one in sixteen is run whole, with handles of its own. Every answer is compared.
 *
 * It says when it is ready, and waits for a line. With `leak`, each thread keeps a little of every turn, as a library that leaks would: whoever watches the memory must see that.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <time.h>

/* What a case is made of, and how it is run whole, is known there. */
#define main run_vectors
#include "../../ffi/tests/vectors.c"
#undef main

#define BUDGET 65536

/* A case, with all that its call needs. What cannot be built has no handle, and is only run whole. */
typedef struct {
    const json_t *test;
    const char *expected;
    request request;
    bytes headers;
    paysig_signer *signer;
    paysig_verifier *verifier;
} prepared;

typedef struct {
    pthread_t thread;
    uint64_t random;
    unsigned long long shared, whole;
} worker;

static prepared *cases;
static size_t case_count;
/* What the cases are read from, and point into. */
static json_t **documents;
static size_t document_count;
static bool leaking;
static struct timespec end;

static void prepare(const json_t *test, prepared *to)
{
    const json_t *scheme = json_object_get(test, "scheme"), *error = json_object_get(json_object_get(test, "expect"), "error");
    to->test = test;
    to->expected = error ? json_string_value(error) : "ok";
    if (scheme == NULL)
        return;
    case_id = json_string_value(json_object_get(test, "id"));
    paysig_fields *credentials = credentials_of(test), *options = options_of(test);
    to->request = request_of(test);
    if (json_object_get(test, "headers") != NULL) {
        to->headers = pack_headers(json_object_get(test, "headers"));
        paysig_verifier_new(json_string_value(scheme), json_string_length(scheme), credentials, options, &to->verifier, NOTHING);
    } else {
        paysig_signer_new(json_string_value(scheme), json_string_length(scheme), credentials, options, &to->signer, NOTHING);
    }
    paysig_fields_free(credentials);
    paysig_fields_free(options);
}

static json_t *keep(json_t *document)
{
    documents = realloc(documents, (document_count + 1) * sizeof *documents);
    CHECK(documents != NULL, "no memory");
    return documents[document_count++] = document;
}

static void prepare_all(const json_t *files)
{
    json_t *entry, *test;
    size_t file, number;
    json_array_foreach(files, file, entry) {
        json_t *read = json_object_get(keep(load(json_string_value(json_object_get(entry, "file")))), "cases");
        cases = realloc(cases, (case_count + json_array_size(read)) * sizeof *cases);
        CHECK(cases != NULL, "no memory");
        memset(cases + case_count, 0, json_array_size(read) * sizeof *cases);
        json_array_foreach(read, number, test)
            prepare(test, &cases[case_count++]);
    }
}

/* So that a leak checker finds only what the library, or a thread, has lost. */
static void free_all(void)
{
    for (size_t i = 0; i < case_count; i++) {
        free_request(cases[i].request);
        free(cases[i].headers.data);
        paysig_signer_free(cases[i].signer);
        paysig_verifier_free(cases[i].verifier);
    }
    free(cases);
    for (size_t i = 0; i < document_count; i++)
        json_decref(documents[i]);
    free(documents);
}

static void sign(const prepared *each)
{
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    int32_t status = paysig_signer_sign(each->signer, REQUEST(each->request), headers, sizeof headers, &length, MESSAGE);
    if (as_expected(each->test, status))
        check_headers(json_object_get(json_object_get(each->test, "expect"), "headers"), headers, length);
}

static void verify(const prepared *each, bool explaining)
{
    paysig_verified verified;
    int32_t status = paysig_verifier_verify(each->verifier, each->headers.data, each->headers.length, REQUEST(each->request),
                                            PAYSIG_WITH_REPLAY_KEY, &verified, MESSAGE);
    if (json_object_get(each->test, "operation") == NULL)
        CHECK(status >= 300 && status < 400, "%s: %s", case_id, paysig_status_name(status));
    else if (as_expected(each->test, status))
        check_verified(json_object_get(each->test, "expect"), &verified);
    if (status < 300 || !explaining)
        return;
    paysig_text *explanation, *capsule;
    status = paysig_verifier_explain(each->verifier, each->headers.data, each->headers.length, REQUEST(each->request), NULL, BUDGET,
                                     &explanation, &capsule, MESSAGE);
    CHECK(status == PAYSIG_OK, "%s: %s: %s", case_id, paysig_status_name(status), message);
    paysig_text_free(explanation);
    paysig_text_free(capsule);
}

/* xorshift64: which case is next need not be unpredictable. */
static uint64_t next(worker *own)
{
    own->random ^= own->random << 13;
    own->random ^= own->random >> 7;
    own->random ^= own->random << 17;
    return own->random;
}

static bool goes_on(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec < end.tv_sec;
}

static void *work(void *argument)
{
    worker *own = argument;
    while (goes_on()) {
        const prepared *each = &cases[next(own) % case_count];
        uint64_t dice = next(own) >> 32;
        case_id = json_string_value(json_object_get(each->test, "id"));
        message[0] = '\0';
        if (dice % 16 == 0 || (each->signer == NULL && each->verifier == NULL)) {
            run(each->test);
            own->whole++;
        } else {
            if (each->signer != NULL)
                sign(each);
            else
                verify(each, dice % 64 == 1);
            own->shared++;
        }
        /* Written to, so that it is in memory. */
        if (leaking)
            *(volatile char *)malloc(2048) = 1;
    }
    return NULL;
}

int main(int count, char **arguments)
{
    CHECK(count == 4 || count == 5, "usage: soak TOP SECONDS THREADS [leak]");
    const char *top = arguments[1];
    long seconds = strtol(arguments[2], NULL, 10), threads = strtol(arguments[3], NULL, 10);
    CHECK(seconds > 0 && threads > 0, "seconds and threads are numbers above 0");
    leaking = count == 5;

    static char vectors[4096], mistakes[4096];
    snprintf(vectors, sizeof vectors, "%s/tests/vectors", top);
    snprintf(mistakes, sizeof mistakes, "%s/tests/explain", top);
    folder = mistakes;
    prepare_all(json_object_get(keep(load("index.json")), "files"));
    folder = vectors;
    const json_t *index = keep(load("index.json"));
    prepare_all(json_object_get(index, "files"));
    prepare_all(json_object_get(json_object_get(index, "more"), "files"));

    puts("ready");
    fflush(stdout);
    CHECK(getchar() != EOF, "nobody says go");
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    worker *workers = calloc((size_t)threads, sizeof *workers);
    CHECK(workers != NULL, "no memory");
    for (long i = 0; i < threads; i++) {
        workers[i].random = 0x9e3779b97f4a7c15u * (uint64_t)(i + 1);
        CHECK(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0, "no thread");
    }
    unsigned long long shared = 0, whole = 0;
    for (long i = 0; i < threads; i++) {
        CHECK(pthread_join(workers[i].thread, NULL) == 0, "no end of a thread");
        shared += workers[i].shared;
        whole += workers[i].whole;
    }
    free(workers);
    size_t handles = 0;
    for (size_t i = 0; i < case_count; i++)
        handles += cases[i].signer != NULL || cases[i].verifier != NULL;
    free_all();
    printf("%llu calls on %zu shared handles and %llu cases with handles of their own, by %ld threads\n", shared, handles, whole, threads);
    return 0;
}
