"""Verifies webhooks in `FastAPI <https://fastapi.tiangolo.com>`_: the same as ``paysig.starlette``, which FastAPI is made of.

>>> from typing import Annotated
>>> from fastapi import Depends, FastAPI, Response
>>> from paysig import Verified, solidgate
>>> from paysig.fastapi import Webhook
>>> webhook = Webhook(solidgate.verifier(public_key="wh_pk_c52ea06e", secret_key="wh_sk_1f4a9eb0"))
>>> app = FastAPI()
>>> @app.post("/webhooks/solidgate")
... def paid(verified: Annotated[Verified, Depends(webhook)]) -> Response:
...     print(verified.body)
...     return webhook.acknowledgement()
"""

from __future__ import annotations

from .starlette import Webhook

__all__ = ["Webhook"]
