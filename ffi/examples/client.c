/*
 * A client on libcurl: signs a request, sends exactly the bytes that were signed, over TLS 1.2 or newer, and verifies the response.
 * Arguments: the URL, and the file of the certificate to trust.
 */
#include <curl/curl.h>

#include "example.h"

/* Bytes that grow as they come. */
typedef struct {
    char *data;
    size_t length;
} bytes;

static void append(bytes *to, const char *data, size_t length)
{
    to->data = realloc(to->data, to->length + length + 1);
    if (to->data == NULL)
        exit(1);
    memcpy(to->data + to->length, data, length);
    to->length += length;
    to->data[to->length] = '\0';
}

static size_t take_body(char *data, size_t one, size_t length, void *body)
{
    (void)one;
    append(body, data, length);
    return length;
}

/* Packs a header line as name\0value\0, the form in which they are verified. */
static size_t take_header(char *line, size_t one, size_t length, void *headers)
{
    (void)one;
    size_t end = length;
    while (end > 0 && (line[end - 1] == '\r' || line[end - 1] == '\n'))
        end--;
    if (memchr(line, '\0', end) != NULL)
        return 0;
    const char *colon = memchr(line, ':', end);
    if (colon != NULL) {
        append(headers, line, (size_t)(colon - line));
        append(headers, "\0", 1);
        append(headers, colon + 1, end - (size_t)(colon + 1 - line));
        append(headers, "\0", 1);
    }
    return length;
}

/* Adds what was signed to the headers that go out. */
static struct curl_slist *with_headers(struct curl_slist *list, const char *headers, size_t length)
{
    for (const char *name = headers; name < headers + length;) {
        const char *value = name + strlen(name) + 1;
        size_t size = strlen(name) + strlen(value) + 3;
        char *line = malloc(size);
        if (line == NULL)
            exit(1);
        snprintf(line, size, "%s: %s", name, value);
        list = curl_slist_append(list, line);
        free(line);
        name = value + strlen(value) + 1;
    }
    return list;
}

int main(int count, char **arguments)
{
    static const char body[] = "{\"amount\":100,\"currency\":\"USD\"}";
    char headers[PAYSIG_HEADERS_SIZE], error[CURL_ERROR_SIZE] = "";
    size_t length;
    if (count != 3)
        return 2;
    const char *url = arguments[1];

    paysig_fields *keys = paysig_fields_new();
    add(keys, "sign_key", "c2lnbmluZyBrZXk=");
    paysig_signer *signer = make_signer("global-payment/request", keys);
    paysig_verifier *verifier = make_verifier("global-payment/response", keys);
    paysig_fields_free(keys);
    paysig_fields *options = paysig_fields_new();
    add(options, "access_token", "eyJhbGciOi");
    must(paysig_signer_sign(signer, "POST", 4, url, strlen(url), body, strlen(body), options, PAYSIG_NOW, headers, sizeof headers, &length,
                            why, sizeof why));
    paysig_fields_free(options);

    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *curl = curl_easy_init();
    bytes answer = {NULL, 0}, answer_headers = {NULL, 0};
    struct curl_slist *list = with_headers(curl_slist_append(NULL, "Content-Type: application/json"), headers, length);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    /* The URL goes out as it was signed. */
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_CAINFO, arguments[2]);
    /* A redirect would take the headers to a place that they were not signed for. */
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer_headers);
    CURLcode code = curl_easy_perform(curl);
    long http_status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &http_status);

    int ended = 1;
    if (code != CURLE_OK) {
        fprintf(stderr, "%s\n", error[0] ? error : curl_easy_strerror(code));
    } else if (http_status != 200) {
        fprintf(stderr, "HTTP %ld: %s\n", http_status, answer.data ? answer.data : "");
    } else {
        paysig_verified verified;
        must(paysig_verifier_verify(verifier, answer_headers.data, answer_headers.length, "POST", 4, url, strlen(url),
                                    answer.data ? answer.data : "", answer.length, NULL, PAYSIG_NOW, 0, &verified, why, sizeof why));
        printf("HTTP %ld, authentic: %s\n%s\n", http_status, verified.covers, answer.data ? answer.data : "");
        ended = 0;
    }
    free(answer.data);
    free(answer_headers.data);
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    paysig_signer_free(signer);
    paysig_verifier_free(verifier);
    return ended;
}
