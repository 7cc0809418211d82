"""What gunicorn serves. The handles are made when the module is loaded: with `--preload`, before any worker is
forked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from typing import Any

from keys import HOOK_PAIR, MERCHANT, hook_key

from paysig import Signer, Verifier
from paysig.errors import RejectedError

VERIFIERS = {
    "/hmac": Verifier("solidgate/webhook", HOOK_PAIR),
    "/rsa": Verifier("smart-glocal/webhook", {"public_key": hook_key("spki")}),
}
SIGNER = Signer("smart-glocal/request", project=MERCHANT, private_key=hook_key("pkcs8"))

# Both are used before the fork as well, so that whatever they keep is kept by every worker.
SIGNER.sign(body=b"{}", idempotency_key="auto")


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    headers = [(name[5:].replace("_", "-"), value) for name, value in environ.items() if name.startswith("HTTP_")]
    answer: dict[str, Any] = {"pid": os.getpid(), "parent": os.getppid()}
    status = "200 OK"
    if environ["PATH_INFO"] == "/sign":
        answer["headers"] = SIGNER.sign(body=body, idempotency_key="auto")
    else:
        try:
            answer["label"] = VERIFIERS[environ["PATH_INFO"]].verify(headers, body).label
        except RejectedError as error:
            status = "401 Unauthorized"
            answer["code"] = error.code
    start(status, [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]
