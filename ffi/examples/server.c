/*
 * A server on libmicrohttpd that plays the gateway: verifies each request, and signs the response to it. Arguments: the files of
 * the private key and of the certificate. It prints the port it listens on, and ends when its standard input does.
 */
#include <microhttpd.h>

#include "example.h"

enum { LONGEST_BODY = 1 << 20 };

static paysig_verifier *verifier;
static paysig_signer *signer;

/* One request on its way in. */
typedef struct {
    char *target;
    char *body;
    size_t length;
    int too_long;
} request;

/* The target as it stands on the wire: everything that the server hands on later is decoded. */
static void *take_target(void *context, const char *target, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    request *request = calloc(1, sizeof *request);
    if (request != NULL && (request->target = malloc(strlen(target) + 1)) != NULL)
        strcpy(request->target, target);
    return request;
}

static void forget(void *context, struct MHD_Connection *connection, void **known, enum MHD_RequestTerminationCode code)
{
    (void)context;
    (void)connection;
    (void)code;
    request *request = *known;
    if (request != NULL) {
        free(request->target);
        free(request->body);
        free(request);
    }
}

/* Headers as name\0value\0, every line of them. */
typedef struct {
    char data[16384];
    size_t length;
    int overflow;
} packed;

static enum MHD_Result pack(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    packed *headers = context;
    size_t name_size = strlen(name) + 1, value_size = value ? strlen(value) + 1 : 1;
    (void)kind;
    if (name_size + value_size > sizeof headers->data - headers->length) {
        /* The server only stops here, and tells nobody that the rest is missing. */
        headers->overflow = 1;
        return MHD_NO;
    }
    memcpy(headers->data + headers->length, name, name_size);
    memcpy(headers->data + headers->length + name_size, value ? value : "", value_size);
    headers->length += name_size + value_size;
    return MHD_YES;
}

static enum MHD_Result respond(struct MHD_Connection *connection, unsigned http_status, const char *body, const char *headers, size_t length)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(body), (void *)body, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", "application/json");
    for (const char *name = headers; name < headers + length;) {
        const char *value = name + strlen(name) + 1;
        MHD_add_response_header(response, name, value);
        name = value + strlen(value) + 1;
    }
    enum MHD_Result result = MHD_queue_response(connection, http_status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *decoded, const char *method,
                              const char *version, const char *part, size_t *part_length, void **known)
{
    static const char accepted[] = "{\"retcode\":200,\"retmsg\":\"SUCCESS\"}";
    request *request = *known;
    char reason[256], signed_headers[PAYSIG_HEADERS_SIZE];
    size_t signed_length;
    packed headers = {{0}, 0, 0};
    paysig_verified verified;
    (void)context;
    (void)decoded;
    (void)version;
    if (request == NULL || request->target == NULL)
        return MHD_NO;
    if (request->body == NULL) {
        /* The first call is for the headers alone. */
        request->body = malloc(1);
        return request->body == NULL ? MHD_NO : MHD_YES;
    }
    if (*part_length > 0) {
        char *longer = request->length + *part_length > LONGEST_BODY ? NULL : realloc(request->body, request->length + *part_length);
        if (longer == NULL) {
            request->too_long = 1;
        } else {
            request->body = longer;
            memcpy(longer + request->length, part, *part_length);
            request->length += *part_length;
        }
        *part_length = 0;
        return MHD_YES;
    }
    if (request->too_long)
        return respond(connection, MHD_HTTP_CONTENT_TOO_LARGE, "{}", NULL, 0);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, pack, &headers);
    if (headers.overflow)
        return respond(connection, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "{}", NULL, 0);

    /* Verify before reading anything out of the body. */
    int32_t status = paysig_verifier_verify(verifier, headers.data, headers.length, method, strlen(method), request->target,
                                            strlen(request->target), request->body, request->length, NULL, PAYSIG_NOW, 0, &verified,
                                            reason, sizeof reason);
    if (status != PAYSIG_OK) {
        fprintf(stderr, "refused: %s: %s\n", paysig_status_name(status), reason);
        /* 3xx: the sender's doing; anything else is ours. The reason stays here. */
        return respond(connection, status / 100 == 3 ? MHD_HTTP_UNAUTHORIZED : MHD_HTTP_INTERNAL_SERVER_ERROR, "{}", NULL, 0);
    }
    status = paysig_signer_sign(signer, method, strlen(method), request->target, strlen(request->target), accepted, strlen(accepted), NULL,
                                PAYSIG_NOW, signed_headers, sizeof signed_headers, &signed_length, reason, sizeof reason);
    if (status != PAYSIG_OK)
        return respond(connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "{}", NULL, 0);
    return respond(connection, MHD_HTTP_OK, accepted, signed_headers, signed_length);
}

static char *read_file(const char *path)
{
    static const size_t size = 65536;
    char *content = calloc(1, size);
    FILE *file = fopen(path, "rb");
    if (content == NULL || file == NULL || fread(content, 1, size - 1, file) == 0) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    return content;
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    paysig_fields *keys = paysig_fields_new();
    add(keys, "sign_key", "c2lnbmluZyBrZXk=");
    verifier = make_verifier("global-payment/request", keys);
    signer = make_signer("global-payment/response", keys);
    paysig_fields_free(keys);

    char *key = read_file(arguments[1]), *certificate = read_file(arguments[2]);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS, 0, NULL, NULL, answer, NULL, MHD_OPTION_HTTPS_MEM_KEY, key,
        MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_PRIORITIES, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
        MHD_OPTION_URI_LOG_CALLBACK, take_target, NULL, MHD_OPTION_NOTIFY_COMPLETED, forget, NULL, MHD_OPTION_END);
    if (daemon == NULL) {
        fputs("cannot listen\n", stderr);
        return 1;
    }
    printf("%u\n", (unsigned)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    while (getchar() != EOF)
        ;
    MHD_stop_daemon(daemon);
    free(key);
    free(certificate);
    paysig_signer_free(signer);
    paysig_verifier_free(verifier);
    return 0;
}
