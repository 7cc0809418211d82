"""The right secret, read or used in a wrong way, and other secrets than the right one."""
from makelib.data import File, b64

from .fixtures import keys
from .makers import node, php, py, sh

HEX, BASE64 = "8b1f0c5de27a44938b1f0c5de27a4493", "ix8MXeJ6RJOLHwxd4npEkw=="
NODE_ENV = "Buffer.from(process.env.SECRET === undefined ? `${process.env.SECRET}` : '')"

# cause, slug, the secret where it is another than the usual, what made the key of the `value`, which is the secret
TABLE = (
    ("key_white_space", "file-read-whole", None, py("io.StringIO(value.decode() + '\\n').read()")),
    ("key_white_space", "windows-file", None, py("value + b'\\r\\n'")),
    ("key_white_space", "env-file-with-crlf", None, sh("printf 'SECRET=%s\\r\\n' \"$VALUE\" | tail -n 1 | cut -d= -f2- | tr -d '\\n'")),
    ("key_white_space", "pasted-with-a-space", None, py("value + b' '")),
    ("key_white_space", "space-before", None, sh("printf 'SECRET= %s' \"$VALUE\" | cut -d= -f2- | tr -d '\\n'")),
    ("key_white_space", "byte-order-mark", None, py("value.decode().encode('utf-8-sig')")),
    ("key_white_space", "no-break-space", None, py("value.decode() + '\\u00a0'")),
    ("key_white_space", "zero-width-space", None, py("value.decode() + '\\u200b'")),
    ("key_quoted", "env-file-in-double-quotes", None, sh("printf 'SECRET=\"%s\"' \"$VALUE\" | cut -d= -f2- | tr -d '\\n'")),
    ("key_quoted", "env-file-in-single-quotes", None, sh("printf \"SECRET='%s'\" \"$VALUE\" | cut -d= -f2- | tr -d '\\n'")),
    ("key_quoted", "json", None, node("JSON.stringify(value.toString())")),
    ("key_literal_newline", "double-quotes-in-sh", None, sh('key="$VALUE\\n"; printf %s "$key"')),
    ("key_literal_newline", "php-single-quotes", "st_8B1f\\n0c5de27a4493", php("str_replace('\\\\n', \"\\n\", $value)")),
    ("key_hex_decoded", "python", HEX, py("bytes.fromhex(value.decode())")),
    ("key_hex_decoded", "openssl-hexkey", HEX.upper(), node("Buffer.from(value.toString(), 'hex')")),
    ("key_base64_decoded", "python", BASE64, py("base64.b64decode(value)")),
    ("key_base64_decoded", "node", BASE64.rstrip("="), node("Buffer.from(value.toString(), 'base64')")),
    ("key_base64_decoded", "url-safe", "-_8MXeJ6RJOLHwxd4npEkw==", py("base64.urlsafe_b64decode(value)")),
    ("key_encoded", "hex", None, php("bin2hex($value)")),
    ("key_encoded", "upper-case-hex", None, php("strtoupper(bin2hex($value))")),
    ("key_encoded", "base64", None, sh("base64 -w0")),
    ("key_percent_encoded", "node", "st_8B1f+0c5d/e27a=44%", node("encodeURIComponent(value.toString())")),
    ("key_percent_encoded", "decoded", "st_8B1f%2B0c5d", php("rawurldecode($value)")),
    ("key_percent_encoded", "plus-for-a-space", "st_8B1f+0c5d", php("urldecode($value)")),
    ("key_utf16", "dot-net-unicode", None, node("Buffer.from(value.toString(), 'utf16le')")),
    ("key_utf16", "big-endian", None, py("value.decode().encode('utf-16-be')")),
    ("key_hashed", "hex-sha256", None, py("hashlib.sha256(value).hexdigest()")),
    ("key_hashed", "sha256", None, sh("openssl dgst -sha256 -binary")),
    ("key_hashed", "hex-md5", None, php("md5($value)")),
    ("key_shell", "variable-expanded", "st_8B1f$c5de.27a$4493", sh('eval "printf %s \\"$VALUE\\""')),
    ("key_shell", "comment-in-an-env-file", "st_8B1f #0c5de27a", sh("printf %s \"$VALUE\" | sed 's/ *#.*//'")),
    ("key_shell", "compose-doubles-dollars", "st_8B1f$$c5de", sh("printf %s \"$VALUE\" | sed 's/\\$\\$/$/g'")),
    ("key_missing", "node-undefined", None, node("`${process.env.SECRET}`")),
    ("key_missing", "python-none", None, py("str(None)")),
    ("key_missing", "php-empty", None, php("getenv('SECRET')")),
    ("key_case", "lower", None, py("value.lower()")),
    ("key_case", "upper", None, php("strtoupper($value)")),
    ("key_prefix_dropped", "python-split", None, py("value.split(b'_')[-1]")),
)


def add(fixtures):
    for fixture in fixtures:
        if not fixture.is_rsa:
            for cause, slug, secret, maker in TABLE:
                read_wrongly(fixture, cause, slug, secret, maker)
            halves(fixture)
        others(fixture)


def read_wrongly(fixture, cause, slug, secret, maker):
    secret = secret or fixture.signing[fixture.key_name]
    used = maker(secret)
    if fixture.is_basic and slug in ("php-empty", "space-before"):
        return  # The same header as that of a password left out, or joined with a space: basic_pair.
    own = {**fixture.verifying, fixture.key_name: secret}
    assert used != secret.encode(), f"{cause}/{slug}: {maker} changes nothing"
    # Anybody can use no key: that names nobody.
    label = None if cause == "key_missing" else "default"
    fixture.break_it(cause, slug, maker, proof=fixture.proven(key=used), sets=[("default", own)], label=label)


def halves(fixture):
    for name in fixture.public_names:
        public, secret = fixture.verifying[name].encode(), fixture.key
        if fixture.is_basic:
            fixture.break_it("key_other_half", f"{name}-as-the-key", "credentials: the user for both", proof=fixture.proven(key=public))
            swapped = "Basic " + b64(secret + b":" + public)
            fixture.break_it("key_halves_swapped", name, "credentials: pasted into each other's field", proof=swapped)
            continue
        fixture.break_it("key_other_half", f"{name.replace('_', '-')}-as-the-key", f"credentials: {name} for {fixture.key_name}",
                         proof=fixture.proven(key=public))
        values = {**fixture.signing, name: secret.decode(), fixture.key_name: public.decode()}
        fixture.break_it("key_halves_swapped", name.replace("_", "-"), "credentials: pasted into each other's field",
                         proof=fixture.proven(key=public, values=values), values=values)


def others(fixture):
    other, verifying = other_set(fixture)
    made_by = "credentials: another environment's"
    headers = fixture.headers(proven_by(fixture, other), values={**other, **sender_of(fixture)})
    fixture.break_it("key_other_label", "another-environment", made_by, headers=headers, others=[("sandbox", verifying)], label="sandbox")
    if fixture.scheme.sender and not fixture.is_basic:
        fixture.break_it("key_other_label", "of-the-ring", "credentials: another shop's key", headers=headers,
                         sets=[("default", fixture.verifying), ("second", verifying)], label="second")
    if fixture.id in ("solidgate/request", "solidgate/webhook"):
        mine, theirs = ("api", "wh") if fixture.id.endswith("request") else ("wh", "api")
        pair = {name: value.replace(mine, theirs, 1) + "9" for name, value in fixture.verifying.items()}
        for slug, header in (("whole", pair), ("key-alone", {**pair, **sender_of(fixture)})):
            values = header if slug == "key-alone" else pair
            proof = fixture.text(fixture.tag(fixture.signed(values=values), pair["secret_key"].encode()))
            fixture.break_it("key_other_pair", slug, "credentials: those of the other pair", others=[(theirs, pair)], label=theirs,
                             headers=fixture.headers(proof, values=values))
    if fixture.scheme.sender:
        sender(fixture)


def other_set(fixture):
    """Other credentials, to sign with and to verify with."""
    if fixture.is_rsa:
        return ({**fixture.signing, "private_key": File("other2048.pkcs8.pem")},
                {name: File("other2048.spki.pem") if name == "public_key" else value + "3" for name, value in fixture.verifying.items()})
    other = {name: value if name == "email" else value + "2" for name, value in fixture.verifying.items()}
    return other, other


def sender_of(fixture):
    return {fixture.scheme.sender: fixture.verifying[fixture.scheme.sender]} if fixture.scheme.sender else {}


def proven_by(fixture, other):
    """The proof with another's key under our sender's id."""
    if fixture.is_rsa:
        return fixture.text(keys.sign(other["private_key"], fixture.signed()))
    return fixture.proven(key=other[fixture.key_name].encode())


def sender(fixture):
    """Our key signed, under an id that is not ours."""
    name = fixture.scheme.sender
    stranger = fixture.verifying[name] + "7"
    made_by = "credentials: an old id beside the new key"
    if fixture.is_basic:
        proof = "Basic " + b64(stranger.encode() + b":" + fixture.key)
        fixture.break_it("header_sender", "an-old-id", made_by, proof=proof)
        return
    fixture.break_it("header_sender", "in-the-header-only", made_by, headers=fixture.headers(fixture.proven(), values={
        **fixture.signing, name: stranger}))
    if name in fixture.signs:
        values = {**fixture.signing, name: stranger}
        fixture.break_it("header_sender", "signed-too", made_by, headers=fixture.headers(fixture.proven(values=values), values=values))
