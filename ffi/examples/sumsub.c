/* Sumsub: signs a request that binds its time, method, path with query, and body. */
#include "example.h"

int main(void)
{
    static const char url[] = "https://api.sumsub.com/resources/applicants?levelName=basic", body[] = "{\"externalUserId\":\"7\"}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;

    paysig_fields *keys = paysig_fields_new();
    add(keys, "app_token", "sbx:2f8d");
    add(keys, "secret_key", "Q3vS6x0k");
    paysig_signer *signer = make_signer("sumsub/request", keys);
    paysig_fields_free(keys);
    must(paysig_signer_sign(signer, "POST", 4, url, strlen(url), body, strlen(body), NULL, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    print_headers(headers, length);

    /* When a gateway says that the signature is wrong: these are the bytes that were signed. */
    paysig_text *string;
    must(paysig_signer_string_to_sign(signer, "POST", 4, url, strlen(url), body, strlen(body), NULL, PAYSIG_NOW, &string, why, sizeof why));
    puts(paysig_text_data(string, NULL));
    paysig_text_free(string);
    paysig_signer_free(signer);
    return 0;
}
