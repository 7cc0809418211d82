/*
 * One call from Go for each message: entering C costs more than what these functions add to the library's own.
 *
 * Options come as count pairs of name and value, joined without separators in `options`, with their lengths in turn in
 * `option_lengths`. All other arguments are as paysig.h has them, but that bytes are char: what comes as void, cgo searches for pointers,
 * and the whole object around it too, and refuses a body that lies in a structure beside one.
 */
#ifndef PAYSIG_GO_CALL_H
#define PAYSIG_GO_CALL_H

#include "paysig.h"

int32_t paysig_go_fields_add(paysig_fields *fields, const char *label, size_t label_length, const char *name,
                             size_t name_length, const char *value, size_t value_length, char *message,
                             size_t message_size);

int32_t paysig_go_key_read(uint32_t half, const char *material, size_t material_length, const char *passphrase,
                           size_t passphrase_length, paysig_key **key, char *message, size_t message_size);

int32_t paysig_go_key_inspect(const char *material, size_t material_length, const char *passphrase,
                              size_t passphrase_length, paysig_text **report, char *message, size_t message_size);

int32_t paysig_go_key_write(const paysig_key *key, uint32_t half, uint32_t encoding, const char *passphrase,
                            size_t passphrase_length, paysig_text **written, char *message, size_t message_size);

int32_t paysig_go_gateway_error(const char *gateway, size_t gateway_length, uint32_t http_status, const char *body,
                                size_t body_length, paysig_text **error, char *message, size_t message_size);

int32_t paysig_go_sign(const paysig_signer *signer, const char *method, size_t method_length, const char *url,
                       size_t url_length, const char *body, size_t body_length, const char *options,
                       const size_t *option_lengths, size_t option_count, int64_t now_ms, char *headers,
                       size_t headers_size, size_t *headers_length, char *message, size_t message_size);

int32_t paysig_go_string_to_sign(const paysig_signer *signer, const char *method, size_t method_length, const char *url,
                                 size_t url_length, const char *body, size_t body_length, const char *options,
                                 const size_t *option_lengths, size_t option_count, int64_t now_ms,
                                 paysig_text **string, char *message, size_t message_size);

int32_t paysig_go_form(const paysig_signer *signer, const char *kind, size_t kind_length, const char *attributes,
                       size_t attributes_length, const char *iv, size_t iv_length, paysig_text **fields, char *message,
                       size_t message_size);

int32_t paysig_go_verify(const paysig_verifier *verifier, const char *headers, size_t headers_length,
                         const char *method, size_t method_length, const char *url, size_t url_length,
                         const char *body, size_t body_length, const char *options, const size_t *option_lengths,
                         size_t option_count, int64_t now_ms, uint32_t flags, paysig_verified *verified,
                         char *message, size_t message_size);

int32_t paysig_go_explain(const paysig_verifier *verifier, const char *headers, size_t headers_length,
                          const char *method, size_t method_length, const char *url, size_t url_length,
                          const char *body, size_t body_length, const char *options, const size_t *option_lengths,
                          size_t option_count, int64_t now_ms, const paysig_fields *others, size_t budget,
                          paysig_text **explanation, paysig_text **capsule, char *message, size_t message_size);

#endif
