"""How the text of a right signature goes wrong."""
from .fixtures import BASE64, BASE64_OF_HEX, HEX, HEX_ANY_CASE, body_with_tag
from .makers import node, php, py, sh

# cause, slug, the forms for which it is made, what made it of the `value`, which is the right text, and of the `tag`
ALL = (HEX, HEX_ANY_CASE, BASE64, BASE64_OF_HEX)
OF_HEX, RAW = (HEX, HEX_ANY_CASE), (BASE64,)
TABLE = (
    ("text_form", "hex", (BASE64, BASE64_OF_HEX), py("tag.hex()")),
    ("text_form", "raw-digest-in-base64", (HEX, HEX_ANY_CASE, BASE64_OF_HEX), py("base64.b64encode(tag)")),
    ("text_form", "base64-of-hex", (HEX, HEX_ANY_CASE, BASE64), php("base64_encode(bin2hex(base64_decode($value)))")),
    ("text_form", "encoded-twice", ALL, None),
    ("text_upper_case", "upper-case", (HEX,), php("strtoupper($value)")),
    ("text_upper_case", "upper-case-inside", (BASE64_OF_HEX,), py("base64.b64encode(tag.hex().upper().encode())")),
    ("text_separated", "dot-net-bit-converter", OF_HEX, py("tag.hex('-').upper()")),
    ("text_separated", "openssl-c", OF_HEX, py("tag.hex(':')")),
    ("text_wrapped", "spaced", OF_HEX, py("tag.hex(' ')")),
    ("text_separated", "dot-net-bit-converter-inside", (BASE64_OF_HEX,), py("base64.b64encode(tag.hex('-').upper().encode())")),
    ("text_url_safe", "python", RAW, py("base64.urlsafe_b64encode(tag)")),
    ("text_unpadded", "rstrip", (BASE64, BASE64_OF_HEX), py("value.rstrip(b'=')")),
    ("text_wrapped", "openssl-base64", (BASE64, BASE64_OF_HEX), sh("base64 -d | openssl base64")),
    ("text_wrapped", "base64-in-lines-joined-by-spaces", (BASE64, BASE64_OF_HEX), sh("base64 -d | base64 -w20 | tr '\\n' ' '")),
    ("text_wrapped", "fold", OF_HEX, sh("fold -w40")),
    ("text_wrapped", "literal-newline", ALL, py("value.decode() + '\\\\n'")),
    ("text_percent_encoded", "node", (BASE64, BASE64_OF_HEX), node("encodeURIComponent(value.toString())")),
    ("text_plus_lost", "read-as-a-form", RAW, php("urldecode($value)")),
    ("text_quoted", "json", ALL, node("JSON.stringify(value.toString())")),
    ("text_quoted", "python-repr", ALL, py("repr(value.decode())")),
    ("text_quoted", "python-bytes", ALL, py("str(value)")),
    ("text_prefixed", "algorithm", ALL, py("'sha256=' + value.decode()")),
    ("text_prefixed", "words", ALL, py("'HMAC ' + value.decode()")),
    ("text_prefixed", "version", ALL, py("'v1=' + value.decode()")),
    ("text_prefixed", "openssl-dgst", OF_HEX, py("'HMAC-SHA2-256(stdin)= ' + value.decode()")),
    ("text_prefixed", "sha256sum", OF_HEX, py("value.decode() + '  -'")),
    ("text_prefixed", "zero-x", OF_HEX, py("'0x' + value.decode()")),
    ("text_not_canonical", "last-character", (BASE64, BASE64_OF_HEX), py(
        "value.rstrip(b'=')[:-1] + bytes([value.rstrip(b'=')[-1] + 1]) + b'=' * value.count(b'=')")),
)


def add(fixtures):
    for fixture in fixtures:
        if fixture.is_basic:
            basic(fixture)
            continue
        for cause, slug, forms, maker in TABLE:
            if fixture.form in forms:
                written(fixture, cause, slug, maker)
        if fixture.is_rsa:
            tag = fixture.tag(fixture.signed())
            windows = py("base64.b64encode(tag[::-1])")
            fixture.break_it("text_reversed", "windows-crypto-api", windows, proof=windows("", tag=tag).decode())


def written(fixture, cause, slug, maker):
    body = None
    if fixture.is_mac and fixture.form == BASE64 and cause in ("text_url_safe", "text_plus_lost"):
        body = body_with_tag(fixture.id, "+/")
    message = {"body": body} if body else {}
    tag = fixture.tag(fixture.signed(**message))
    text = fixture.text(tag)
    if slug == "encoded-twice":
        maker = {HEX: php("bin2hex($value)"), HEX_ANY_CASE: php("bin2hex($value)")}.get(fixture.form, py("base64.b64encode(value)"))
    if maker.code.startswith("base64_encode(bin2hex(base64_decode"):
        maker = php("base64_encode($value)") if fixture.form != BASE64 else maker
    proof = maker(text, tag=tag) if maker.language == "Python" else maker(text)
    fixture.break_it(cause, slug, maker, proof=as_text(proof), **message)


def as_text(proof):
    try:
        return proof.decode("ascii")
    except UnicodeDecodeError:
        return proof


def basic(fixture):
    """Of the text forms, those that the base64 of user and password shares."""
    pair = fixture.pair()
    key = b"Tk_9x?>2Lq7~wEr>>4hY6"
    special = fixture.pair(key)
    for cause, slug, maker, of in (
        ("text_url_safe", "python", py("'Basic ' + base64.urlsafe_b64encode(value).decode()"), special),
        ("text_unpadded", "rstrip", py("'Basic ' + base64.b64encode(value).decode().rstrip('=')"), fixture.pair(b"Tk_9x+2Lq7")),
        ("text_wrapped", "base64-in-lines", sh("printf 'Basic %s' \"$(base64 -w16)\""), pair),
        ("text_percent_encoded", "node", node("'Basic ' + encodeURIComponent(value.toString('base64'))"), special),
        ("text_plus_lost", "read-as-a-form", php("'Basic ' . urldecode(base64_encode($value))"), special),
        ("text_not_canonical", "last-character", py(
            "(lambda text: 'Basic ' + text.rstrip('=')[:-1] + chr(ord(text.rstrip('=')[-1]) + 1) + '=' * text.count('='))"
            "(base64.b64encode(value).decode())"), fixture.pair(b"Tk_9x+2Lq7")),
        ("basic_scheme", "missing", py("base64.b64encode(value).decode()"), pair),
        ("basic_scheme", "bearer", py("'Bearer ' + base64.b64encode(value).decode()"), pair),
        ("basic_scheme", "joined", py("'Basic' + base64.b64encode(value).decode()"), pair),
        ("basic_scheme", "colon", py("'Basic: ' + base64.b64encode(value).decode()"), pair),
        ("basic_scheme", "twice", py("'Basic Basic ' + base64.b64encode(value).decode()"), pair),
        ("basic_encoding", "plain", py("'Basic ' + value.decode()"), pair),
        ("basic_encoding", "hex", py("'Basic ' + value.hex()"), pair),
        ("basic_encoding", "twice", py("'Basic ' + base64.b64encode(base64.b64encode(value)).decode()"), pair),
        ("basic_pair", "no-colon", py("'Basic ' + base64.b64encode(value.replace(b':', b'')).decode()"), pair),
        ("basic_pair", "password-alone", py("'Basic ' + base64.b64encode(value.split(b':')[1]).decode()"), pair),
        ("basic_pair", "no-user", py("'Basic ' + base64.b64encode(b':' + value.split(b':')[1]).decode()"), pair),
        ("basic_pair", "no-password", py("'Basic ' + base64.b64encode(value.split(b':')[1] + b':').decode()"), pair),
        ("basic_pair", "space", py("'Basic ' + base64.b64encode(value.replace(b':', b': ')).decode()"), pair),
        ("basic_pair", "each-apart", py(
            "'Basic ' + base64.b64encode(b':'.join(map(base64.b64encode, value.split(b':')))).decode()"), pair),
    ):
        own = {**fixture.verifying, "api_key": of.split(b":", 1)[1].decode()}
        fixture.break_it(cause, slug, maker, proof=maker(of).decode(), sets=[("default", own)])
