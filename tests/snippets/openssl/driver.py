"""driver.py N SEED: N requests and N webhooks (one signature serves both) of Smart Glocal's openssl lines.

The bodies come from the seed. The keys come from openssl, so they and the signatures differ from run to run.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))
from inputs import Inputs, print_sign  # noqa: E402

SOURCE = "tests/snippets/openssl/smart-glocal.sh"


def bash(folder, script):
    subprocess.run(["bash", "-euo", "pipefail", "-c", f'source "$0"; {script}', str(HERE / "smart-glocal.sh")],
                   cwd=folder, check=True, stderr=subprocess.PIPE)


def main(count, seed):
    inputs = Inputs(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        bash(folder, "for i in 0 1 2; do generate_key_pair $i.pem $i.public.pem; done")
        # One of the three as older versions of openssl write it: PKCS#1.
        bash(folder, "openssl rsa -traditional -in 1.pem -out 1.pkcs1 && mv 1.pkcs1 1.pem")
        keys = [(folder / f"{i}.pem").read_text() for i in range(3)]
        bodies = [inputs.body() for _ in range(count)]
        for i, body in enumerate(bodies):
            (folder / f"{i}.body").write_bytes(body)
        # Two at a time.
        halves = [subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c",
             f'source "$0"; for ((i = {half}; i < {count}; i += 2)); do sign $((i % 3)).pem $i.body > $i.signature; done',
             str(HERE / "smart-glocal.sh")], cwd=folder) for half in range(2)]
        if any([half.wait() for half in halves]):
            raise SystemExit("openssl failed")
        for i, body in enumerate(bodies):
            project = inputs.visible(1, 40, without=",")
            signature = (folder / f"{i}.signature").read_text()
            print_sign(f"openssl/smart-glocal/request/{seed}/{i}", SOURCE, "smart-glocal/request",
                       {"project": project, "private_key": keys[i % 3]},
                       {"method": "POST", "url": "https://demo.smart-glocal.com/api/v1/session/create", "body": body},
                       [["X-PARTNER-PROJECT", project], ["X-PARTNER-SIGN", signature]])
            print_sign(f"openssl/smart-glocal/webhook/{seed}/{i}", SOURCE, "smart-glocal/webhook",
                       {"private_key": keys[i % 3]}, {"body": body}, [["X-PARTNER-SIGN", signature]])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
