"""A few lines with nothing but the installed wheel, for machines that run no other test."""

import sys
import threading

from paysig import PrivateKey, smart_glocal, solidgate
from paysig.errors import SignatureMismatch

keys = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
signer, verifier = solidgate.webhook_signer(**keys), solidgate.verifier(**keys)
pem = PrivateKey.generate()
rsa = smart_glocal.webhook_signer(private_key=pem.write())
check = smart_glocal.verifier(public_key=pem.public_key().write())
problems = []


def use() -> None:
    try:
        for number in range(500):
            body = b'{"order":%d}' % number
            if verifier.verify(signer.sign(body=body), body).body != body:
                raise AssertionError(body)
            if number % 50 == 0:
                check.verify(rsa.sign(body=body), body)
            try:
                verifier.verify(signer.sign(body=body), body + b" ")
            except SignatureMismatch:
                continue
            raise AssertionError(body)
    except BaseException as error:
        problems.append(error)


threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if problems:
    raise problems[0]
free = not getattr(sys, "_is_gil_enabled", lambda: True)()
print(f"paysig works on Python {sys.version.split()[0]}{', without the global lock' if free else ''}")
