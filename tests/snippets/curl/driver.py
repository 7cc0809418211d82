"""driver.py N SEED: N requests and N notifications (the same header serves both) of Smart2Pay's curl line."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))
from inputs import Inputs, print_sign  # noqa: E402

SOURCE = "tests/snippets/curl/smart2pay.sh"


def main(count, seed):
    inputs = Inputs(seed)
    seen = []

    class Gateway(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, self.headers.get_all("Authorization")))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    pairs = [(str(inputs.random.randint(1, 10**inputs.random.randint(1, 9))), inputs.visible(1, 120)) for _ in range(count)]
    script = 'source "$0"; while read -r site key; do payments "$1" "$site" "$key"; done'
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script, str(HERE / "smart2pay.sh"), f"http://127.0.0.1:{server.server_port}"],
        input="".join(f"{site} {key}\n" for site, key in pairs), text=True, check=True)
    server.shutdown()
    if len(seen) != count:
        raise SystemExit(f"{count} requests were made, {len(seen)} arrived")

    for i, ((site_id, api_key), (path, headers)) in enumerate(zip(pairs, seen)):
        if path != "/v1/payments/?limit=1" or len(headers) != 1:
            raise SystemExit(f"unexpected request: {path} {headers}")
        for scheme, message in [
            ("smart2pay/request", {"method": "GET", "url": f"https://paytest.smart2pay.com{path}"}),
            ("smart2pay/notification",
             {"method": "POST", "url": "https://merchant.example/notify", "body": inputs.body()}),
        ]:
            print_sign(f"curl/{scheme}/{seed}/{i}", SOURCE, scheme, {"site_id": site_id, "api_key": api_key}, message,
                       [["Authorization", headers[0]]])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
