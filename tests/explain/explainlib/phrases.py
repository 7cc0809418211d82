"""Which causes and cases stand for each phrase of the list of how signatures go wrong in practice."""

# The phrase, the causes that it is, and how the ids of its cases begin behind the scheme, or end.
PHRASES = (
    ("Re-serialised JSON: compact", ("json_reencoded",), ("plain-python-compact", "nested-javascript")),
    ('", " and ": " (Python)', ("json_reencoded",), ("plain-python",)),
    ("2-space indent", ("json_reencoded",), ("plain-javascript-indent-2",)),
    ("4-space indent", ("json_reencoded",), ("plain-javascript-indent-4",)),
    ("sorted keys", ("json_reencoded",), ("plain-python-sorted",)),
    ("\\/ (PHP)", ("json_reencoded",), ("plain-php",)),
    ("\\uXXXX in lower case (Python, PHP)", ("json_reencoded",), ("plain-python", "plain-php")),
    ("\\uXXXX in upper case", ("json_reencoded",), ("plain-text-json",)),
    ("\\u003c (Go)", ("json_reencoded",), ("plain-go-map",)),
    ("numbers rewritten", ("json_reencoded",), ("numbers-javascript", "numbers-go-map")),
    ("Trailing newline", ("body_final_newline", "string_final_newline"), ("echo",)),
    ("CRLF", ("body_line_ends", "body_final_newline"), ("crlf-signed", "lf-signed", "windows-line")),
    ("BOM", ("body_byte_order_mark",), ("python-utf-8-sig", "stripped-before-signing")),
    ("trimmed body", ("body_trimmed",), ("python-strip", "php-trim")),
    ("Body decoded as text with loss", ("body_decoded_with_loss",), ("node-to-string", "python-replace")),
    ("or as Latin-1", ("body_latin1",), ("node-binary", "python-latin-1")),
    ("Base64 body from a proxy", ("body_base64",), ("from-a-proxy",)),
    ("gzip body from a proxy", ("body_compressed",), ("gzip",)),
    ("Secret with white space", ("key_white_space",), ("file-read-whole", "pasted-with-a-space")),
    ("Secret with quotes", ("key_quoted",), ("env-file-in-double-quotes",)),
    ("Secret with a literal \\n", ("key_literal_newline",), ("double-quotes-in-sh",)),
    ("secret hex-decoded when it should not be", ("key_hex_decoded",), ("python",)),
    ("secret base64-decoded when it should not be", ("key_base64_decoded",), ("python", "node")),
    ("or the reverse", ("key_encoded",), ("hex", "base64")),
    ("the other half of the pair", ("key_other_half", "key_halves_swapped"),
     ("public-key", "public-key-as-the-key", "site_id", "public-token-as-the-key")),
    ("the webhook secret for an API call", ("key_other_pair",), ("whole", "key-alone")),
    ("another key of the ring", ("key_other_label",), ("of-the-ring",)),
    ("another environment's key", ("key_other_label",), ("another-environment",)),
    ("Hex instead of base64 of hex", ("text_form",), ("hex",)),
    ("raw digest in base64", ("text_form",), ("raw-digest-in-base64",)),
    ("URL-safe alphabet", ("text_url_safe",), ("python",)),
    ("missing padding", ("text_unpadded",), ("rstrip",)),
    ("line-wrapped", ("text_wrapped",), ("openssl-base64", "fold", "base64-in-lines")),
    ("upper case", ("text_upper_case",), ("upper-case", "upper-case-inside")),
    ("SHA-256 for SHA-512", ("hash_other",), ("sha256",)),
    ("a plain hash", ("hash_plain",), ("openssl-without-a-key", "key-last", "key-first")),
    ("message and key swapped", ("message_and_key_swapped",), ("python",)),
    ("PSS for PKCS#1 v1.5", ("rsa_pss",), ("longest-salt", "salt-of-the-hash", "no-salt")),
    ("Method in lower case", ("method_case",), ("node-config",)),
    ("whole URL instead of path", ("url_whole",), ("url", "host-and-path", "url-without-a-query")),
    ("? kept", ("query_mark",), ("kept", "lone")),
    ("query encoded or decoded", ("query_encoding",), ("the-other-form", "read-as-a-form", "form-encoded-anew")),
    ("a separator put in", ("separator",), ("python-lines", "node-join")),
    ("a part left out", ("part_left_out",), ("without-body", "without-timestamp", "without-query", "without-email")),
    ("Seconds for milliseconds", ("timestamp_unit",), ("in-both", "signed-in-the-other")),
    ("a header's timestamp that is not the one signed", ("timestamp_not_signed", "timestamp_of_request"), (
        "a-step-before", "a-step-after", "own-header-beside")),
    ("For RSA: wrong key", ("key_other_label",), ("another-environment",)),
    ("For RSA: wrong hash", ("hash_other",), ("sha1", "sha512")),
    ("For RSA: wrong padding", ("rsa_pss", "rsa_without_digest_info"), ("longest-salt", "pkeyutl-of-the-digest")),
    ("For RSA: changed body", ("json_reencoded", "body_final_newline"), ("plain-python", "echo")),
)


def phrases(cases):
    """Every phrase with its causes and the ids of its cases, of which there is at least one for each cause."""
    rows = []
    for phrase, causes, slugs in PHRASES:
        rsa_only = phrase.startswith("For RSA")
        ids = []
        for case in cases:
            scheme_and_cause, slug = case["id"].rsplit("/", 1)
            fits = case["expect"]["causes"][0] in causes and len(case["expect"]["causes"]) == 1 and slug in slugs
            if fits and (not rsa_only or scheme_and_cause.startswith("smart-glocal/")):
                ids.append(case["id"])
        found = {cause for case in cases if case["id"] in ids for cause in case["expect"]["causes"]}
        if found != set(causes):
            raise AssertionError(f"{phrase}: no case of {', '.join(set(causes) - found)}")
        unused = [slug for slug in slugs if not any(id.endswith("/" + slug) for id in ids)]
        if unused:
            raise AssertionError(f"{phrase}: no case ends with {', '.join(unused)}")
        rows.append({"phrase": phrase, "causes": list(causes), "cases": ids})
    return rows
