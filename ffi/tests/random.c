/*
 * A system that has no random bytes: what needs some fails with PAYSIG_RANDOM_UNAVAILABLE and gives nothing; no weak key gets out. Each way to
 * fail has a child of its own, which a filter on its system calls keeps from the bytes. The argument is a private RSA key of a size
 * that every processor signs with blinding. For Linux on the processors named below.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#if defined __x86_64__
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define PROCESSOR AUDIT_ARCH_AARCH64
#else
#error "name this processor here"
#endif

enum { BITS = 2048, KEYS = 2 };

/* What the filter makes of getrandom(2), and whether files can still be opened, as for /dev/urandom. */
struct failure {
    const char *name;
    int error;
    int files;
    int32_t expected;
};

static const struct failure FAILURES[] = {
    {"an error", EIO, 1, PAYSIG_RANDOM_UNAVAILABLE},
    {"no bytes, and no error", 0, 1, PAYSIG_RANDOM_UNAVAILABLE},
    {"no such call, nor a file to read", ENOSYS, 0, PAYSIG_RANDOM_UNAVAILABLE},
    {"forbidden, and no file to read", EPERM, 0, PAYSIG_RANDOM_UNAVAILABLE},
    /* An old kernel: the bytes come from /dev/urandom. It shows that the filter, and not the test, makes the others fail. */
    {"no such call, but a file to read", ENOSYS, 1, PAYSIG_OK},
};

static paysig_signer *form, *signer;
static paysig_key *key;
static paysig_fields *automatic;

static paysig_signer *signer_of(const char *scheme, const char *name, const char *secret_name, const char *secret, size_t secret_length)
{
    char message[256];
    paysig_signer *made;
    paysig_fields *fields = paysig_fields_new();
    CHECK(paysig_fields_add(fields, NOTHING, name, strlen(name), TEXT("merchant-7"), MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(paysig_fields_add(fields, NOTHING, secret_name, strlen(secret_name), secret, secret_length, MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(paysig_signer_new(scheme, strlen(scheme), fields, NULL, &made, MESSAGE) == PAYSIG_OK, "%s", message);
    paysig_fields_free(fields);
    return made;
}

/* While there are random bytes; none is taken, as the library remembers where it found some. */
static void make_handles(const char *path)
{
    char message[256], pem[8192];
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL, "%s", path);
    size_t length = fread(pem, 1, sizeof pem, file);
    CHECK(fclose(file) == 0 && length > 0 && length < sizeof pem, "%s", path);
    form = signer_of("solidgate/request", "public_key", "secret_key", TEXT("0123456789abcdef0123456789abcdef"));
    signer = signer_of("smart-glocal/request", "project", "private_key", pem, length);
    CHECK(paysig_key_read(PAYSIG_KEY_PRIVATE, pem, length, NOTHING, &key, MESSAGE) == PAYSIG_OK, "%s", message);
    automatic = paysig_fields_new();
    CHECK(paysig_fields_add(automatic, NOTHING, TEXT("idempotency_key"), TEXT("auto"), MESSAGE) == PAYSIG_OK, "%s", message);
}

static void take_random_bytes_away(const struct failure *failure)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getrandom, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)failure->error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = sizeof code / sizeof code[0], .filter = code};
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "%s", strerror(errno));
    CHECK(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0, "%s", strerror(errno));
    if (!failure->files) {
        struct rlimit none = {0, 0};
        CHECK(setrlimit(RLIMIT_NOFILE, &none) == 0, "%s", strerror(errno));
    }
}

static int calls;

static void expect(const struct failure *failure, const char *what, int32_t status, int is_given, const char *message)
{
    CHECK(status == failure->expected, "%s, %s: %s: %s", failure->name, what, paysig_status_name(status), message);
    CHECK(is_given == (status == PAYSIG_OK), "%s, %s: a result beside an error, or neither", failure->name, what);
    calls++;
}

static void sign(const struct failure *failure, const char *what, const paysig_fields *options)
{
    char message[256] = "", headers[PAYSIG_HEADERS_SIZE] = "";
    size_t length = 0;
    int32_t status = paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), options, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE);
    expect(failure, what, status, headers[0] != '\0', message);
}

/* Everything that takes random bytes. */
static void use(const struct failure *failure)
{
    char message[256] = "";
    paysig_key *keys[KEYS] = {NULL, NULL};
    paysig_text *public_halves[KEYS], *written = NULL;
    for (size_t i = 0; i < KEYS; i++) {
        int32_t status = paysig_key_generate(BITS, &keys[i], MESSAGE);
        expect(failure, "paysig_key_generate", status, keys[i] != NULL, message);
    }
    int32_t status = paysig_key_write(key, PAYSIG_KEY_PRIVATE, PAYSIG_KEY_PEM, TEXT("passphrase"), &written, MESSAGE);
    expect(failure, "paysig_key_write", status, written != NULL, message);
    paysig_text_free(written);
    written = NULL;
    status = paysig_signer_form(form, TEXT("data"), TEXT("{}"), NOTHING, &written, MESSAGE);
    expect(failure, "paysig_signer_form", status, written != NULL, message);
    paysig_text_free(written);
    sign(failure, "blinding", NULL);
    sign(failure, "an idempotency key", automatic);

    /* What takes none goes on. */
    status = paysig_key_write(key, PAYSIG_KEY_PRIVATE, PAYSIG_KEY_DER, NOTHING, &written, MESSAGE);
    CHECK(status == PAYSIG_OK, "%s", message);
    paysig_text_free(written);

    if (failure->expected != PAYSIG_OK)
        return;
    for (size_t i = 0; i < KEYS; i++)
        CHECK(paysig_key_write(keys[i], PAYSIG_KEY_PUBLIC, PAYSIG_KEY_PEM, NOTHING, &public_halves[i], MESSAGE) == PAYSIG_OK, "%s", message);
    CHECK(strcmp(paysig_text_data(public_halves[0], NULL), paysig_text_data(public_halves[1], NULL)) != 0, "the same key twice");
    for (size_t i = 0; i < KEYS; i++) {
        paysig_text_free(public_halves[i]);
        paysig_key_free(keys[i]);
    }
}

static void run_child(const struct failure *failure)
{
    pid_t child = fork();
    CHECK(child >= 0, "no child");
    if (child == 0) {
        calls = 0;
        take_random_bytes_away(failure);
        use(failure);
        _exit(calls);
    }
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status), "%s: %d", failure->name, status);
    CHECK(WEXITSTATUS(status) > 1, "%s", failure->name);
    calls += WEXITSTATUS(status);
}

int main(int count, char **arguments)
{
    CHECK(count == 2, "usage: random PRIVATE_KEY");
    make_handles(arguments[1]);
    size_t failures = sizeof FAILURES / sizeof FAILURES[0];
    for (size_t i = 0; i < failures; i++)
        run_child(&FAILURES[i]);
    paysig_signer_free(form);
    paysig_signer_free(signer);
    paysig_key_free(key);
    paysig_fields_free(automatic);
    printf("C: no random bytes in %zu ways, and in one after all: %d calls\n", failures - 1, calls);
    return 0;
}
