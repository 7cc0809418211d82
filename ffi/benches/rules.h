/* The gateways' rules as a C programmer writes them with OpenSSL. */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/evp.h>

#define METHOD "POST"
#define URL "https://gateway.example/api/v1/charge?order=7&currency=EUR"

/* How the signature is written. */
typedef enum { HEX, BASE64, BASE64_OF_HEX } text_form;

typedef struct {
    const char *scheme;
    /* SHA256 or SHA512 of an HMAC; RSA; BASIC. */
    const char *algorithm;
    text_form text;
    /*
     * What is signed, a letter for each part: p the public credential, e the e-mail address, t the timestamp, m the method, a the path,
     * q the query, ? a question mark, b the body.
     */
    const char *parts;
    /* Names of headers; NULL where there is none. */
    const char *sender, *timestamp, *proof;
    /* How many of them a second has. */
    long long units;
    /* The names of the public credential, the e-mail address and the secret. */
    const char *public_name, *email_name, *secret_name;
    /* Whether a caller of paysig gives method and URL. */
    bool needs_url;
} rule;

extern const rule rules[];
extern const size_t rules_count;

extern const char public_value[], email_value[], secret_value[];

/* A header that is sent or that came. */
typedef struct {
    const char *name;
    char value[512];
} header;

/* What is needed again for each message; a snippet keeps nothing but the PEM. */
typedef struct {
    const rule *rule;
    const unsigned char *body;
    size_t body_length;
    const char *private_pem, *public_pem;
    /* Kept by hand. */
    EVP_MAC_CTX *keyed;
    EVP_PKEY *private_key, *public_key;
    char basic[256];
    /* What came, to verify. */
    header received[16];
    size_t received_count;
    /* What was sent last. */
    header sent[3];
    size_t sent_count;
} work;

void work_prepare(work *work);
void work_free(work *work);

/* Each is one call of a way; a `work` is given. */
void snippet_sign(void *context);
void snippet_verify(void *context);
void by_hand_sign(void *context);
void by_hand_verify(void *context);

#endif
