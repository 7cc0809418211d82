"""Two mistakes at once."""
from .bodies import BODY
from .makers import encoders, php, py, sh
from .strings import URL

PYTHON, PHP = "python", "php"


def add(fixtures):
    for fixture in fixtures:
        if fixture.is_mac:
            macs(fixture)
        if fixture.is_rsa:
            rsa(fixture)
        if fixture.is_basic:
            basic(fixture)
        if "body" in fixture.signs:
            bodies(fixture)
        if "method" in fixture.signs:
            urls(fixture)
        if not fixture.is_basic:
            headers(fixture)


def both(fixture, causes, slug, first, second, **broken):
    fixture.break_it(causes, slug, f"{first}; {second}", **broken)


def written(form):
    return encoders(BODY)[form][1]


def bodies(fixture):
    python = "python: json.dumps(body)"
    wrong = other_form(fixture)
    signed = fixture.signed(body=written(PYTHON))
    both(fixture, ("json_reencoded", "text_form"), "python-body", python, wrong,
         proof=wrong("", tag=fixture.tag(signed)).decode(), encoder=PYTHON)
    echo = sh('echo "$VALUE"')
    both(fixture, ("json_reencoded", "body_final_newline"), "python-echoed", python, echo, encoder=PYTHON,
         proof=fixture.proven(body=echo(written(PYTHON))))
    zipped = sh("base64 -w0")
    both(fixture, ("body_base64", "body_compressed"), "gzip-behind-a-proxy", sh("gzip -nc"), zipped,
         proof=fixture.proven(), given=zipped(sh("gzip -nc")(BODY)))


def other_form(fixture):
    return py("base64.b64encode(tag)") if fixture.form != "base64" else py("tag.hex()")


def macs(fixture):
    newline = py("value + b'\\n'")
    key = newline(fixture.key)
    other = "sha1"
    hashed = py(f"hmac.digest(key, value, '{other}')")
    both(fixture, ("key_white_space", "hash_other"), "file-and-sha1", newline, hashed,
         proof=fixture.text(hashed(fixture.signed(), key=key)))
    kubernetes = sh('echo "$VALUE" | base64 -w0')
    both(fixture, ("key_white_space", "key_encoded"), "echoed-and-encoded", "a Kubernetes secret", kubernetes,
         proof=fixture.proven(key=kubernetes(fixture.key)))
    wrong = other_form(fixture)
    both(fixture, ("key_white_space", "text_form"), "file-and-form", newline, wrong,
         proof=wrong("", tag=fixture.tag(fixture.signed(), key)).decode())
    if "body" in fixture.signs:
        both(fixture, ("json_reencoded", "key_white_space"), "php-body-and-file", "php: json_encode($array)", newline,
             proof=fixture.proven(key=key, body=written(PHP)), encoder=PHP)
        both(fixture, ("json_reencoded", "hash_other"), "php-body-and-sha1", "php: json_encode($array)", hashed,
             proof=fixture.text(hashed(fixture.signed(body=written(PHP)), key=fixture.key)), encoder=PHP)


def rsa(fixture):
    import subprocess

    from .algorithms import KEY
    command = "openssl dgst -sha1 -sign KEY.PEM"
    signed = fixture.signed(body=written(PYTHON))
    done = subprocess.run(["bash", "-c", command.replace("KEY.PEM", str(KEY))], input=signed, capture_output=True, check=True)
    both(fixture, ("json_reencoded", "hash_other"), "python-body-and-sha1", "python: json.dumps(body)", f"sh: {command}",
         proof=py("base64.b64encode(value)")(done.stdout).decode(), encoder=PYTHON)


def basic(fixture):
    newline = py("value + b'\\n'")
    both(fixture, ("basic_scheme", "key_white_space"), "no-word-and-file", "code: no `Basic `", newline,
         proof=fixture.proven(key=newline(fixture.key)).removeprefix("Basic "))


def urls(fixture):
    lower = php("strtolower($value)")
    lines = py("b'\\n'.join(parts)")
    parts = [lower(part) if name == "method" else part for name, part in fixture.parts()]
    both(fixture, ("method_case", "separator"), "lower-and-lines", lower, lines, signed=b"\n".join(parts))
    slash = py("value + b'\\n'")
    both(fixture, ("method_case", "key_white_space"), "lower-and-file", lower, slash, url=URL,
         proof=fixture.text(fixture.tag(b"".join(lower(part) if name == "method" else part for name, part in fixture.parts(url=URL)),
                                        slash(fixture.key))))


def headers(fixture):
    cgi = php("'HTTP_' . strtoupper(str_replace('-', '_', $value))")
    wrong = other_form(fixture)
    right = fixture.headers(wrong("", tag=fixture.tag(fixture.signed())).decode())
    both(fixture, ("header_renamed", "text_form"), "cgi-and-form", cgi, wrong, headers=[[cgi(name).decode(), value] for name, value in right])
    if "timestamp" in fixture.signs:
        late = py("str(int(value) + 1)")
        both(fixture, ("timestamp_not_signed", "text_form"), "late-and-form", late, wrong,
             proof=wrong("", tag=fixture.tag(fixture.signed(timestamp=late(fixture.timestamp).decode()))).decode())
