/* Global Payment: signs a request, verifies the response to it, and verifies a webhook. */
#include "example.h"

int main(void)
{
    static const char method[] = "GET", url[] = "https://openapi.stablelink.app/v1/orders?id=7", token[] = "eyJhbGciOi";
    static const char answer[] = "{\"retcode\":200}", webhook[] = "{\"order\":7}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;
    paysig_verified verified;

    paysig_fields *keys = paysig_fields_new();
    add(keys, "sign_key", "c2lnbmluZyBrZXk=");
    paysig_signer *signer = make_signer("global-payment/request", keys);
    paysig_signer *responder = make_signer("global-payment/response", keys);
    paysig_signer *gateway = make_signer("global-payment/webhook", keys);
    paysig_verifier *of_responses = make_verifier("global-payment/response", keys);

    /* A tolerance of one minute instead of the scheme's two. */
    paysig_fields *options = paysig_fields_new();
    paysig_verifier *of_webhooks;
    must(paysig_fields_add_ms(options, "tolerance", 9, 60 * 1000, why, sizeof why));
    must(paysig_verifier_new("global-payment/webhook", 22, keys, options, &of_webhooks, why, sizeof why));
    paysig_fields_free(options);
    paysig_fields_free(keys);

    options = paysig_fields_new();
    add(options, "access_token", token);
    must(paysig_signer_sign(signer, method, strlen(method), url, strlen(url), NULL, 0, options, PAYSIG_NOW, headers, sizeof headers,
                            &length, why, sizeof why));
    paysig_fields_free(options);
    print_headers(headers, length);

    /* A response is bound to the method and URL of the request that it answers. */
    must(paysig_signer_sign(responder, method, strlen(method), url, strlen(url), answer, strlen(answer), NULL, PAYSIG_NOW, headers,
                            sizeof headers, &length, why, sizeof why));
    must(paysig_verifier_verify(of_responses, headers, length, method, strlen(method), url, strlen(url), answer, strlen(answer), NULL,
                                PAYSIG_NOW, 0, &verified, why, sizeof why));
    printf("response, authentic: %s\n", verified.covers);

    /* A webhook that waited in a queue is verified with the time at which it came. */
    must(paysig_signer_sign(gateway, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, 1700000000000, headers, sizeof headers, &length,
                            why, sizeof why));
    must(paysig_verifier_verify(of_webhooks, headers, length, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, 1700000060000, 0,
                                &verified, why, sizeof why));
    printf("webhook of %lld, authentic: %s\n", (long long)verified.timestamp_ms, verified.covers);
    int32_t status = paysig_verifier_verify(of_webhooks, headers, length, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL,
                                            1700000060001, 0, &verified, why, sizeof why);
    printf("%s: %s\n", paysig_status_name(status), why);

    paysig_signer_free(signer);
    paysig_signer_free(responder);
    paysig_signer_free(gateway);
    paysig_verifier_free(of_responses);
    paysig_verifier_free(of_webhooks);
    return status == PAYSIG_STALE ? 0 : 1;
}
