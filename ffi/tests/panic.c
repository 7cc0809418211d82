/*
 * A panic inside comes back as a status, from every kind of call, and the process can go on. For a library that was built with
 * the feature provoke-panic, in which one particular text makes a function panic.
 */
#include "check.h"

#define PANIC "paysig-provoke-panic"

static char message[256];

static void expect_internal(int32_t status)
{
    CHECK(status == PAYSIG_INTERNAL && strstr(message, "panic") != NULL, "%s: %s", paysig_status_name(status), message);
    memset(message, 0, sizeof message);
}

int main(void)
{
    paysig_signer *signer = NULL;
    paysig_verifier *verifier = NULL;
    paysig_verified verified, before;
    memset(&before, '#', sizeof before);
    verified = before;
    paysig_text *text = NULL;
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length = 0;

    for (int round = 0; round < 3; round++) {
        paysig_fields *keys = paysig_fields_new();
        expect_internal(paysig_fields_add(keys, TEXT(PANIC), TEXT("sign_key"), TEXT("c2VjcmV0"), MESSAGE));
        expect_internal(paysig_fields_add_ms(keys, TEXT(PANIC), 1, MESSAGE));
        CHECK(paysig_fields_add(keys, NOTHING, TEXT("sign_key"), TEXT("c2VjcmV0"), MESSAGE) == PAYSIG_OK, "%s", message);

        expect_internal(paysig_signer_new(TEXT(PANIC), keys, NULL, &signer, MESSAGE));
        expect_internal(paysig_verifier_new(TEXT(PANIC), keys, NULL, &verifier, MESSAGE));
        CHECK(signer == NULL && verifier == NULL, "a handle after a panic");
        CHECK(paysig_signer_new(TEXT("global-payment/webhook"), keys, NULL, &signer, MESSAGE) == PAYSIG_OK, "%s", message);
        CHECK(paysig_verifier_new(TEXT("global-payment/webhook"), keys, NULL, &verifier, MESSAGE) == PAYSIG_OK, "%s", message);
        paysig_fields_free(keys);

        expect_internal(paysig_signer_sign(signer, TEXT(PANIC), NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE));
        expect_internal(paysig_signer_string_to_sign(signer, NOTHING, TEXT(PANIC), TEXT("{}"), NULL, PAYSIG_NOW, &text, MESSAGE));
        expect_internal(paysig_signer_form(signer, TEXT(PANIC), TEXT("{}"), NOTHING, &text, MESSAGE));
        expect_internal(paysig_describe(TEXT(PANIC), &text, MESSAGE));
        expect_internal(paysig_gateway_url(TEXT(PANIC), TEXT("live"), NOTHING, NOTHING, TEXT("pay"), &text, MESSAGE));
        expect_internal(paysig_gateway_error(TEXT(PANIC), 0, TEXT("{}"), &text, MESSAGE));
        CHECK(text == NULL && length == 0, "a result after a panic");

        CHECK(paysig_signer_sign(signer, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, headers, sizeof headers, &length, MESSAGE) == PAYSIG_OK,
              "%s", message);
        expect_internal(paysig_verifier_verify(verifier, headers, length, TEXT(PANIC), NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, 0, &verified, MESSAGE));
        CHECK(memcmp(&verified, &before, sizeof before) == 0, "a message that is verified after a panic");
        CHECK(paysig_verifier_verify(verifier, headers, length, NOTHING, NOTHING, TEXT("{}"), NULL, PAYSIG_NOW, 0, &verified, MESSAGE) == PAYSIG_OK,
              "%s", message);
        length = 0;
        paysig_signer_free(signer);
        paysig_verifier_free(verifier);
        signer = NULL;
        verifier = NULL;
        verified = before;
    }
    puts("C: every panic came back as a status");
    return 0;
}
