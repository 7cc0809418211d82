"""Where each cause can occur, and why not elsewhere. A cell of the table that is empty for no reason is an error."""
from .fixtures import BASE64, BASE64_OF_HEX, HEX_ANY_CASE

BODY_ONLY = ("body",)

# A property of a scheme, and what is said where it has it not.
PROPERTIES = {
    "any": (lambda one: True, ""),
    "mac": (lambda one: one.is_mac, "its proof is no MAC"),
    "rsa": (lambda one: one.is_rsa, "its proof is no RSA signature"),
    "basic": (lambda one: one.is_basic, "its proof is not HTTP Basic"),
    "signature": (lambda one: not one.is_basic, "nothing is signed"),
    "text key": (lambda one: not one.is_rsa, "its key is RSA"),
    "body": (lambda one: "body" in one.signs, "signs no body"),
    "method": (lambda one: "method" in one.signs, "signs no method"),
    "url": (lambda one: "path" in one.signs, "signs no URL"),
    "timestamp": (lambda one: "timestamp" in one.signs, "signs no timestamp"),
    "field": (lambda one: set(one.scheme.parts) & set(one.public_names), "signs no credential"),
    "parts": (lambda one: len(one.scheme.parts) > 1, "signs one part only"),
    "foreign end": (lambda one: one.scheme.parts and one.scheme.parts[-1] != "body",
                    "its string to sign ends with the body, so that is body_final_newline"),
    "not all": (lambda one: not one.is_basic and ("method" not in one.signs or one.public_names),
                "signs everything that is at hand already"),
    "sender": (lambda one: one.scheme.sender, "its messages name no sender"),
    "sender or proof": (lambda one: True, ""),
    "public text": (lambda one: one.public_names, "has one credential only"),
    "two pairs": (lambda one: one.id in ("solidgate/request", "solidgate/webhook"), "its gateway has one pair of keys only"),
    "base64": (lambda one: one.form in (BASE64, BASE64_OF_HEX), "writes hex, without padding"),
    "raw base64": (lambda one: one.form == BASE64, "writes hex, or base64 of hex: neither + nor / nor - nor _ occurs"),
    "lower hex": (lambda one: one.form not in (BASE64, HEX_ANY_CASE), "writes raw base64, or reads hex of either case"),
    "hex": (lambda one: one.form != BASE64, "writes raw base64, whose characters nothing stands between"),
    "of request": (lambda one: one.id.endswith("/response"), "answers no request"),
    "cut": (lambda one: True, ""),
}

RULES = {
    "header_missing": ["any"], "header_renamed": ["any"], "header_doubled": ["any"], "header_sender": ["sender"],
    "text_form": ["signature"], "text_upper_case": ["signature", "lower hex"], "text_separated": ["signature", "hex"],
    "text_url_safe": ["raw base64"], "text_unpadded": ["base64"], "text_wrapped": ["any"],
    "text_percent_encoded": ["base64"], "text_plus_lost": ["raw base64"], "text_quoted": ["signature"],
    "text_prefixed": ["signature"], "text_not_canonical": ["base64"], "text_reversed": ["rsa"],
    "basic_scheme": ["basic"], "basic_encoding": ["basic"], "basic_pair": ["basic"],
    **{cause: ["body"] for cause in (
        "json_reencoded", "json_string", "body_final_newline", "body_line_ends", "body_byte_order_mark", "body_trimmed",
        "body_decoded_with_loss", "body_latin1", "body_utf16", "body_percent_encoded", "body_html_escaped", "body_backslashes",
        "body_base64", "body_compressed", "body_hex", "body_digest", "body_empty_document", "body_placeholder", "body_cut")},
    "method_case": ["method"], "method_other": ["method"],
    **{cause: ["url"] for cause in ("url_whole", "path_changed", "query_mark", "query_encoding", "query_order")},
    "separator": ["parts"], "part_left_out": ["parts"], "part_added": ["not all"], "parts_order": ["parts"],
    "field_case": ["field"], "string_final_newline": ["signature", "foreign end"], "string_digest": ["parts", "mac"],
    **{cause: ["timestamp"] for cause in ("timestamp_unit", "timestamp_form", "timestamp_not_signed", "clock_ahead",
                                          "clock_behind", "time_zone")},
    "timestamp_of_request": ["of request"],
    **{cause: ["text key"] for cause in (
        "key_white_space", "key_quoted", "key_literal_newline", "key_hex_decoded", "key_base64_decoded", "key_encoded",
        "key_percent_encoded", "key_utf16", "key_hashed", "key_shell", "key_missing", "key_case", "key_prefix_dropped")},
    "key_other_half": ["text key", "public text"], "key_halves_swapped": ["text key", "public text"],
    "key_other_pair": ["two pairs"], "key_other_label": ["any"],
    "hash_other": ["signature"], "hash_plain": ["mac"], "message_and_key_swapped": ["mac"],
    "rsa_pss": ["rsa"], "rsa_without_digest_info": ["rsa"], "scheme_other": ["mac"],
}


def why_not(cause, fixture):
    """Why the cause cannot occur with the scheme, or None where it can."""
    for name in RULES[cause]:
        holds, reason = PROPERTIES[name]
        if not holds(fixture):
            return reason
    return None


def check(fixtures):
    """Every cell has a case or a reason, and not both."""
    counted = count(fixtures)
    wrong = []
    for cause in RULES:
        for fixture in fixtures:
            cases, reason = counted[cause, fixture.id], why_not(cause, fixture)
            if not cases and reason is None:
                wrong.append(f"{fixture.id} has no case of {cause}, where it can occur")
            if cases and reason is not None:
                wrong.append(f"{fixture.id} has cases of {cause}, though it {reason}")
    unknown = {cause for fixture in fixtures for case in fixture.cases for cause in case["expect"]["causes"]} - RULES.keys()
    wrong += [f"no rule says where {cause} can occur" for cause in sorted(unknown)]
    if wrong:
        raise AssertionError("\n".join(wrong))


def count(fixtures):
    """How many cases are of each cause alone, for each scheme."""
    return {(cause, fixture.id): sum(case["expect"]["causes"] == [cause] for case in fixture.cases)
            for cause in RULES for fixture in fixtures}


def table(fixtures):
    counted = count(fixtures)
    lines = []
    for cause in RULES:
        cells = ", ".join(f"{fixture.id} {counted[cause, fixture.id]}" for fixture in fixtures if counted[cause, fixture.id])
        lines.append(f"{cause}: {cells}")
        reasons = {}
        for fixture in fixtures:
            reason = why_not(cause, fixture)
            if reason:
                reasons.setdefault(reason, []).append(fixture.id)
        lines += [f"  not {', '.join(ids)}: {reason}" for reason, ids in reasons.items()]
    pairs = sum(len(case["expect"]["causes"]) > 1 for fixture in fixtures for case in fixture.cases)
    return "\n".join(lines + [f"two at once: {pairs}"])
