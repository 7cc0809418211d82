/*
 * beside LIBRARY PRIVATE_PEM PUBLIC_PEM: signing and verifying in C beside OpenSSL, as it is documented and as well as it can be used.
 * LIBRARY is only measured by its size.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <paysig.h>

#include "rounds.h"
#include "rules.h"

enum { MEBIBYTE = 1 << 20, SIZES = 8, THREAD_ROUNDS = 15 };

static char why[256];

static void must(int32_t status)
{
    CHECK(status == PAYSIG_OK, "%s: %s", paysig_status_name(status), why);
}

/* What a client sends, and a proxy adds. */
static const header usual[] = {
    {"Host", "shop.example"},         {"User-Agent", "gateway/1.0"},  {"Accept", "*/*"},
    {"Accept-Encoding", "gzip"},      {"Content-Length", "256"},      {"Content-Type", "application/json"},
    {"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "https"},
};
enum { USUAL = sizeof usual / sizeof *usual };

/* A signer and a verifier of the same work. */
typedef struct {
    work *work;
    paysig_signer *signer;
    paysig_verifier *verifier;
} ours;

static void add(paysig_fields *fields, const char *name, const char *value)
{
    if (name != NULL) must(paysig_fields_add(fields, NULL, 0, name, strlen(name), value, strlen(value), why, sizeof why));
}

static void make(ours *ours)
{
    const rule *rule = ours->work->rule;
    paysig_fields *fields = paysig_fields_new();
    add(fields, rule->public_name, public_value);
    add(fields, rule->email_name, email_value);
    add(fields, rule->secret_name, secret_value);
    if (rule->secret_name == NULL) {
        add(fields, "private_key", ours->work->private_pem);
        add(fields, "public_key", ours->work->public_pem);
    }
    size_t length = strlen(rule->scheme);
    must(paysig_signer_new(rule->scheme, length, fields, NULL, &ours->signer, why, sizeof why));
    must(paysig_verifier_new(rule->scheme, length, fields, NULL, &ours->verifier, why, sizeof why));
    paysig_fields_free(fields);
}

static size_t sign(const ours *ours, char headers[PAYSIG_HEADERS_SIZE])
{
    const work *work = ours->work;
    const char *method = work->rule->needs_url ? METHOD : NULL, *url = work->rule->needs_url ? URL : NULL;
    size_t length, method_length = method == NULL ? 0 : strlen(method), url_length = url == NULL ? 0 : strlen(url);
    must(paysig_signer_sign(ours->signer, method, method_length, url, url_length, work->body, work->body_length, NULL, PAYSIG_NOW, headers,
                            PAYSIG_HEADERS_SIZE, &length, why, sizeof why));
    return length;
}

static void paysig_sign(void *context)
{
    char headers[PAYSIG_HEADERS_SIZE];
    CHECK(sign(context, headers) > 0, "no headers");
}

/* The headers as they came are put into the form that the library takes, as every caller must. */
static void verify(const ours *ours, uint32_t flags)
{
    const work *work = ours->work;
    char packed[PAYSIG_HEADERS_SIZE], *end = packed;
    for (size_t index = 0; index < work->received_count; index++) {
        const char *texts[] = {work->received[index].name, work->received[index].value};
        for (size_t half = 0; half < 2; half++) {
            size_t length = strlen(texts[half]) + 1;
            CHECK(length <= (size_t)(packed + sizeof packed - end), "too many headers");
            memcpy(end, texts[half], length);
            end += length;
        }
    }
    const char *method = work->rule->needs_url ? METHOD : NULL, *url = work->rule->needs_url ? URL : NULL;
    size_t method_length = method == NULL ? 0 : strlen(method), url_length = url == NULL ? 0 : strlen(url);
    paysig_verified verified;
    must(paysig_verifier_verify(ours->verifier, packed, (size_t)(end - packed), method, method_length, url, url_length, work->body,
                                work->body_length, NULL, PAYSIG_NOW, flags, &verified, why, sizeof why));
}

static void paysig_verify(void *context)
{
    verify(context, 0);
}

static void paysig_verify_with_replay_key(void *context)
{
    verify(context, PAYSIG_WITH_REPLAY_KEY);
}

/* The usual headers, and the signature's among them. */
static void receive(const ours *ours)
{
    char headers[PAYSIG_HEADERS_SIZE];
    work *work = ours->work;
    memcpy(work->received, usual, sizeof usual);
    work->received_count = USUAL;
    const char *end = headers + sign(ours, headers);
    /* The names stay in the work, as those of a server would. */
    static char names[8][64];
    size_t count = 0;
    for (const char *name = headers; name < end; count++) {
        const char *value = name + strlen(name) + 1;
        header *next = &work->received[work->received_count++];
        CHECK(count < 8 && strlen(name) < sizeof names[0] && strlen(value) < sizeof next->value, "%s is too long", name);
        next->name = strcpy(names[count], name);
        strcpy(next->value, value);
        name = value + strlen(value) + 1;
    }
}

static void compare(const rule *rule, const char *private_pem, const char *public_pem, const unsigned char *body, size_t length)
{
    work work = {.rule = rule, .body = body, .body_length = length, .private_pem = private_pem, .public_pem = public_pem};
    work_prepare(&work);
    ours ours = {.work = &work};
    make(&ours);
    const way sign[] = {{"snippet", snippet_sign, &work}, {"by hand", by_hand_sign, &work}, {"paysig", paysig_sign, &ours}};
    measure(&(subject){rule->scheme, "sign", length}, sign, 3);
    receive(&ours);
    const way verify[] = {{"snippet", snippet_verify, &work},
                          {"by hand", by_hand_verify, &work},
                          {"paysig", paysig_verify, &ours},
                          {"paysig, with replay key", paysig_verify_with_replay_key, &ours}};
    measure(&(subject){rule->scheme, "verify", length}, verify, 4);
    paysig_signer_free(ours.signer);
    paysig_verifier_free(ours.verifier);
    work_free(&work);
}

/* How often all threads together sign in a tenth of a second. */
typedef struct {
    const ours *ours;
    atomic_bool running;
    atomic_ulong calls;
} crowd;

static void *work_on(void *context)
{
    crowd *crowd = context;
    unsigned long done = 0;
    for (; atomic_load_explicit(&crowd->running, memory_order_relaxed); done++) paysig_sign((void *)(uintptr_t)crowd->ours);
    atomic_fetch_add(&crowd->calls, done);
    return NULL;
}

static double per_second(const ours *ours, unsigned threads)
{
    crowd crowd = {.ours = ours, .running = true};
    pthread_t all[2];
    struct timespec start, end, turn = {0, 100000000};
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (unsigned index = 0; index < threads; index++) CHECK(pthread_create(&all[index], NULL, work_on, &crowd) == 0, "no thread");
    nanosleep(&turn, NULL);
    atomic_store(&crowd.running, false);
    for (unsigned index = 0; index < threads; index++) pthread_join(all[index], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    return (double)atomic_load(&crowd.calls) / seconds;
}

static void measure_threads(const unsigned char *body, size_t length)
{
    work work = {.rule = &rules[0], .body = body, .body_length = length};
    ours ours = {.work = &work};
    make(&ours);
    double one[THREAD_ROUNDS], two[THREAD_ROUNDS];
    for (size_t round = 0; round < THREAD_ROUNDS; round++) {
        one[round] = per_second(&ours, 1);
        two[round] = per_second(&ours, 2);
    }
    write_threads(&(subject){rules[0].scheme, "sign", length}, 2, quartile(one, THREAD_ROUNDS, 2), quartile(two, THREAD_ROUNDS, 2));
    paysig_signer_free(ours.signer);
    paysig_verifier_free(ours.verifier);
}

static long peak(void)
{
    char line[256];
    long kibibytes = -1;
    FILE *status = fopen("/proc/self/status", "r");
    CHECK(status != NULL, "no /proc");
    while (fgets(line, sizeof line, status) != NULL) sscanf(line, "VmHWM: %ld", &kibibytes);
    fclose(status);
    CHECK(kibibytes > 0, "no VmHWM");
    return kibibytes * 1024;
}

static void measure_memory(void)
{
    size_t length = 64 * (size_t)MEBIBYTE;
    unsigned char *body = malloc(length);
    CHECK(body != NULL, "no memory");
    memset(body, 'x', length);
    work work = {.rule = &rules[0], .body = body, .body_length = length};
    ours ours = {.work = &work};
    make(&ours);
    /* The peak begins anew at what is there now. */
    FILE *references = fopen("/proc/self/clear_refs", "w");
    CHECK(references != NULL && fputs("5", references) >= 0 && fclose(references) == 0, "the peak cannot be reset");
    long before = peak();
    paysig_sign(&ours);
    write_memory("sign a body of 64 MiB", peak() - before);
    paysig_signer_free(ours.signer);
    paysig_verifier_free(ours.verifier);
    free(body);
}

static char *read_file(const char *path)
{
    char *text = calloc(1, 8192);
    FILE *file = fopen(path, "r");
    CHECK(file != NULL && text != NULL && fread(text, 1, 8191, file) > 0, "%s cannot be read", path);
    fclose(file);
    return text;
}

int main(int count, char **arguments)
{
    CHECK(count == 4, "arguments: LIBRARY PRIVATE_PEM PUBLIC_PEM");
    struct stat library;
    CHECK(stat(arguments[1], &library) == 0, "%s is not there", arguments[1]);
    write_size("libpaysig.so, stripped", (long)library.st_size);
    char *private_pem = read_file(arguments[2]), *public_pem = read_file(arguments[3]);
    static unsigned char body[MEBIBYTE];
    memset(body, 'x', sizeof body);

    measure_memory();
    measure_threads(body, 256);
    measure_threads(body, 65536);
    /* The first over all sizes, which is what the plots show. */
    static const size_t sizes[SIZES] = {256, 4096, 0, 64, 1024, 16384, 65536, MEBIBYTE};
    for (size_t index = 0; index < rules_count; index++)
        for (size_t size = 0; size < (index == 0 ? SIZES : 2); size++) compare(&rules[index], private_pem, public_pem, body, sizes[size]);
    free(private_pem);
    free(public_pem);
    return 0;
}
