"""One scheme with usual credentials and a usual message, which cases break in one way or two."""
from dataclasses import dataclass, field
from functools import lru_cache

from makelib import keys
from makelib.data import File, as_json, b64, raw
from makelib.schemes import BASE64, BASE64_OF_HEX, HEX, HEX_ANY_CASE, SCHEMES, Basic, Mac, Rsa, split, write

BODY = '{"id":"ps_3230","amount":1020,"rate":1.0,"name":"Zo\u00eb <b>&\'","url":"https://shop.example/a","items":[3,1,2]}'
SECONDS, MILLISECONDS = "1712345678", "1712345678901"
API = "https://api.merchant.example"

RSA = ({"project": "42", "private_key": File("rsa2048.pkcs8.pem")}, {"project": "42", "public_key": File("rsa2048.spki.pem")})
VALUES = {
    "smart-glocal/request": RSA,
    "smart-glocal/webhook": tuple({name: value for name, value in half.items() if name != "project"} for half in RSA),
    "aeterna/request": {"public_token": "pt_3F9a61c2", "email": "Ops@Merchant.example", "secret_token": "st_8B1f0c5de27a4493"},
    "aeterna/webhook": {"secret_token": "st_8B1f0c5de27a4493"},
    "smart2pay/request": {"site_id": "43078", "api_key": "Tk_9x+2Lq7wEr4hY6uI8oP0"},
    "smart2pay/notification": {"site_id": "43078", "api_key": "Tk_9x+2Lq7wEr4hY6uI8oP0"},
    "solidgate/request": {"public_key": "api_pk_7B197f0ee2c94a7c8a4d", "secret_key": "api_sk_0D6b3f1c52a94e0f9c7d81e2"},
    "solidgate/webhook": {"public_key": "wh_pk_7B197f0ee2c94a7c8a4d", "secret_key": "wh_sk_0D6b3f1c52a94e0f9c7d81e2"},
    "solidgate-v2/webhook": {"endpoint_secret": "whsec_Q4mZt7Lr2Xv9Kp5Nc8Bd"},
    "global-payment/request": {"sign_key": "sk_5F2a9c71e4b84d03a6d1"},
    "global-payment/response": {"sign_key": "sk_5F2a9c71e4b84d03a6d1"},
    "global-payment/webhook": {"sign_key": "sk_5F2a9c71e4b84d03a6d1"},
    "sumsub/request": {"app_token": "sbx:JxQ3bTnU.8dWv", "secret_key": "sk_H2m9sPq4vXz7LrT"},
}


@dataclass
class Fixture:
    """`signing` and `verifying` are the same but for RSA."""
    id: str
    signing: dict
    verifying: dict
    message: dict
    cases: list = field(default_factory=list)

    @property
    def scheme(self):
        return SCHEMES[self.id]

    @property
    def proof(self):
        return self.scheme.proof

    @property
    def is_mac(self):
        return isinstance(self.proof, Mac)

    @property
    def is_rsa(self):
        return isinstance(self.proof, Rsa)

    @property
    def is_basic(self):
        return isinstance(self.proof, Basic)

    @property
    def signs(self):
        return set(self.scheme.covers)

    @property
    def key_name(self):
        return self.proof.password if self.is_basic else None if self.is_rsa else self.proof.key

    @property
    def key(self):
        return raw(self.signing[self.key_name])

    @property
    def public_names(self):
        return [name for name in self.verifying if name not in (self.key_name, "public_key" if self.is_rsa else None)]

    @property
    def timestamp(self):
        return {10: SECONDS, 13: MILLISECONDS, None: None}[self.scheme.digits]

    @property
    def form(self):
        return self.proof.form if self.is_mac else BASE64

    @property
    def hash(self):
        return self.proof.hash if self.is_mac else "sha256"

    def parts(self, values=None, timestamp=None, **message):
        """The bytes of each part, in the scheme's order."""
        values, message = values or self.signing, {**self.message, **message}
        return [(part, self.scheme._part(part, values, message, {}, timestamp or self.timestamp)) for part in self.scheme.parts]

    def signed(self, **changes):
        return b"".join(part for _, part in self.parts(**changes))

    def tag(self, signed, key=None, hash=None):
        """The bytes of the MAC or signature."""
        if self.is_mac:
            import hmac
            return hmac.new(raw(self.signing[self.proof.key]) if key is None else key, signed, hash or self.proof.hash).digest()
        return keys.sign(key or self.signing["private_key"], signed)

    def text(self, tag):
        """As the scheme writes it."""
        return write(self.form, tag)

    def pair(self, key=None):
        """User and password, for HTTP Basic."""
        return raw(self.signing[self.proof.user]) + b":" + (self.key if key is None else key)

    def proven(self, key=None, **changes):
        """The text of the proof of a message with some changes."""
        if self.is_basic:
            return "Basic " + b64(self.pair(key))
        return self.text(self.tag(self.signed(**changes), key))

    def headers(self, proof, timestamp=None, values=None):
        carried = {"proof": proof, "timestamp": timestamp or self.timestamp, **(values or self.signing)}
        read = [(name, value) for name, value in self.scheme.headers if value in ("proof", "timestamp", self.scheme.sender)]
        return [[name, carried[value]] for name, value in read]

    def named(self, value):
        return self.scheme.header_of[value]

    def break_it(self, causes, slug, made_by, *, proof=None, signed=None, headers=None, values=None, others=None, sets=None,
                 timestamp=None, now_ms=None, certainty="proven", label="default", encoder=None, note=None, given=None, **message):
        """Keeps one broken case: what was proven or signed by mistake, against the message as it came (`given` and the rest)."""
        causes = [causes] if isinstance(causes, str) else list(causes)
        received = {**self.message, **({} if given is None else {"body": given}), **message}
        received = {name: value for name, value in received.items() if value is not None}
        if headers is None:
            if proof is None:
                proof = self.text(self.tag(signed))
            headers = self.headers(proof, timestamp, values)
        if now_ms is None and self.timestamp is not None:
            now_ms = self.scheme.milliseconds(self.timestamp)
        labelled = sets or [("default", self.verifying)]
        case = {
            "id": f"{self.id}/{'+'.join(causes)}/{slug}", "note": note, "scheme": self.id, "credentials": as_sets(labelled),
            "others": as_sets(others) if others else None,
            "message": {name: as_json(value) for name, value in received.items()},
            "headers": [[name, as_json(value)] for name, value in headers], "now_ms": now_ms, "made_by": str(made_by),
            "expect": {name: value for name, value in (("causes", causes), ("certainty", certainty), ("label", label),
                                                       ("encoder", encoder)) if value is not None},
        }
        self.cases.append({name: value for name, value in case.items() if value is not None})


def as_sets(sets):
    return [{"label": label, "values": {name: as_json(value) for name, value in values.items()}} for label, values in sets]


def usual_message(id):
    scheme = SCHEMES[id]
    message = {"method": "POST", "url": f"{API}/v1/orders?limit=5&currency=EUR", "body": BODY}
    return message if {"method", "path"} & set(scheme.covers) else {**message, "url": f"{API}/v1/orders"}


def fixtures():
    made = []
    for id, values in VALUES.items():
        signing, verifying = values if isinstance(values, tuple) else (values, values)
        made.append(Fixture(id, signing, verifying, usual_message(id)))
    return made


@lru_cache(None)
def body_with_tag(id, wanted):
    """A body whose MAC's base64 holds all of these characters."""
    fixture = next(one for one in fixtures() if one.id == id)
    for number in range(10_000):
        body = '{"id":%d}' % number
        text = fixture.text(fixture.tag(fixture.signed(body=body)))
        if all(character in text for character in wanted):
            return body
    raise AssertionError(f"{id}: no body's MAC holds {wanted}")


__all__ = ["BASE64", "BASE64_OF_HEX", "BODY", "Fixture", "HEX", "HEX_ANY_CASE", "body_with_tag", "fixtures", "keys", "split"]
