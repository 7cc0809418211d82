"""driver.py solidgate|aeterna N SEED: cases of one Python snippet (for SolidGate N requests and N webhooks)."""

import sys
import time

import aeterna_snippet
import solidgate_snippet
from inputs import Inputs, print_sign


def solidgate(inputs, case):
    for scheme, prefix in [("solidgate/request", "api"), ("solidgate/webhook", "wh")]:
        public_key, secret_key = inputs.pair(prefix)
        body = inputs.body_text()
        signature = solidgate_snippet.generate_signature(public_key, body, secret_key)
        print_sign(f"python/{scheme}/{case}", "tests/snippets/python/solidgate_snippet.py", scheme,
                   {"public_key": public_key, "secret_key": secret_key}, {"body": body},
                   [["Merchant", public_key], ["Signature", signature]])


def aeterna(inputs, case):
    public_token, secret_token = inputs.visible(1, 60, without=","), inputs.visible(1, 120)
    email = inputs.email()
    clock = inputs.random.randint(1_000_000_000, 9_999_999_998) + inputs.random.random() / 2
    time.time = lambda: clock
    timestamp, signature = aeterna_snippet.headers(email, secret_token)
    print_sign(f"python/aeterna/request/{case}", "tests/snippets/python/aeterna_snippet.py", "aeterna/request",
               {"public_token": public_token, "email": email, "secret_token": secret_token},
               {"method": "POST", "url": "https://gateway.example/api/payin", "body": inputs.body_text(), "timestamp": timestamp},
               [["X-App-Token", public_token], ["X-App-Access-Ts", timestamp], ["X-App-Access-Sig", signature]])


if __name__ == "__main__":
    name, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    inputs = Inputs(seed)
    for i in range(count):
        {"solidgate": solidgate, "aeterna": aeterna}[name](inputs, f"{seed}/{i}")
