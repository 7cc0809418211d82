/*
 * What servers do: many threads with one signer and one verifier, children that go on with the handles of their parent, large bodies.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { THREADS = 8, ROUNDS = 400, CHILDREN = 4, LARGE = 16 << 20 };

static paysig_signer *signer;
static paysig_verifier *verifier;

static void make_handles(void)
{
    char message[256];
    paysig_fields *keys = paysig_fields_new();
    CHECK(paysig_fields_add(keys, NOTHING, TEXT("sign_key"), TEXT("c2VjcmV0"), MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(paysig_signer_new(TEXT("global-payment/webhook"), keys, NULL, &signer, MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(paysig_verifier_new(TEXT("global-payment/webhook"), keys, NULL, &verifier, MESSAGE) == PAYSIG_OK, "%s", message);
    paysig_fields_free(keys);
}

static void sign_and_verify(const char *body, size_t length, int64_t now)
{
    char message[256] = "", headers[PAYSIG_HEADERS_SIZE];
    size_t headers_length;
    paysig_verified verified;
    CHECK(paysig_signer_sign(signer, NOTHING, NOTHING, body, length, NULL, now, headers, sizeof headers, &headers_length, MESSAGE) == PAYSIG_OK,
          "%s", message);
    CHECK(paysig_verifier_verify(verifier, headers, headers_length, NOTHING, NOTHING, body, length, NULL, now, 0, &verified, MESSAGE) == PAYSIG_OK,
          "%s", message);
    CHECK(verified.timestamp_ms == now, "another timestamp");
    CHECK(strcmp(verified.covers, "timestamp,body") == 0, "%s", verified.covers);
    int32_t status = paysig_verifier_verify(verifier, headers, headers_length, NOTHING, NOTHING, body, length - 1, NULL, now, 0, &verified, MESSAGE);
    CHECK(status == PAYSIG_SIGNATURE_MISMATCH, "%s", paysig_status_name(status));
}

static void *work(void *argument)
{
    size_t number = (size_t)(uintptr_t)argument;
    char body[64];
    for (size_t round = 0; round < ROUNDS; round++) {
        int length = snprintf(body, sizeof body, "{\"thread\":%zu,\"round\":%zu}", number, round);
        sign_and_verify(body, (size_t)length, 1700000000000 + (int64_t)(number * ROUNDS + round));
    }
    return NULL;
}

static void run_threads(void *(*start)(void *))
{
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, start, (void *)(uintptr_t)i) == 0, "no thread");
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0, "no end of a thread");
}

/* A child goes on with the handles of its parent, and makes its own; both end well. */
static void fork_children(void)
{
    pid_t children[CHILDREN];
    for (size_t i = 0; i < CHILDREN; i++) {
        children[i] = fork();
        CHECK(children[i] >= 0, "no child");
        if (children[i] == 0) {
            work((void *)(uintptr_t)i);
            paysig_signer_free(signer);
            paysig_verifier_free(verifier);
            make_handles();
            run_threads(work);
            paysig_signer_free(signer);
            paysig_verifier_free(verifier);
            _exit(0);
        }
    }
    work((void *)(uintptr_t)CHILDREN);
    for (size_t i = 0; i < CHILDREN; i++) {
        int status = -1;
        CHECK(waitpid(children[i], &status, 0) == children[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0, "child %zu: %d", i, status);
    }
}

int main(void)
{
    make_handles();
    run_threads(work);
    fork_children();

    char *large = malloc(LARGE);
    CHECK(large != NULL, "no memory");
    memset(large, ' ', LARGE);
    sign_and_verify(large, LARGE, 1700000000000);
    free(large);

    paysig_signer_free(signer);
    paysig_verifier_free(verifier);
    printf("C: %d threads over one signer and one verifier, %d forks\n", THREADS, CHILDREN);
    return 0;
}
