/* SolidGate: signs a request, and verifies a webhook. */
#include "example.h"

int main(void)
{
    static const char request[] = "{\"order_id\":\"order-1\"}", webhook[] = "{\"order\":{\"status\":\"settle_ok\"}}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;

    paysig_fields *api_keys = paysig_fields_new();
    add(api_keys, "public_key", "api_pk_7b197ff4");
    add(api_keys, "secret_key", "api_sk_b2a8ea1e");
    paysig_signer *signer = make_signer("solidgate/request", api_keys);
    paysig_fields_free(api_keys);
    must(paysig_signer_sign(signer, NULL, 0, NULL, 0, request, strlen(request), NULL, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    print_headers(headers, length);
    paysig_signer_free(signer);

    /* Webhooks have a pair of their own. Two sets at once: while keys are changed, or for two shops. */
    paysig_fields *webhook_keys = paysig_fields_new();
    add(webhook_keys, "public_key", "wh_pk_c52ea06e");
    add(webhook_keys, "secret_key", "wh_sk_1f4a9eb0");
    paysig_signer *gateway = make_signer("solidgate/webhook", webhook_keys);
    must(paysig_fields_add(webhook_keys, "next", 4, "public_key", 10, "wh_pk_97d3b1a2", 14, why, sizeof why));
    must(paysig_fields_add(webhook_keys, "next", 4, "secret_key", 10, "wh_sk_e85c7f60", 14, why, sizeof why));
    paysig_verifier *verifier = make_verifier("solidgate/webhook", webhook_keys);
    paysig_fields_free(webhook_keys);

    /* Whoever can sign is a test gateway. */
    must(paysig_signer_sign(gateway, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    paysig_verified verified;
    must(paysig_verifier_verify(verifier, headers, length, NULL, 0, NULL, 0, webhook, strlen(webhook), NULL, PAYSIG_NOW,
                                PAYSIG_WITH_REPLAY_KEY, &verified, why, sizeof why));
    printf("authentic with the keys %s: %s\n", verified.label, verified.covers);
    /* The gateway repeats webhooks, and so can others: look the key up first, and record it once the webhook is processed. */
    if (!verified.has_replay_key)
        return 1;
    printf("replay key ");
    for (size_t index = 0; index < PAYSIG_REPLAY_KEY_LENGTH; index++) {
        printf("%02x", verified.replay_key[index]);
    }
    printf("\n");

    /* One byte of the body is missing. */
    int32_t status = paysig_verifier_verify(verifier, headers, length, NULL, 0, NULL, 0, webhook, strlen(webhook) - 1, NULL, PAYSIG_NOW, 0,
                                            &verified, why, sizeof why);
    printf("%s: %s\n", paysig_status_name(status), why);
    paysig_verifier_free(verifier);
    paysig_signer_free(gateway);
    return status == PAYSIG_SIGNATURE_MISMATCH ? 0 : 1;
}
