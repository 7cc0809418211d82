/* Smart2Pay: sends a request, and takes a notification, neither of which is signed: both carry a password. */
#include "example.h"

int main(void)
{
    static const char url[] = "https://paytest.smart2pay.com/v1/payments/", notification[] = "{\"Payment\":{\"ID\":7}}";
    char headers[PAYSIG_HEADERS_SIZE];
    size_t length;

    paysig_fields *keys = paysig_fields_new();
    add(keys, "site_id", "30201");
    add(keys, "api_key", "hJ5RobYx9r7FfNwCvHY9LXHqqr+FEzrc7aJvQQk4Gaz1mg7Ryy");
    paysig_signer *signer = make_signer("smart2pay/request", keys);
    /* The gateway sends its notifications with the same pair. */
    paysig_verifier *verifier = make_verifier("smart2pay/notification", keys);
    paysig_fields_free(keys);
    must(paysig_signer_sign(signer, "POST", 4, url, strlen(url), "{}", 2, NULL, PAYSIG_NOW, headers, sizeof headers, &length, why,
                            sizeof why));
    print_headers(headers, length);
    paysig_signer_free(signer);

    paysig_verified verified;
    must(paysig_verifier_verify(verifier, headers, length, "POST", 4, url, strlen(url), notification, strlen(notification), NULL,
                                PAYSIG_NOW, 0, &verified, why, sizeof why));
    /* Nothing of the message is covered: ask the gateway for the payment, and do not believe the notification's body. */
    printf("the sender knows the password; authentic: %s\n", verified.covers[0] ? "something" : "nothing");
    int is_empty = verified.covers[0] == '\0';
    paysig_verifier_free(verifier);
    return is_empty ? 0 : 1;
}
