"""keys.py FOLDER PASSPHRASE: reads the keys and the signature that paysig left in the folder, and leaves its own there."""
import datetime
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat, PublicFormat, load_der_private_key,
    load_der_public_key, load_pem_private_key, load_pem_public_key)

folder, passphrase = Path(sys.argv[1]), sys.argv[2].encode()
body = (folder / "body").read_bytes()
ENCODINGS = {"pem": Encoding.PEM, "der": Encoding.DER}

# Theirs: what paysig wrote.
publics = []
for name, load_private, load_public in (("pem", load_pem_private_key, load_pem_public_key),
                                        ("der", load_der_private_key, load_der_public_key)):
    publics.append(load_private((folder / f"ours.{name}").read_bytes(), None).public_key())
    publics.append(load_private((folder / f"ours-encrypted.{name}").read_bytes(), passphrase).public_key())
    publics.append(load_public((folder / f"ours-public.{name}").read_bytes()))
    try:
        load_private((folder / f"ours-encrypted.{name}").read_bytes(), b"another")
    except ValueError:
        continue
    sys.exit("a wrong passphrase opened the key")
for public in publics:
    assert public == publics[0]
    public.verify((folder / "ours.signature").read_bytes(), body, padding.PKCS1v15(), hashes.SHA256())

# Ours: what paysig is to read.
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
public = key.public_key()
plain, closed = NoEncryption(), BestAvailableEncryption(passphrase)
for name, encoding in ENCODINGS.items():
    (folder / f"theirs-private-pkcs8.{name}").write_bytes(key.private_bytes(encoding, PrivateFormat.PKCS8, plain))
    (folder / f"theirs-private-pkcs1.{name}").write_bytes(
        key.private_bytes(encoding, PrivateFormat.TraditionalOpenSSL, plain))
    (folder / f"theirs-private-encrypted.{name}").write_bytes(key.private_bytes(encoding, PrivateFormat.PKCS8, closed))
    (folder / f"theirs-public-spki.{name}").write_bytes(
        public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo))
    (folder / f"theirs-public-pkcs1.{name}").write_bytes(public.public_bytes(encoding, PublicFormat.PKCS1))
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "judge")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(public)
                   .serial_number(x509.random_serial_number()).not_valid_before(now)
                   .not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256()))
    (folder / f"theirs-public-certificate.{name}").write_bytes(certificate.public_bytes(encoding))
(folder / "theirs.signature").write_bytes(key.sign(body, padding.PKCS1v15(), hashes.SHA256()))
print(len(publics))
