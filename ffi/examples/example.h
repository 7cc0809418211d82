/* What the examples share. C99, and nothing but the library. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <paysig.h>

/* Where the library says what was wrong. */
static char why[256];

/* A call that must succeed here. */
static inline void must(int32_t status)
{
    if (status != PAYSIG_OK) {
        fprintf(stderr, "%s: %s\n%s\n", paysig_status_name(status), why, paysig_status_message(status));
        exit(1);
    }
}

/* A credential or option. */
static inline void add(paysig_fields *fields, const char *name, const char *value)
{
    must(paysig_fields_add(fields, NULL, 0, name, strlen(name), value, strlen(value), why, sizeof why));
}

static inline paysig_signer *make_signer(const char *scheme, const paysig_fields *credentials)
{
    paysig_signer *signer;
    must(paysig_signer_new(scheme, strlen(scheme), credentials, NULL, &signer, why, sizeof why));
    return signer;
}

static inline paysig_verifier *make_verifier(const char *scheme, const paysig_fields *credentials)
{
    paysig_verifier *verifier;
    must(paysig_verifier_new(scheme, strlen(scheme), credentials, NULL, &verifier, why, sizeof why));
    return verifier;
}

/* Shows headers. They may be credentials: a program of your own does not print them. */
static inline void print_headers(const char *headers, size_t length)
{
    for (const char *name = headers; name < headers + length;) {
        const char *value = name + strlen(name) + 1;
        printf("%s: %s\n", name, value);
        name = value + strlen(value) + 1;
    }
}

#endif
