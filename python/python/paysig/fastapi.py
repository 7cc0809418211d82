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

Declare no body parameter beside it, in the route or in another dependency: no Pydantic model, ``Body``, ``Form`` or ``File``.
FastAPI reads and parses a declared body before it calls any dependency: JSON would be parsed unverified and with no limit to its
length, and of a form nothing is left to verify, which is answered with 500. Parse ``verified.body`` instead:
``Order.model_validate_json(verified.body)``.
"""

from __future__ import annotations

from .starlette import Webhook

__all__ = ["Webhook"]
