/*
 * Mistakes on purpose, each of which a sanitizer must report, or its silence about the other programs says nothing: `freed` and `race` are
 * mistakes of a caller that only an instrumented library shows, `leak` loses what the library gave, `undefined` is in this file.
 */
#include <limits.h>
#include <pthread.h>

#include "check.h"

static void *add(void *fields)
{
    for (int round = 0; round < 100; round++)
        paysig_fields_add(fields, NOTHING, TEXT("name"), TEXT("value"), NOTHING);
    return NULL;
}

static paysig_text *described(void)
{
    paysig_text *text;
    CHECK(paysig_describe(TEXT("solidgate/webhook"), &text, NOTHING) == PAYSIG_OK, "no description");
    return text;
}

int main(int count, char **arguments)
{
    CHECK(count == 2, "usage: faulty MISTAKE");
    const char *mistake = arguments[1];
    if (strcmp(mistake, "freed") == 0) {
        paysig_text *text = described();
        paysig_text_free(text);
        printf("%p\n", (const void *)paysig_text_data(text, NULL));
    } else if (strcmp(mistake, "race") == 0) {
        paysig_fields *fields = paysig_fields_new();
        pthread_t other;
        CHECK(pthread_create(&other, NULL, add, fields) == 0, "no thread");
        add(fields);
        CHECK(pthread_join(other, NULL) == 0, "no end of a thread");
        paysig_fields_free(fields);
    } else if (strcmp(mistake, "leak") == 0) {
        described();
    } else {
        CHECK(strcmp(mistake, "undefined") == 0, "no such mistake: %s", mistake);
        int most = INT_MAX - 1 + count;
        printf("%d\n", most);
    }
    return 0;
}
