"""RSA by the openssl command, and the committed keys below keys/, which are made once and then only read."""
import base64
import hashlib
import re
import struct
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from .data import KEYS, raw

PASSPHRASE = "correct horse battery staple"
PSS_BODY = b'{"session_id":"ps_3230"}'


def openssl(*arguments, data=None):
    done = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"openssl {' '.join(map(str, arguments))}: {done.stderr.decode()}")
    return done.stdout


def plain(value):
    """A key's bytes with what paysig forgives in PEM undone: CRLF, literal \\n, surrounding white space."""
    data = raw(value)
    return data if data[:1] == b"\x30" else data.replace(b"\\n", b"\n").replace(b"\r\n", b"\n").strip() + b"\n"


def in_files(run, *contents):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(len(contents))]
        for path, content in zip(paths, contents):
            path.write_bytes(content)
        return run(*paths)


@lru_cache(None)
def _public(data):
    """Any readable public key or certificate as SPKI in PEM, and its size in bytes."""
    for words in (["pkey", "-pubin"], ["rsa", "-RSAPublicKey_in", "-pubout"], ["x509", "-pubkey", "-noout"]):
        try:
            spki = in_files(lambda path: openssl(*words, "-in", path), data)
        except RuntimeError:
            continue
        text = openssl("pkey", "-pubin", "-noout", "-text", data=spki).decode()
        return spki, (int(re.search(r"\((\d+) bit", text)[1]) + 7) // 8
    raise ValueError("no public key")


@lru_cache(None)
def _sign(data, signed, passphrase, options):
    words = ["dgst", "-sha256", "-passin", f"pass:{passphrase}", *options]
    return in_files(lambda key, body: openssl(*words, "-sign", key, body), data, signed)


def sign(key, signed, passphrase=None, *options):
    return _sign(plain(key), signed, passphrase or "", options)


@lru_cache(None)
def _verify(spki, signed, signature):
    def run(key, body, proof):
        return openssl("dgst", "-sha256", "-verify", key, "-signature", proof, body)
    try:
        return b"Verified OK" in in_files(run, spki, signed, signature)
    except RuntimeError:
        return False


def verify(key, signed, signature):
    return _verify(_public(plain(key))[0], signed, signature)


def size(key):
    return _public(plain(key))[1]


# DER, as much of it as the crafted keys need.

def der(tag, *contents):
    body = b"".join(contents)
    length = len(body)
    if length < 128:
        return bytes([tag, length]) + body
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body


def integer(number):
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def integers(sequence):
    """The integers in a DER sequence of integers."""
    numbers, rest = [], sequence[4:]
    while rest:
        length, start = rest[1], 2
        if length & 0x80:
            start += length & 0x7F
            length = int.from_bytes(rest[2:start], "big")
        numbers.append(int.from_bytes(rest[start:start + length], "big"))
        rest = rest[start + length:]
    return numbers


def pem(name, data):
    text = base64.encodebytes(data).replace(b"\n", b"")
    lines = b"\n".join(text[at:at + 64] for at in range(0, len(text), 64))
    return b"-----BEGIN %s-----\n%s\n-----END %s-----\n" % (name, lines, name)


RSA_ENCRYPTION = bytes.fromhex("300d06092a864886f70d0101010500")


def spki(modulus, exponent):
    key = der(0x30, integer(modulus), integer(exponent))
    return pem(b"PUBLIC KEY", der(0x30, RSA_ENCRYPTION, der(3, b"\0", key)))


def number_of(bits, name):
    """An odd number of exactly so many bits, the same each time: a modulus that nobody has a private key for."""
    stream = b"".join(hashlib.sha512(f"{name} {count}".encode()).digest() for count in range(bits // 512 + 1))
    return int.from_bytes(stream, "big") % (1 << bits) | 1 << (bits - 1) | 1


def ssh_string(*parts):
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def ssh_number(number):
    return ssh_string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def openssh_private(pkcs1):
    _, n, e, d, p, q, _, _, inverse = integers(pkcs1)
    public = ssh_string(b"ssh-rsa") + ssh_number(e) + ssh_number(n)
    private = struct.pack(">II", 7, 7) + ssh_string(b"ssh-rsa") + b"".join(map(ssh_number, (n, e, d, inverse, p, q)))
    private += ssh_string(b"test")
    private += bytes(range(1, 1 + -len(private) % 8))
    blob = b"openssh-key-v1\0" + ssh_string(b"none", b"none", b"") + struct.pack(">I", 1) + ssh_string(public, private)
    return pem(b"OPENSSH PRIVATE KEY", blob)


def make_missing():
    """Make whatever key is not there yet. Nothing that is committed is ever made again."""
    KEYS.mkdir(exist_ok=True)

    def keep(name, make):
        path = KEYS / name
        if not path.exists():
            path.write_bytes(make())
        return path

    def generate(name, *options, algorithm="RSA"):
        words = [word for option in options for word in ("-pkeyopt", option)]
        private = keep(f"{name}.pkcs8.pem", lambda: openssl("genpkey", "-quiet", "-algorithm", algorithm, *words))
        keep(f"{name}.spki.pem", lambda: openssl("pkey", "-in", private, "-pubout"))
        return private

    key = generate("rsa2048", "rsa_keygen_bits:2048")
    for bits in (1024, 3072, 4096, 8192):
        generate(f"rsa{bits}", f"rsa_keygen_bits:{bits}")
    generate("other2048", "rsa_keygen_bits:2048")
    generate("three-primes", "rsa_keygen_bits:2048", "rsa_keygen_primes:3")
    for name, exponent in (("exponent-3", 3), ("exponent-max", 2**32 - 1), ("exponent-too-large", 2**32 + 1)):
        generate(name, "rsa_keygen_bits:2048", f"rsa_keygen_pubexp:{exponent}")
    generate("ec", "ec_paramgen_curve:P-256", algorithm="EC")
    generate("ed25519", algorithm="ED25519")
    generate("rsa2048-pss", "rsa_keygen_bits:2048", algorithm="RSA-PSS")

    pkcs1 = ["rsa", "-in", key, "-traditional"]
    encrypt = ["pkcs8", "-topk8", "-in", key, "-v2", "aes-256-cbc", "-passout", f"pass:{PASSPHRASE}"]
    keep("rsa2048.pkcs1.pem", lambda: openssl(*pkcs1))
    pkcs1_der = keep("rsa2048.pkcs1.der", lambda: openssl(*pkcs1, "-outform", "DER"))
    keep("rsa2048.traditional-encrypted.pem",
         lambda: openssl(*pkcs1, "-aes128", "-passout", f"pass:{PASSPHRASE}"))
    keep("rsa2048.pkcs8.der", lambda: openssl("pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER"))
    keep("rsa2048.pkcs8-encrypted.pem", lambda: openssl(*encrypt))
    keep("rsa2048.pkcs8-encrypted.der", lambda: openssl(*encrypt, "-outform", "DER"))
    passphrase = ["-passout", f"pass:{PASSPHRASE}"]
    for name, options in {
        "scrypt": ["-scrypt"], "3des-sha1": ["-v2", "des3", "-v2prf", "hmacWithSHA1"], "aes-192-sha512": ["-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512"],
        "camellia": ["-v2", "camellia-256-cbc"], "pkcs12-3des": ["-v1", "PBE-SHA1-3DES"],
        "pbes1": ["-v1", "PBE-SHA1-DES", "-provider", "legacy", "-provider", "default"],
        # Seconds for every key that is tried: nobody has such a one, unless to keep somebody busy.
        "ten-million-rounds": ["-v2", "aes-256-cbc", "-iter", "10000001"],
    }.items():
        words = ["pkcs8", "-topk8", "-in", key, *options, *passphrase]
        keep(f"rsa2048.pkcs8-{name}.pem", lambda words=words: openssl(*words))
    keep("rsa2048.pkcs8-crlf.pem", lambda: key.read_bytes().replace(b"\n", b"\r\n"))
    keep("rsa2048.openssh.pem", lambda: openssh_private(pkcs1_der.read_bytes()))

    public = KEYS / "rsa2048.spki.pem"
    modulus, exponent = integers(pkcs1_der.read_bytes())[1:3]
    keep("rsa2048.spki.der", lambda: openssl("pkey", "-pubin", "-in", public, "-outform", "DER"))
    keep("rsa2048.spki-crlf.pem", lambda: public.read_bytes().replace(b"\n", b"\r\n"))
    pkcs1_public = ["rsa", "-pubin", "-in", public, "-RSAPublicKey_out"]
    keep("rsa2048.pkcs1-public.pem", lambda: openssl(*pkcs1_public))
    keep("rsa2048.pkcs1-public.der", lambda: openssl(*pkcs1_public, "-outform", "DER"))
    certificate = keep("rsa2048.certificate.pem", lambda: openssl(
        "req", "-x509", "-new", "-key", key, "-subj", "/CN=paysig test vectors", "-days", "36500"))
    keep("rsa2048.certificate.der", lambda: openssl("x509", "-in", certificate, "-outform", "DER"))
    keep("ec.certificate.pem", lambda: openssl(
        "req", "-x509", "-new", "-key", KEYS / "ec.pkcs8.pem", "-subj", "/CN=paysig test vectors", "-days", "36500"))
    keep("rsa2048.openssh.pub", lambda: b"ssh-rsa " + base64.b64encode(
        ssh_string(b"ssh-rsa") + ssh_number(exponent) + ssh_number(modulus)) + b" test\n")

    keep("crafted-exponent-even.spki.pem", lambda: spki(modulus, 65536))
    keep("crafted-exponent-1.spki.pem", lambda: spki(modulus, 1))
    keep("crafted-2047-bits.spki.pem", lambda: spki(number_of(2047, "short"), 65537))
    keep("crafted-8200-bits.spki.pem", lambda: spki(number_of(8200, "long"), 65537))
    keep("crafted-modulus-even.spki.pem", lambda: spki(number_of(2048, "even") - 1, 65537))
    keep("crafted-modulus-0.spki.pem", lambda: spki(0, 65537))
    keep("crafted-exponent-of-72-bits.spki.pem", lambda: spki(modulus, 2**71 + 65537))
    keep("crafted-16384-bits.spki.pem", lambda: spki(number_of(16384, "longer"), 65537))

    def changed(place, change):
        numbers = integers(pkcs1_der.read_bytes())
        numbers[place] = change(numbers[place])
        return pem(b"RSA PRIVATE KEY", der(0x30, *map(integer, numbers)))
    # A prime that does not divide the modulus, and a private exponent that is longer than it: refused for its length alone, as computing
    # with it would only cost time.
    keep("crafted-wrong-prime.pkcs1.pem", lambda: changed(4, lambda prime: prime + 2))
    keep("crafted-long-exponent.pkcs1.pem", lambda: changed(3, lambda exponent: exponent | 1 << 4096))

    def scrypt(cost, block_size):
        data = base64.b64decode(b"".join((KEYS / "rsa2048.pkcs8-scrypt.pem").read_bytes().splitlines()[1:-1]))
        openssls = integer(1 << 14) + integer(8)
        assert data.count(openssls) == 1
        return pem(b"ENCRYPTED PRIVATE KEY", data.replace(openssls, integer(cost) + integer(block_size)))
    # 254 MiB to open it instead of 16, and a cost that scrypt does not have: no power of two.
    keep("crafted-costly-scrypt.pem", lambda: scrypt(1 << 14, 127))
    keep("crafted-odd-scrypt.pem", lambda: scrypt((1 << 14) - 1, 8))

    def pss():
        options = ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")
        return base64.b64encode(sign(key.read_bytes(), PSS_BODY, None, *options)) + b"\n"
    keep("rsa2048.pss-signature.txt", pss)
