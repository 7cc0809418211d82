#include "call.h"

static int32_t make_fields(const char *options, const size_t *lengths, size_t count, paysig_fields **made,
                           char *message, size_t message_size) {
    *made = NULL;
    if (count == 0) {
        return PAYSIG_OK;
    }
    paysig_fields *fields = paysig_fields_new();
    for (size_t i = 0; i < count; i++) {
        const char *name = options, *value = name + lengths[2 * i];
        options = value + lengths[2 * i + 1];
        int32_t status = paysig_fields_add(fields, NULL, 0, name, lengths[2 * i], value, lengths[2 * i + 1], message,
                                           message_size);
        if (status != PAYSIG_OK) {
            paysig_fields_free(fields);
            return status;
        }
    }
    *made = fields;
    return PAYSIG_OK;
}

int32_t paysig_go_fields_add(paysig_fields *fields, const char *label, size_t label_length, const char *name,
                             size_t name_length, const char *value, size_t value_length, char *message,
                             size_t message_size) {
    return paysig_fields_add(fields, label, label_length, name, name_length, value, value_length, message, message_size);
}

int32_t paysig_go_key_read(uint32_t half, const char *material, size_t material_length, const char *passphrase,
                           size_t passphrase_length, paysig_key **key, char *message, size_t message_size) {
    return paysig_key_read(half, material, material_length, passphrase, passphrase_length, key, message, message_size);
}

int32_t paysig_go_key_inspect(const char *material, size_t material_length, const char *passphrase,
                              size_t passphrase_length, paysig_text **report, char *message, size_t message_size) {
    return paysig_key_inspect(material, material_length, passphrase, passphrase_length, report, message, message_size);
}

int32_t paysig_go_key_write(const paysig_key *key, uint32_t half, uint32_t encoding, const char *passphrase,
                            size_t passphrase_length, paysig_text **written, char *message, size_t message_size) {
    return paysig_key_write(key, half, encoding, passphrase, passphrase_length, written, message, message_size);
}

int32_t paysig_go_gateway_error(const char *gateway, size_t gateway_length, uint32_t http_status, const char *body,
                                size_t body_length, paysig_text **error, char *message, size_t message_size) {
    return paysig_gateway_error(gateway, gateway_length, http_status, body, body_length, error, message, message_size);
}

int32_t paysig_go_sign(const paysig_signer *signer, const char *method, size_t method_length, const char *url,
                       size_t url_length, const char *body, size_t body_length, const char *options,
                       const size_t *option_lengths, size_t option_count, int64_t now_ms, char *headers,
                       size_t headers_size, size_t *headers_length, char *message, size_t message_size) {
    paysig_fields *fields;
    int32_t status = make_fields(options, option_lengths, option_count, &fields, message, message_size);
    if (status == PAYSIG_OK) {
        status = paysig_signer_sign(signer, method, method_length, url, url_length, body, body_length, fields, now_ms,
                                    headers, headers_size, headers_length, message, message_size);
        paysig_fields_free(fields);
    }
    return status;
}

int32_t paysig_go_string_to_sign(const paysig_signer *signer, const char *method, size_t method_length, const char *url,
                                 size_t url_length, const char *body, size_t body_length, const char *options,
                                 const size_t *option_lengths, size_t option_count, int64_t now_ms,
                                 paysig_text **string, char *message, size_t message_size) {
    paysig_fields *fields;
    int32_t status = make_fields(options, option_lengths, option_count, &fields, message, message_size);
    if (status == PAYSIG_OK) {
        status = paysig_signer_string_to_sign(signer, method, method_length, url, url_length, body, body_length, fields,
                                              now_ms, string, message, message_size);
        paysig_fields_free(fields);
    }
    return status;
}

int32_t paysig_go_form(const paysig_signer *signer, const char *kind, size_t kind_length, const char *attributes,
                       size_t attributes_length, const char *iv, size_t iv_length, paysig_text **fields, char *message,
                       size_t message_size) {
    return paysig_signer_form(signer, kind, kind_length, attributes, attributes_length, iv, iv_length, fields, message,
                              message_size);
}

int32_t paysig_go_verify(const paysig_verifier *verifier, const char *headers, size_t headers_length,
                         const char *method, size_t method_length, const char *url, size_t url_length,
                         const char *body, size_t body_length, const char *options, const size_t *option_lengths,
                         size_t option_count, int64_t now_ms, uint32_t flags, paysig_verified *verified,
                         char *message, size_t message_size) {
    paysig_fields *fields;
    int32_t status = make_fields(options, option_lengths, option_count, &fields, message, message_size);
    if (status == PAYSIG_OK) {
        status = paysig_verifier_verify(verifier, headers, headers_length, method, method_length, url, url_length, body,
                                        body_length, fields, now_ms, flags, verified, message, message_size);
        paysig_fields_free(fields);
    }
    return status;
}

int32_t paysig_go_explain(const paysig_verifier *verifier, const char *headers, size_t headers_length,
                          const char *method, size_t method_length, const char *url, size_t url_length,
                          const char *body, size_t body_length, const char *options, const size_t *option_lengths,
                          size_t option_count, int64_t now_ms, const paysig_fields *others, size_t budget,
                          paysig_text **explanation, paysig_text **capsule, char *message, size_t message_size) {
    paysig_fields *fields;
    int32_t status = make_fields(options, option_lengths, option_count, &fields, message, message_size);
    if (status == PAYSIG_OK) {
        status = paysig_verifier_explain(verifier, headers, headers_length, method, method_length, url, url_length, body,
                                         body_length, fields, now_ms, others, budget, explanation, capsule, message,
                                         message_size);
        paysig_fields_free(fields);
    }
    return status;
}
