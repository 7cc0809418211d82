/* Aeterna: signs a request, and verifies a webhook. */
#include "example.h"

int main(void)
{
    static const char url[] = "https://merchant-api.example/payin", webhook[] = "{\"id\":17,\"status\":\"success\"}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;

    paysig_fields *keys = paysig_fields_new();
    add(keys, "public_token", "pt_8c1d0f");
    add(keys, "email", "merchant@shop.example");
    add(keys, "secret_token", "st_5b7e93");
    paysig_signer *signer = make_signer("aeterna/request", keys);
    paysig_fields_free(keys);
    /* Only the time and the e-mail are signed: the headers would serve for any call, so the URL must be https. */
    must(paysig_signer_sign(signer, "POST", 4, url, strlen(url), "{}", 2, NULL, PAYSIG_NOW, headers, sizeof headers, &length, why,
                            sizeof why));
    print_headers(headers, length);
    int32_t status = paysig_signer_sign(signer, "POST", 4, "http://shop.example/", 20, "{}", 2, NULL, PAYSIG_NOW, headers, sizeof headers,
                                        &length, why, sizeof why);
    printf("%s: %s\n", paysig_status_name(status), why);
    paysig_signer_free(signer);
    if (status != PAYSIG_INSECURE_URL)
        return 1;

    keys = paysig_fields_new();
    add(keys, "secret_token", "st_5b7e93");
    paysig_signer *gateway = make_signer("aeterna/webhook", keys);
    paysig_verifier *verifier = make_verifier("aeterna/webhook", keys);
    paysig_fields_free(keys);
    must(paysig_signer_sign(gateway, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    paysig_verified verified;
    must(paysig_verifier_verify(verifier, headers, length, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, PAYSIG_NOW, 0, &verified,
                                why, sizeof why));
    printf("authentic: %s\n", verified.covers);
    paysig_verifier_free(verifier);
    paysig_signer_free(gateway);
    return 0;
}
