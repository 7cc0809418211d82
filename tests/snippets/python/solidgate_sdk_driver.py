"""solidgate_sdk_driver.py N SEED: SolidGate's SDK, solidgate-sdk, untouched.

N requests, sent to a local server that notes headers and body, and N forms of each kind. The SDK takes its initialisation
vectors from the system, so forms differ from run to run. Two typos of 0.4.0 are mended here:
- `import solidgate` fails, because __init__.py asks api_client for a name that it no longer has (MerchantData): the
  package's __init__.py is not run;
- form_resign() always fails, because it calls FormResignDTO with the keyword resign_intent, and the class takes resignIntent.
"""

import base64
import importlib.util
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from Crypto.Cipher import AES
from Crypto.Util.Padding import unpad

from inputs import Inputs, as_bytes, print_case, print_sign

sys.modules["solidgate"] = importlib.util.module_from_spec(importlib.util.find_spec("solidgate"))
from solidgate import api_client  # noqa: E402

SOURCE = "tests/snippets/python/solidgate_sdk_driver.py"
CALLS = ["charge", "recurring", "resign", "status", "refund", "auth", "void", "settle", "arn_code", "apple_pay", "google_pay"]

ApiClient = api_client.ApiClient
VendorsResignDTO = api_client.FormResignDTO
api_client.FormResignDTO = lambda resign_intent, publicKey, signature: VendorsResignDTO(resign_intent, publicKey, signature)


def decrypt(intent, secret_key):
    raw = base64.urlsafe_b64decode(intent)
    return unpad(AES.new(secret_key[:32].encode(), AES.MODE_CBC, raw[:16]).decrypt(raw[16:]), 16)


def main(count, seed):
    inputs = Inputs(seed)
    seen = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.headers.get_all("Merchant"), self.headers.get_all("Signature"), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}/api/v1/"

    for i in range(count):
        public_key, secret_key = inputs.pair("api")
        getattr(ApiClient(public_key, secret_key, host), inputs.random.choice(CALLS))(inputs.object())
        [merchant], [signature], body = seen.pop()
        print_sign(f"python-sdk/solidgate/request/{seed}/{i}", SOURCE, "solidgate/request",
                   {"public_key": public_key, "secret_key": secret_key}, {"body": body},
                   [["Merchant", merchant], ["Signature", signature]])

        for form, call, member in [("data", "form_merchant_data", "paymentIntent"), ("update", "form_update", "partialIntent"),
                                   ("resign", "form_resign", "resignIntent")]:
            public_key, secret_key = inputs.pair("api", 31)
            attributes = inputs.object()
            dto = vars(getattr(ApiClient(public_key, secret_key), call)(attributes))
            intent = dto.pop({"data": "payment_intent", "update": "partial_intent", "resign": "resign_intent"}[form])
            payload = decrypt(intent, secret_key)
            if json.loads(payload) != attributes:
                raise SystemExit(f"{form}: the intent holds something else than what was given")
            print_case({
                "operation": "form",
                "id": f"python-sdk/solidgate/form/{form}/{seed}/{i}",
                "source": SOURCE,
                "form": form,
                "credentials": {"public_key": as_bytes(public_key), "secret_key": as_bytes(secret_key)},
                "payload": as_bytes(payload),
                "expect": {member: intent, **dto},
            })
    server.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
