"""What becomes of a body between signing and verifying."""
from .fixtures import BODY, body_with_tag
from .makers import encoders, node, php, py, sh

LINES = "order=7\namount=1020\ncurrency=EUR"
NOT_UTF8 = b'{"name":"Zo\xeb","city":"K\xf6ln"}'
FORM = "name=Zo%C3%AB+Quinn&amount=10.20&url=https%3A%2F%2Fshop.example%2Fa"
LONG = '{"note":"' + "0123456789abcdef" * 600 + '"}'
SIGNED, GIVEN = "signed", "given"

# cause, slug, which side the mistake made, what it was made from, what made it
TABLE = (
    ("body_final_newline", "echo", SIGNED, BODY, sh('echo "$VALUE"')),
    ("body_final_newline", "here-string", SIGNED, BODY, sh('cat <<<"$VALUE"')),
    ("body_final_newline", "file-that-an-editor-ended", GIVEN, BODY, sh(r'printf "%s\n" "$VALUE"')),
    ("body_final_newline", "command-substitution", SIGNED, BODY + "\n", sh('printf %s "$(cat)"')),
    ("body_final_newline", "windows-line", SIGNED, BODY, py("value + b'\\r\\n'")),
    ("body_trimmed", "python-strip", SIGNED, f"  {BODY} \n", py("value.strip()")),
    ("body_trimmed", "php-trim", SIGNED, f"\t{BODY}\r\n\r\n", php("trim($value)")),
    ("body_trimmed", "node-trim", SIGNED, f"\n{BODY}  ", node("value.toString().trim()")),
    ("body_trimmed", "php-rtrim", SIGNED, f"  {BODY}  ", php("rtrim($value)")),
    ("body_trimmed", "python-lstrip", SIGNED, f"  {BODY}  ", py("value.lstrip()")),
    ("body_line_ends", "crlf-signed", SIGNED, LINES, sh("sed '$!s/$/\\r/'")),
    ("body_line_ends", "lf-signed", SIGNED, LINES.replace("\n", "\r\n"), sh("tr -d '\\r'")),
    ("body_line_ends", "python-text-mode", SIGNED, LINES.replace("\n", "\r\n"),
     py("io.TextIOWrapper(io.BytesIO(value)).read()")),
    ("body_byte_order_mark", "python-utf-8-sig", SIGNED, BODY, py("value.decode().encode('utf-8-sig')")),
    ("body_byte_order_mark", "stripped-before-signing", SIGNED, "\ufeff" + BODY, py("value.decode('utf-8-sig')")),
    ("body_byte_order_mark", "node-text-decoder", SIGNED, "\ufeff" + BODY, node("new TextDecoder().decode(value)")),
    ("body_decoded_with_loss", "node-to-string", SIGNED, NOT_UTF8, node("value.toString()")),
    ("body_decoded_with_loss", "python-replace", SIGNED, NOT_UTF8, py("value.decode('utf-8', 'replace')")),
    ("body_decoded_with_loss", "python-ignore", SIGNED, NOT_UTF8, py("value.decode('utf-8', 'ignore')")),
    ("body_decoded_with_loss", "iconv-c", SIGNED, NOT_UTF8, sh("iconv -c -f UTF-8 -t UTF-8 || true")),
    ("body_decoded_with_loss", "python-ascii-replace", SIGNED, BODY, py("value.decode().encode('ascii', 'replace')")),
    ("body_decoded_with_loss", "python-ascii-ignore", SIGNED, BODY, py("value.decode().encode('ascii', 'ignore')")),
    ("body_decoded_with_loss", "python-decode-ascii", SIGNED, BODY, py("value.decode('ascii', 'replace')")),
    ("body_decoded_with_loss", "php-question-marks", SIGNED, NOT_UTF8, php("mb_convert_encoding($value, 'UTF-8', 'UTF-8')")),
    ("body_latin1", "node-binary", SIGNED, BODY, node("value.toString('latin1')")),
    ("body_latin1", "php-utf8-encode", SIGNED, BODY, php("mb_convert_encoding($value, 'UTF-8', 'ISO-8859-1')")),
    ("body_latin1", "python-latin-1", SIGNED, BODY, py("value.decode().encode('latin-1')")),
    ("body_latin1", "windows-1252-read", SIGNED, '{"price":"5 \u20ac \u2013 \u201cnow\u201d"}', py("value.decode('cp1252', 'replace')")),
    ("body_latin1", "windows-1252-written", SIGNED, '{"price":"5 \u20ac \u2013 \u0153"}', py("value.decode().encode('cp1252')")),
    ("body_utf16", "little-endian", SIGNED, BODY, node("Buffer.from(value.toString(), 'utf16le')")),
    ("body_utf16", "big-endian", SIGNED, BODY, py("value.decode().encode('utf-16-be')")),
    ("body_utf16", "with-a-mark", SIGNED, BODY, py("b'\\xff\\xfe' + value.decode().encode('utf-16-le')")),
    ("json_string", "node-stringify-twice", SIGNED, BODY, node("JSON.stringify(value.toString())")),
    ("json_string", "python-dumps-twice", SIGNED, BODY, py("json.dumps(value.decode())")),
    ("json_string", "php-encode-twice", SIGNED, BODY, php("json_encode($value)")),
    ("json_string", "sent-twice-encoded", GIVEN, BODY, node("JSON.stringify(value.toString())")),
    ("body_percent_encoded", "php-urldecode", SIGNED, FORM, php("urldecode($value)")),
    ("body_percent_encoded", "python-unquote", SIGNED, FORM, py("urllib.parse.unquote_to_bytes(value)")),
    ("body_percent_encoded", "node-encode", SIGNED, BODY, node("encodeURIComponent(value.toString())")),
    ("body_percent_encoded", "php-urlencode", SIGNED, BODY, php("urlencode($value)")),
    ("body_percent_encoded", "php-rawurlencode", SIGNED, BODY, php("rawurlencode($value)")),
    ("body_percent_encoded", "python-quote", SIGNED, BODY, py("urllib.parse.quote(value)")),
    ("body_percent_encoded", "sent-encoded", GIVEN, BODY, node("encodeURIComponent(value.toString())")),
    ("body_html_escaped", "php-htmlspecialchars", SIGNED, BODY, php("htmlspecialchars($value)")),
    ("body_html_escaped", "python-escape", SIGNED, BODY, py("html.escape(value.decode())")),
    ("body_html_escaped", "php-without-quotes", SIGNED, BODY, php("htmlspecialchars($value, ENT_NOQUOTES)")),
    ("body_html_escaped", "arrived-escaped", GIVEN, BODY, php("htmlspecialchars($value)")),
    ("body_html_escaped", "arrived-escaped-by-python", GIVEN, BODY, py("html.escape(value.decode())")),
    ("body_backslashes", "php-addslashes", SIGNED, BODY, php("addslashes($value)")),
    ("body_backslashes", "arrived-slashed", GIVEN, BODY, php("addslashes($value)")),
    ("body_backslashes", "php-stripslashes", SIGNED, '{"a":"x\\"y\\"","b":"\\\\z"}', php("stripslashes($value)")),
    ("body_backslashes", "echo-e", SIGNED, '{"a":"x\\ny\\tz"}', sh('echo -en "$VALUE"')),
    ("body_base64", "from-a-proxy", GIVEN, BODY, sh("base64 -w0")),
    ("body_base64", "from-a-proxy-in-lines", GIVEN, BODY, sh("base64")),
    ("body_base64", "from-a-proxy-url-safe", GIVEN, b'\xfb\xff\xbe{"a":1}', py("base64.urlsafe_b64encode(value)")),
    ("body_base64", "encoded-to-sign", SIGNED, BODY, py("base64.b64encode(value)")),
    ("body_base64", "encoded-to-sign-by-openssl", SIGNED, BODY, sh("openssl base64")),
    ("body_compressed", "gzip", GIVEN, BODY, sh("gzip -nc")),
    ("body_compressed", "deflate", GIVEN, BODY, py("zlib.compress(value)")),
    ("body_compressed", "raw-deflate", GIVEN, BODY, node("require('zlib').deflateRawSync(value)")),
    ("body_hex", "python-hex", SIGNED, BODY, py("value.hex()")),
    ("body_hex", "php-strtoupper", SIGNED, BODY, php("strtoupper(bin2hex($value))")),
    ("body_hex", "sent-as-hex", GIVEN, BODY, php("bin2hex($value)")),
    ("body_digest", "hex-sha256", SIGNED, BODY, py("hashlib.sha256(value).hexdigest()")),
    ("body_digest", "sha256", SIGNED, BODY, sh("openssl dgst -sha256 -binary")),
    ("body_digest", "base64-sha256", SIGNED, BODY, node("require('crypto').createHash('sha256').update(value).digest('base64')")),
    ("body_digest", "hex-sha512", SIGNED, BODY, py("hashlib.sha512(value).hexdigest()")),
    ("body_digest", "sha512", SIGNED, BODY, sh("openssl dgst -sha512 -binary")),
    ("body_digest", "hex-sha1", SIGNED, BODY, php("sha1($value)")),
    ("body_digest", "hex-md5", SIGNED, BODY, php("md5($value)")),
    ("body_digest", "base64-md5", SIGNED, BODY, php("base64_encode(md5($value, true))")),
    ("body_empty_document", "json-for-nothing", SIGNED, "", node("JSON.stringify({})")),
    ("body_empty_document", "list-for-nothing", SIGNED, "", php("json_encode([])")),
    ("body_empty_document", "null-for-nothing", SIGNED, "", py("json.dumps(None)")),
    ("body_empty_document", "text-for-nothing", SIGNED, "", py("json.dumps('')")),
    ("body_empty_document", "nothing-for-json", GIVEN, "", php("json_encode([], JSON_FORCE_OBJECT)")),
    ("body_placeholder", "undefined", SIGNED, "", node("`${undefined}`")),
    ("body_placeholder", "none", SIGNED, "", py("f'{None}'")),
    ("body_placeholder", "object", SIGNED, BODY, node("String(JSON.parse(value))")),
    ("body_placeholder", "array", SIGNED, BODY, php("@strval(json_decode($value, true))")),
    ("body_placeholder", "bytes", SIGNED, '{"a":"it\'s \\"so\\""}\r\n', py("f'{value}'")),
    ("body_cut", "head", SIGNED, LONG, sh("head -c 4096")),
    ("body_cut", "one-read", SIGNED, LONG, php("fread(fopen('data://text/plain;base64,' . base64_encode($value), 'r'), 8192)")),
    ("body_cut", "characters-for-bytes", SIGNED, BODY, node("value.subarray(0, value.toString().length)")),
    ("body_cut", "at-a-nul", SIGNED, b'{"a":1}\0{"b":2}', sh("tr '\\0' '\\n' | head -n 1 | tr -d '\\n'")),
)

# The forms for which every scheme has a case; each form has one somewhere.
USUAL_FORMS = ("python", "javascript-indent-2", "javascript-indent-4", "python-sorted", "python-sorted-compact", "php", "php-slashes",
               "python-compact", "go-map", "go-map-encoder", "jackson-pretty", "gson-tree", "text-json", "newtonsoft")
DOCUMENTS = {
    "plain": BODY,
    "numbers": '{"rate":1.50,"big":12345678901234567890,"exponent":1e3,"amount":10.0,"small":0.00001,"zero":-0.0}',
    "escapes": '{"url":"https:\\/\\/shop.example\\/a","name":"Zo\\u00eb","line":"a\\u2028b","tag":"<b>&=\'`"}',
    "nested": '{ "b" : [ 1, {"d": null, "c": {}} ], "a" : "2024-05-01T10:00:00.500Z", "e": [] }',
}


def add(fixtures):
    signing = [one for one in fixtures if "body" in one.signs]
    for fixture in signing:
        for cause, slug, side, source, maker in TABLE:
            made = maker(source)
            signed, given = (made, source) if side == SIGNED else (source, made)
            fixture.break_it(cause, slug, maker, proof=fixture.proven(body=signed), given=given)
        for form in USUAL_FORMS:
            reencoded(fixture, "plain", form)
    # Every form of every document, the schemes in turn.
    turn = 0
    for name, document in DOCUMENTS.items():
        for form in sorted(encoders(document)):
            fixture = signing[turn % len(signing)]
            if name != "plain" or form not in USUAL_FORMS:
                turn += reencoded(fixture, name, form)
    for fixture in signing:
        curl_stripped(fixture)


def reencoded(fixture, name, form):
    """The document was sent as it is, and signed as an encoder writes it."""
    document = DOCUMENTS[name]
    language, written = encoders(document)[form]
    if written in (document.encode(), document.encode() + b"\n"):
        return False
    fixture.break_it("json_reencoded", f"{name}-{form}", f"{language} writes what it parsed (tests/encoders/{language}, form {form})",
                     proof=fixture.proven(body=written), given=document, encoder=form)
    return True


def curl_stripped(fixture):
    """`curl -d @file` drops the line ends that the signature still covers."""
    _, pretty = encoders(BODY)["javascript-indent-2"]
    fixture.break_it("json_reencoded", "curl-d-drops-line-ends", "sh: curl -d @body.json, which sends no line ends",
                     proof=fixture.proven(body=pretty), given=pretty.replace(b"\n", b""), encoder="javascript-indent-2")


__all__ = ["add", "body_with_tag"]
