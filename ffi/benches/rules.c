#define _POSIX_C_SOURCE 200809L
#include "rules.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include "rounds.h"

static const char path[] = "/api/v1/charge", query[] = "order=7&currency=EUR";
const char public_value[] = "merchant_7b197ff4_a0f8_4f31_9d5c_0a4d0b8f";
const char secret_value[] = "secret_b2a8ea1e_6d0e_4a3c_8c9d_0f7c1d1c2a";
const char email_value[] = "payments@shop.example";
/* By how many milliseconds a timestamp may differ from the clock. */
static const long long tolerance = 120000;

const rule rules[] = {
    {"solidgate/request", "SHA512", BASE64_OF_HEX, "pbp", "Merchant", NULL, "Signature", 0, "public_key", NULL, "secret_key", false},
    {"solidgate/webhook", "SHA512", BASE64_OF_HEX, "pbp", "Merchant", NULL, "Signature", 0, "public_key", NULL, "secret_key", false},
    {"solidgate-v2/webhook", "SHA256", BASE64, "b", NULL, NULL, "signature", 0, NULL, NULL, "endpoint_secret", false},
    {"global-payment/request", "SHA512", BASE64, "mtaqb", NULL, "TIMESTAMP", "SIGNATURE", 1000, NULL, NULL, "sign_key", true},
    {"global-payment/response", "SHA512", BASE64, "mtaqb", NULL, "D-TIMESTAMP", "D-SIGNATURE", 1000, NULL, NULL, "sign_key", true},
    {"global-payment/webhook", "SHA512", BASE64, "tb", NULL, "TIMESTAMP", "SIGNATURE", 1000, NULL, NULL, "sign_key", false},
    {"aeterna/request", "SHA256", HEX, "te", "X-App-Token", "X-App-Access-Ts", "X-App-Access-Sig", 1, "public_token", "email",
     "secret_token", true},
    {"aeterna/webhook", "SHA256", HEX, "b", NULL, NULL, "X-Signature", 0, NULL, NULL, "secret_token", false},
    {"sumsub/request", "SHA256", HEX, "tma?qb", "X-App-Token", "X-App-Access-Ts", "X-App-Access-Sig", 1, "app_token", NULL, "secret_key",
     true},
    {"smart-glocal/request", "RSA", BASE64, "b", "X-PARTNER-PROJECT", NULL, "X-PARTNER-SIGN", 0, "project", NULL, NULL, false},
    {"smart-glocal/webhook", "RSA", BASE64, "b", NULL, NULL, "X-PARTNER-SIGN", 0, NULL, NULL, NULL, false},
    {"smart2pay/request", "BASIC", BASE64, "", NULL, NULL, "Authorization", 0, "site_id", NULL, "api_key", true},
    {"smart2pay/notification", "BASIC", BASE64, "", NULL, NULL, "Authorization", 0, "site_id", NULL, "api_key", true},
};
const size_t rules_count = sizeof rules / sizeof *rules;

typedef struct {
    const void *data;
    size_t length;
} piece;

static size_t pieces_of(const work *work, const char *timestamp, piece pieces[8])
{
    size_t count = 0;
    for (const char *part = work->rule->parts; *part != '\0'; part++) {
        const char *text = *part == 'p'   ? public_value
                           : *part == 'e' ? email_value
                           : *part == 't' ? timestamp
                           : *part == 'm' ? METHOD
                           : *part == 'a' ? path
                           : *part == 'q' ? query
                                          : "?";
        pieces[count++] = *part == 'b' ? (piece){work->body, work->body_length} : (piece){text, strlen(text)};
    }
    return count;
}

/* In one piece, as it is documented. */
static unsigned char *joined(const work *work, const char *timestamp, size_t *length)
{
    piece pieces[8];
    size_t count = pieces_of(work, timestamp, pieces);
    *length = 0;
    for (size_t index = 0; index < count; index++) *length += pieces[index].length;
    unsigned char *data = malloc(*length + 1), *end = data;
    CHECK(data != NULL, "no memory");
    for (size_t index = 0; index < count; index++) {
        memcpy(end, pieces[index].data, pieces[index].length);
        end += pieces[index].length;
    }
    return data;
}

static void write_text(text_form form, const unsigned char *bytes, size_t length, char *text)
{
    char hex[129];
    if (form != BASE64) {
        char *digits = form == HEX ? text : hex;
        for (size_t index = 0; index < length; index++) snprintf(digits + 2 * index, 3, "%02x", bytes[index]);
        if (form == HEX) return;
        bytes = (unsigned char *)hex;
        length *= 2;
    }
    EVP_EncodeBlock((unsigned char *)text, bytes, (int)length);
}

static const EVP_MD *hash_of(const rule *rule)
{
    return strcmp(rule->algorithm, "SHA256") == 0 ? EVP_sha256() : EVP_sha512();
}

static void rsa_sign(EVP_PKEY *key, const work *work, char *text)
{
    unsigned char signature[512];
    size_t length = sizeof signature;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    CHECK(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
              EVP_DigestSign(context, signature, &length, work->body, work->body_length) == 1,
          "OpenSSL did not sign");
    EVP_MD_CTX_free(context);
    EVP_EncodeBlock((unsigned char *)text, signature, (int)length);
}

static bool rsa_matches(EVP_PKEY *key, const work *work, const char *text)
{
    unsigned char signature[512];
    int length = EVP_DecodeBlock(signature, (const unsigned char *)text, (int)strlen(text));
    /* It counts the padding: a key of 2048 bits has two characters of it. */
    if (length != 258) return false;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool matches = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                   EVP_DigestVerify(context, signature, 256, work->body, work->body_length) == 1;
    EVP_MD_CTX_free(context);
    return matches;
}

static EVP_PKEY *read_pem(const char *pem, bool private)
{
    BIO *text = BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = private ? PEM_read_bio_PrivateKey(text, NULL, NULL, NULL) : PEM_read_bio_PUBKEY(text, NULL, NULL, NULL);
    BIO_free(text);
    CHECK(key != NULL, "OpenSSL could not read a key");
    return key;
}

static void snippet_proof(const work *work, const char *timestamp, char *text)
{
    const rule *rule = work->rule;
    if (strcmp(rule->algorithm, "BASIC") == 0) {
        char pair[128];
        int length = snprintf(pair, sizeof pair, "%s:%s", public_value, secret_value);
        strcpy(text, "Basic ");
        EVP_EncodeBlock((unsigned char *)text + 6, (unsigned char *)pair, length);
    } else if (strcmp(rule->algorithm, "RSA") == 0) {
        EVP_PKEY *key = read_pem(work->private_pem, true);
        rsa_sign(key, work, text);
        EVP_PKEY_free(key);
    } else {
        unsigned char mac[EVP_MAX_MD_SIZE];
        unsigned int mac_length = 0;
        size_t length;
        unsigned char *data = joined(work, timestamp, &length);
        CHECK(HMAC(hash_of(rule), secret_value, (int)strlen(secret_value), data, length, mac, &mac_length) != NULL, "OpenSSL did not sign");
        free(data);
        write_text(rule->text, mac, mac_length, text);
    }
}

static void by_hand_proof(const work *work, const char *timestamp, char *text)
{
    if (work->keyed == NULL) {
        if (work->private_key != NULL) rsa_sign(work->private_key, work, text);
        else strcpy(text, work->basic);
        return;
    }
    piece pieces[8];
    size_t count = pieces_of(work, timestamp, pieces), length = 0;
    unsigned char mac[EVP_MAX_MD_SIZE];
    /* Without a key it begins again with the one that it has. */
    bool done = EVP_MAC_init(work->keyed, NULL, 0, NULL) == 1;
    for (size_t index = 0; index < count; index++) done = done && EVP_MAC_update(work->keyed, pieces[index].data, pieces[index].length) == 1;
    CHECK(done && EVP_MAC_final(work->keyed, mac, &length, sizeof mac) == 1, "OpenSSL did not sign");
    static const char digits[] = "0123456789abcdef";
    char hex[2 * EVP_MAX_MD_SIZE + 1], *to = work->rule->text == HEX ? text : hex;
    if (work->rule->text == BASE64) {
        EVP_EncodeBlock((unsigned char *)text, mac, (int)length);
        return;
    }
    for (size_t index = 0; index < length; index++) {
        to[2 * index] = digits[mac[index] >> 4];
        to[2 * index + 1] = digits[mac[index] & 15];
    }
    to[2 * length] = '\0';
    if (work->rule->text == BASE64_OF_HEX) EVP_EncodeBlock((unsigned char *)text, (unsigned char *)hex, (int)(2 * length));
}

typedef void (*proof)(const work *work, const char *timestamp, char *text);

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void sign(work *work, proof prove)
{
    const rule *rule = work->rule;
    header *next = work->sent;
    char timestamp[32] = "";
    if (rule->sender != NULL) {
        next->name = rule->sender;
        strcpy((next++)->value, public_value);
    }
    if (rule->timestamp != NULL) {
        snprintf(timestamp, sizeof timestamp, "%lld", now_ms() * rule->units / 1000);
        next->name = rule->timestamp;
        strcpy((next++)->value, timestamp);
    }
    next->name = rule->proof;
    prove(work, timestamp, (next++)->value);
    work->sent_count = (size_t)(next - work->sent);
}

static const char *find(const work *work, const char *name)
{
    for (size_t index = 0; index < work->received_count; index++)
        if (strcasecmp(work->received[index].name, name) == 0) return work->received[index].value;
    return "";
}

static bool verify(const work *work, proof prove, bool parse)
{
    const rule *rule = work->rule;
    if (rule->sender != NULL && strcmp(find(work, rule->sender), public_value) != 0) return false;
    const char *timestamp = rule->timestamp == NULL ? "" : find(work, rule->timestamp);
    if (rule->timestamp != NULL && llabs(now_ms() - strtoll(timestamp, NULL, 10) * 1000 / rule->units) > tolerance) return false;
    const char *given = find(work, rule->proof);
    if (strcmp(rule->algorithm, "RSA") == 0) {
        EVP_PKEY *key = parse ? read_pem(work->public_pem, false) : work->public_key;
        bool matches = rsa_matches(key, work, given);
        if (parse) EVP_PKEY_free(key);
        return matches;
    }
    char expected[512];
    prove(work, timestamp, expected);
    size_t length = strlen(expected);
    return strlen(given) == length && CRYPTO_memcmp(given, expected, length) == 0;
}

void work_prepare(work *work)
{
    const rule *rule = work->rule;
    if (strcmp(rule->algorithm, "RSA") == 0) {
        work->private_key = read_pem(work->private_pem, true);
        work->public_key = read_pem(work->public_pem, false);
    } else if (strcmp(rule->algorithm, "BASIC") == 0) {
        snippet_proof(work, "", work->basic);
    } else {
        EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
        work->keyed = EVP_MAC_CTX_new(mac);
        EVP_MAC_free(mac);
        OSSL_PARAM parameters[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)(uintptr_t)rule->algorithm, 0), OSSL_PARAM_construct_end()};
        CHECK(EVP_MAC_init(work->keyed, (const unsigned char *)secret_value, strlen(secret_value), parameters) == 1, "OpenSSL took no key");
    }
}

void work_free(work *work)
{
    EVP_MAC_CTX_free(work->keyed);
    EVP_PKEY_free(work->private_key);
    EVP_PKEY_free(work->public_key);
}

void snippet_sign(void *context)
{
    sign(context, snippet_proof);
}

void by_hand_sign(void *context)
{
    sign(context, by_hand_proof);
}

void snippet_verify(void *context)
{
    CHECK(verify(context, snippet_proof, true), "the snippet does not accept what was signed");
}

void by_hand_verify(void *context)
{
    CHECK(verify(context, by_hand_proof, false), "what is written by hand does not accept what was signed");
}
