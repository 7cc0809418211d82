"""Another hash, no HMAC, another padding, another scheme's rule."""

import subprocess


from makelib.data import KEYS, b64
from makelib.schemes import SCHEMES, Mac

from . import FOLDER
from .fixtures import MILLISECONDS, SECONDS, usual_message
from .makers import node, py, sh

KEY, PUBLIC = KEYS / "rsa2048.pkcs8.pem", KEYS / "rsa2048.spki.pem"
KEPT = FOLDER / "signatures"


def add(fixtures):
    for fixture in fixtures:
        if fixture.is_mac:
            hashes(fixture)
            plain(fixture)
            schemes(fixture)
        if fixture.is_rsa:
            rsa(fixture)


def proven(fixture, cause, slug, maker, label="default", **more):
    tag = maker(fixture.signed(), key=fixture.key, **more)
    fixture.break_it(cause, slug, maker, proof=fixture.text(tag), label=label)


def hashes(fixture):
    for hash in ("sha256", "sha512", "sha1", "md5", "sha384", "sha224"):
        if hash != fixture.hash:
            proven(fixture, "hash_other", hash, py(f"hmac.digest(key, value, '{hash}')"))
    other = "sha256" if fixture.hash == "sha512" else "sha512"
    if b"\n" not in fixture.signed():
        proven(fixture, "hash_other", f"openssl-{other}", sh(f'openssl dgst -{other} -hmac "$KEY" -binary'))


def plain(fixture):
    own = fixture.hash
    for slug, maker in (
        ("openssl-without-a-key", sh(f"openssl dgst -{own} -binary")),
        ("key-last", py(f"hashlib.{own}(value + key).digest()")),
        ("key-first", py(f"hashlib.{own}(key + value).digest()")),
        ("key-around", py(f"hashlib.{own}(key + value + key).digest()")),
        ("md5-key-last", py("hashlib.md5(value + key).digest()")),
    ):
        # Anybody can make a hash without a key: it names nobody.
        proven(fixture, "hash_plain", slug, maker, label=None if slug == "openssl-without-a-key" else "default")
    proven(fixture, "message_and_key_swapped", "python", py(f"hmac.digest(value, key, '{own}')"))


def openssl(fixture, cause, slug, command, **more):
    """A signature by a command that is given the key's file as KEY.PEM and what is signed on its standard input."""
    words = command.replace("KEY.PEM", str(KEY))
    done = subprocess.run(["bash", "-o", "pipefail", "-c", words], input=fixture.signed(), capture_output=True, check=True)
    fixture.break_it(cause, slug, f"sh: {command}", proof=b64(done.stdout), **more)


def kept(fixture, slug, command, check):
    """A signature that is another each time it is made: made once, and then only checked."""
    path = KEPT / f"{fixture.id.replace('/', '-')}-{slug}.base64"
    if not path.exists():
        KEPT.mkdir(exist_ok=True)
        done = subprocess.run(["bash", "-c", command.replace("KEY.PEM", str(KEY))], input=fixture.signed(), capture_output=True, check=True)
        path.write_text(b64(done.stdout) + "\n")
    signature = path.read_text().strip()
    verify = f"openssl dgst {check} -verify {PUBLIC} -signature <(base64 -d <<<{signature})"
    subprocess.run(["bash", "-c", verify], input=fixture.signed(), capture_output=True, check=True)
    fixture.break_it("rsa_pss", slug, f"sh: {command}", proof=signature)


def rsa(fixture):
    for hash in ("sha1", "sha512", "sha384", "sha224", "md5"):
        openssl(fixture, "hash_other", hash, f"openssl dgst -{hash} -sign KEY.PEM")
    openssl(fixture, "rsa_without_digest_info", "pkeyutl-of-the-digest", "openssl dgst -sha256 -binary | openssl pkeyutl -sign -inkey KEY.PEM")
    openssl(fixture, "rsa_without_digest_info", "pkeyutl-of-hex-digits",
            "openssl dgst -sha256 -hex -r | cut -c1-64 | tr -d '\\n' | openssl pkeyutl -sign -inkey KEY.PEM")
    encrypted = node("require('crypto').privateEncrypt(process.env.KEY, require('crypto').createHash('sha256').update(value).digest())")
    fixture.break_it("rsa_without_digest_info", "node-private-encrypt", encrypted,
                     proof=b64(encrypted(fixture.signed(), key=KEY.read_text())))
    raw = "openssl rsautl -sign -inkey KEY.PEM"
    done = subprocess.run(["bash", "-c", raw.replace("KEY.PEM", str(KEY))], input=fixture.signed(), capture_output=True, check=True)
    fixture.break_it("rsa_without_digest_info", "rsautl-of-the-message", f"sh: {raw}", proof=b64(done.stdout))
    pss = "openssl dgst -sha256 -sigopt rsa_padding_mode:pss"
    kept(fixture, "longest-salt", f"{pss} -sign KEY.PEM", "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:auto")
    kept(fixture, "salt-of-the-hash", f"{pss} -sigopt rsa_pss_saltlen:-1 -sign KEY.PEM",
         "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1")
    openssl(fixture, "rsa_pss", "no-salt", f"{pss} -sigopt rsa_pss_saltlen:0 -sign KEY.PEM")


def schemes(fixture):
    """The same credentials and message, by the rule of every other scheme that has a MAC."""
    known = set()
    for other in SCHEMES.values():
        if not isinstance(other.proof, Mac) or other.id == fixture.id:
            continue
        rule = (other.parts, other.proof.hash, other.proof.form)
        if rule in known:
            continue  # Nothing tells them apart.
        known.add(rule)
        if (other.parts, other.proof.hash, other.proof.form) == (fixture.scheme.parts, fixture.hash, fixture.form):
            continue
        if fixture.scheme.digits and other.digits and fixture.scheme.digits != other.digits:
            continue
        by_rule_of(fixture, other)


def by_rule_of(fixture, other):
    stand_in = next((fixture.verifying[name] for name in fixture.public_names), None)
    fields = [part for part in other.parts if part not in ("timestamp", "method", "path", "query", "target", "body")]
    values = {other.proof.key: fixture.key.decode()}
    for name in fields:
        value = fixture.verifying.get(name, stand_in)
        if value is None:
            return
        values[name] = value
    own = fixture.message if "url" in fixture.message else usual_message(fixture.id)
    timestamp = fixture.timestamp or {10: SECONDS, 13: MILLISECONDS, None: None}[other.digits]
    signed = other.signed(values, own, {}, timestamp)
    if signed == fixture.signed() and other.proof.hash == fixture.hash:
        return
    proof = other.proof.prove(values, signed)
    headers = fixture.headers(proof)
    if other.digits and not fixture.scheme.digits:
        headers.append([other.header_of["timestamp"], timestamp])
    fixture.break_it("scheme_other", other.id.replace("/", "-"), f"a signer of {other.id}", headers=headers, encoder=other.id)



