/*
 * Holds secrets in every way that the C library can, and drops them: for leftovers_of, which looks through this process's memory. Argument:
 * the folder of the keys.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <unistd.h>

#include "check.h"

#define SECRET 48
#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct {
    size_t length;
    char data[4096];
} buffer;

/* The only copies that are this program's own; they are wiped before anybody looks. */
static struct {
    char secret[SECRET];
    buffer pem, der;
} own;
static buffer public_key;
static const char *folder;
static char message[512];

static void say(const char *line) { CHECK(write(STDOUT_FILENO, line, strlen(line)) == (ssize_t)strlen(line), "cannot write"); }

/* Whether there was more; no library keeps a copy of what is read like this. */
static bool read_all(int file, char *data, size_t length)
{
    size_t got = 0;
    while (got < length) {
        ssize_t more = read(file, data + got, length - got);
        CHECK(more >= 0, "cannot read");
        if (more == 0)
            return false;
        got += (size_t)more;
    }
    return true;
}

static void wait_for_a_look(const char *line)
{
    char byte;
    say(line);
    CHECK(read_all(STDIN_FILENO, &byte, 1), "nobody looks any more");
}

static void in_use(void) { wait_for_a_look("in use\n"); }

static void read_key(const char *name, buffer *to)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY);
    CHECK(file >= 0, "cannot open %s", path);
    ssize_t length = read(file, to->data, sizeof to->data);
    CHECK(length > 0 && (size_t)length < sizeof to->data, "cannot read %s", path);
    to->length = (size_t)length;
    close(file);
}

static void add(paysig_fields *fields, const char *name, const char *value, size_t length)
{
    CHECK(paysig_fields_add(fields, NOTHING, name, strlen(name), value, length, MESSAGE) == PAYSIG_OK, "%s", message);
}

/* A scheme, the name of its public field or NULL, and that of its secret. */
static const char *const schemes[][3] = {
    {"solidgate/request", "public_key", "secret_key"},
    {"aeterna/request", "public_token", "secret_token"},
    {"smart2pay/request", "site_id", "api_key"},
    {"global-payment/request", NULL, "sign_key"},
};

static paysig_fields *fields_of(size_t scheme)
{
    paysig_fields *fields = paysig_fields_new();
    if (schemes[scheme][1] != NULL)
        add(fields, schemes[scheme][1], TEXT("merchant-7"));
    if (strcmp(schemes[scheme][0], "aeterna/request") == 0)
        add(fields, "email", TEXT("shop@example.com"));
    add(fields, schemes[scheme][2], own.secret, SECRET);
    return fields;
}

static paysig_signer *signer_of(const char *scheme, paysig_fields *fields)
{
    paysig_signer *signer;
    CHECK(paysig_signer_new(scheme, strlen(scheme), fields, NULL, &signer, MESSAGE) == PAYSIG_OK, "%s: %s", scheme, message);
    paysig_fields_free(fields);
    return signer;
}

static paysig_verifier *verifier_of(const char *scheme, paysig_fields *fields)
{
    paysig_verifier *verifier;
    CHECK(paysig_verifier_new(scheme, strlen(scheme), fields, NULL, &verifier, MESSAGE) == PAYSIG_OK, "%s: %s", scheme, message);
    paysig_fields_free(fields);
    return verifier;
}

#define SENT TEXT("POST"), TEXT("https://gateway.example/v1/pay?id=7"), TEXT("{\"amount\":100}"), NULL, PAYSIG_NOW

static void sign_and_verify(paysig_signer *signer, paysig_verifier *verifier)
{
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_verified verified;
    CHECK(paysig_signer_sign(signer, SENT, headers, sizeof headers, &length, MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(paysig_verifier_verify(verifier, headers, length, SENT, PAYSIG_WITH_REPLAY_KEY, &verified, MESSAGE) == PAYSIG_OK, "%s", message);
}

static paysig_signer *signers[COUNT(schemes)];
static paysig_verifier *verifiers[COUNT(schemes)];

static void make_and_use_hmac(void)
{
    for (size_t i = 0; i < COUNT(schemes); i++) {
        paysig_text *string;
        signers[i] = signer_of(schemes[i][0], fields_of(i));
        verifiers[i] = verifier_of(schemes[i][0], fields_of(i));
        sign_and_verify(signers[i], verifiers[i]);
        CHECK(paysig_signer_string_to_sign(signers[i], SENT, &string, MESSAGE) == PAYSIG_OK, "%s", message);
        paysig_text_free(string);
    }
}

static void free_hmac(void)
{
    for (size_t i = 0; i < COUNT(schemes); i++) {
        paysig_signer_free(signers[i]);
        paysig_verifier_free(verifiers[i]);
    }
}

static void use_hmac(void)
{
    make_and_use_hmac();
    in_use();
    free_hmac();
}

static sem_t begin, done;

static void *work(void *unused)
{
    for (;;) {
        sem_wait(&begin);
        make_and_use_hmac();
        sem_post(&done);
    }
    return unused;
}

/* As pools of threads do, and garbage collectors: what is on the worker's stack stays there. */
static void use_hmac_elsewhere(void)
{
    static pthread_t worker;
    static bool works;
    if (!works) {
        CHECK(sem_init(&begin, 0, 0) == 0 && sem_init(&done, 0, 0) == 0, "no semaphores");
        CHECK(pthread_create(&worker, NULL, work, NULL) == 0, "no thread");
        works = true;
    }
    sem_post(&begin);
    sem_wait(&done);
    in_use();
    free_hmac();
}

static void use_explain(void)
{
    for (size_t i = 0; i < COUNT(schemes); i++) {
        char headers[PAYSIG_HEADERS_SIZE];
        size_t length;
        paysig_text *explanation, *capsule;
        paysig_signer *signer = signer_of(schemes[i][0], fields_of(i));
        paysig_verifier *verifier = verifier_of(schemes[i][0], fields_of(i));
        paysig_fields *others = fields_of(i);
        CHECK(paysig_signer_sign(signer, SENT, headers, sizeof headers, &length, MESSAGE) == PAYSIG_OK, "%s", message);
        CHECK(paysig_verifier_explain(verifier, headers, length, TEXT("POST"), TEXT("https://gateway.example/v1/pay?id=7"),
                                      TEXT("{\"amount\":101}"), NULL, PAYSIG_NOW, others, 1 << 20, &explanation, &capsule, MESSAGE) == PAYSIG_OK,
              "%s", message);
        paysig_text_free(explanation);
        paysig_text_free(capsule);
        paysig_fields_free(others);
        paysig_signer_free(signer);
        paysig_verifier_free(verifier);
    }
    in_use();
}

static void use_form(void)
{
    paysig_signer *signer = signer_of(schemes[0][0], fields_of(0));
    paysig_text *fields;
    CHECK(paysig_signer_form(signer, TEXT("data"), TEXT("{}"), NOTHING, &fields, MESSAGE) == PAYSIG_OK, "%s", message);
    paysig_text_free(fields);
    in_use();
    paysig_signer_free(signer);
}

static void use_rsa(void)
{
    const buffer *const materials[] = {&own.pem, &own.der};
    paysig_signer *of_keys[COUNT(materials)];
    for (size_t i = 0; i < COUNT(materials); i++) {
        paysig_fields *fields = paysig_fields_new(), *public = paysig_fields_new();
        add(fields, "project", TEXT("p"));
        add(fields, "private_key", materials[i]->data, materials[i]->length);
        of_keys[i] = signer_of("smart-glocal/request", fields);
        add(public, "public_key", public_key.data, public_key.length);
        paysig_verifier *verifier = verifier_of("smart-glocal/webhook", public);
        sign_and_verify(of_keys[i], verifier);
        paysig_verifier_free(verifier);
    }
    in_use();
    for (size_t i = 0; i < COUNT(materials); i++)
        paysig_signer_free(of_keys[i]);
}

static void use_keys(void)
{
    paysig_key *key, *opened;
    paysig_text *written, *report;
    CHECK(paysig_key_read(PAYSIG_KEY_PRIVATE, own.der.data, own.der.length, NOTHING, &key, MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(paysig_key_inspect(own.pem.data, own.pem.length, NOTHING, &report, MESSAGE) == PAYSIG_OK, "%s", message);
    paysig_text_free(report);
    for (uint32_t encoding = PAYSIG_KEY_PEM; encoding <= PAYSIG_KEY_DER; encoding++) {
        CHECK(paysig_key_write(key, PAYSIG_KEY_PRIVATE, encoding, NOTHING, &written, MESSAGE) == PAYSIG_OK, "%s", message);
        paysig_text_free(written);
    }
    CHECK(paysig_key_write(key, PAYSIG_KEY_PRIVATE, PAYSIG_KEY_PEM, own.secret, SECRET, &written, MESSAGE) == PAYSIG_OK, "%s", message);
    size_t length;
    const char *encrypted = paysig_text_data(written, &length);
    CHECK(paysig_key_read(PAYSIG_KEY_PRIVATE, encrypted, length, own.secret, SECRET, &opened, MESSAGE) == PAYSIG_OK, "%s", message);
    paysig_text_free(written);
    in_use();
    paysig_key_free(opened);
    paysig_key_free(key);
}

static const struct {
    const char *name;
    void (*use)(void);
} uses[] = {
    {"HMAC and Basic: sign, verify\n", use_hmac},
    {"HMAC: used on a thread that lives on, dropped by another\n", use_hmac_elsewhere},
    {"explain\n", use_explain},
    {"the payment form\n", use_form},
    {"RSA: read, sign, verify\n", use_rsa},
    {"RSA: read, write, encrypt, decrypt\n", use_keys},
};

int main(int count, char **arguments)
{
    CHECK(count == 2, "usage: secrets FOLDER");
    folder = arguments[1];
    for (size_t i = 0; i < COUNT(uses); i++)
        say(uses[i].name);
    say("\n");
    for (size_t i = 0; read_all(STDIN_FILENO, own.secret, SECRET); i++) {
        read_key("private.pem", &own.pem);
        read_key("private.der", &own.der);
        read_key("public.der", &public_key);
        uses[i % COUNT(uses)].use();
        explicit_bzero(&own, sizeof own);
        wait_for_a_look("dropped\n");
    }
    return 0;
}
