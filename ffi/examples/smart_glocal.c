/* Smart Glocal: makes a pair of RSA keys, signs a request, and verifies a webhook. */
#include "example.h"

/* Adds one half of the key as PEM. */
static void add_key(paysig_fields *fields, const char *name, const paysig_key *key, uint32_t half)
{
    paysig_text *pem;
    must(paysig_key_write(key, half, PAYSIG_KEY_PEM, NULL, 0, &pem, why, sizeof why));
    add(fields, name, paysig_text_data(pem, NULL));
    paysig_text_free(pem);
}

int main(void)
{
    static const char request[] = "{\"amount\":{\"value\":1000,\"currency\":\"EUR\"}}", webhook[] = "{\"type\":\"payment_finished\"}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_key *merchant, *gateway;
    must(paysig_key_generate(2048, &merchant, why, sizeof why));
    must(paysig_key_generate(2048, &gateway, why, sizeof why));

    paysig_fields *keys = paysig_fields_new();
    add(keys, "project", "shop");
    add_key(keys, "private_key", merchant, PAYSIG_KEY_PRIVATE);
    paysig_signer *signer = make_signer("smart-glocal/request", keys);
    paysig_fields_free(keys);
    paysig_fields *options = paysig_fields_new();
    add(options, "idempotency_key", "auto");
    must(paysig_signer_sign(signer, NULL, 0, NULL, 0, request, strlen(request), options, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    paysig_fields_free(options);
    print_headers(headers, length);
    paysig_signer_free(signer);

    keys = paysig_fields_new();
    add_key(keys, "private_key", gateway, PAYSIG_KEY_PRIVATE);
    signer = make_signer("smart-glocal/webhook", keys);
    paysig_fields_free(keys);
    keys = paysig_fields_new();
    add_key(keys, "public_key", gateway, PAYSIG_KEY_PUBLIC);
    paysig_verifier *verifier = make_verifier("smart-glocal/webhook", keys);
    paysig_fields_free(keys);
    must(paysig_signer_sign(signer, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    paysig_verified verified;
    must(paysig_verifier_verify(verifier, headers, length, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, PAYSIG_NOW, 0, &verified,
                                why, sizeof why));
    printf("authentic: %s\n", verified.covers);
    paysig_verifier_free(verifier);
    paysig_signer_free(signer);
    paysig_key_free(merchant);
    paysig_key_free(gateway);
    return 0;
}
