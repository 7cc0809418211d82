"""paysig agrees with SolidGate's own SDK, solidgate-sdk, on random bodies, keys and forms."""

import base64
import importlib.util
import json
import sys
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from conftest import Server
from paysig import Form, solidgate

# The package's __init__.py of 0.4.0 asks api_client for a name that it no longer has, so it is not run.
spec = importlib.util.find_spec("solidgate")
assert spec is not None
sys.modules["solidgate"] = importlib.util.module_from_spec(spec)
from solidgate import api_client  # noqa: E402

VISIBLE = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=","), min_size=1, max_size=60
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
ATTRIBUTES = st.dictionaries(st.text(max_size=10), JSON, max_size=5)


def no_prefix(text: str) -> bool:
    return not text.startswith(("wh_", "api_sk_", "api_pk_"))


PUBLIC = VISIBLE.filter(no_prefix).map("api_pk_{}".format) | VISIBLE.filter(no_prefix)
SECRET = VISIBLE.filter(no_prefix).map("api_sk_{}".format) | VISIBLE.filter(no_prefix)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(public_key=PUBLIC, secret_key=SECRET, attributes=ATTRIBUTES)
def test_requests(server: Server, public_key: str, secret_key: str, attributes: dict[str, Any]) -> None:
    api_client.ApiClient(public_key, secret_key, f"{server.url}/api/v1/").charge(attributes)
    ours = solidgate.signer(public_key=public_key, secret_key=secret_key).sign("POST", "/", server.last.body)
    assert {name: server.last.header(name) for name in ours} == ours
    verifier = solidgate.request_verifier(public_key=public_key, secret_key=secret_key)
    assert verifier.verify(server.last.headers, server.last.body).body == server.last.body


@settings(max_examples=100, deadline=None)
@given(
    public_key=PUBLIC,
    secret_key=VISIBLE.map("api_sk_0123456789abcdef0123456789_{}".format),
    attributes=ATTRIBUTES,
)
def test_forms(public_key: str, secret_key: str, attributes: dict[str, Any]) -> None:
    theirs = vars(api_client.ApiClient(public_key, secret_key).form_merchant_data(attributes))
    form = Form(public_key=public_key, secret_key=secret_key)
    payload = form.decrypt(theirs["payment_intent"])
    assert json.loads(payload) == attributes
    vector = base64.urlsafe_b64decode(theirs["payment_intent"])[:16]
    ours = form.data(payload, iv=vector)
    assert ours == {
        "paymentIntent": theirs["payment_intent"],
        "merchant": theirs["merchant"],
        "signature": theirs["signature"],
    }
