"""fpm_server.py PACKAGE SECONDS: php-fpm with the library and the package preloaded before it forks; children come
and go, end after so many requests, and the whole server re-executes itself by SIGUSR2 while it serves."""

from __future__ import annotations

import email
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from keys import FOLDER
from load import Load

HERE = Path(__file__).resolve().parent
CONTENTS = ["src", "ffi", "bin", "lib"]
POOL = """[global]
error_log = {folder}/log
daemonize = no
process_control_timeout = 20s
[www]
listen = {folder}/socket
pm = dynamic
pm.max_children = 6
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
pm.max_requests = 50
catch_workers_output = yes
"""


class Fpm:
    def __init__(self, package: Path, folder: Path) -> None:
        self.log, self.socket = folder / "log", folder / "socket"
        self.script = folder / "hooks.php"
        self.reloads = 0
        for name in CONTENTS:
            shutil.copytree(package / name, folder / "package" / name)
        shutil.copy(package / "preload.php", folder / "package")
        shutil.copy(HERE / "hooks.php", self.script)
        for form in ("pkcs8", "spki"):
            shutil.copy(FOLDER / f"rsa2048.{form}.pem", folder)
        header = subprocess.run(
            ["php", folder / "package" / "bin" / "paysig-header"], check=True, capture_output=True
        ).stdout
        (folder / "paysig.h").write_bytes(header)
        (folder / "pool.conf").write_text(POOL.format(folder=folder))

        # A server that starts as root would preload in a process that ends before the fork.
        owner = []
        if os.geteuid() == 0:
            shutil.chown(folder, "www-data", "www-data")
            owner = ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups"]
        version = subprocess.run(
            ["php", "-r", "echo PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION;"], check=True, capture_output=True, text=True
        ).stdout
        self.version = version
        command = [*owner, f"/usr/sbin/php-fpm{version}", "--nodaemonize", "--fpm-config", str(folder / "pool.conf")]
        for setting in ("opcache.enable=1", f"ffi.preload={folder}/paysig.h", f"opcache.preload={self.script}"):
            command += ["-d", setting]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(300):
            if self.listens():
                break
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)

    def listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return self.socket.exists() and probe.connect_ex(str(self.socket)) == 0

    def send(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        given = {
            "SCRIPT_FILENAME": str(self.script),
            "REQUEST_METHOD": "POST",
            "REQUEST_URI": path,
            "CONTENT_LENGTH": str(len(body)),
        } | {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
        command = ["cgi-fcgi", "-bind", "-connect", str(self.socket)]
        said = subprocess.run(command, input=body, env=given, capture_output=True, check=False).stdout
        if not said:
            raise ConnectionError
        answer = email.message_from_bytes(said)
        return int((answer["Status"] or "200").split()[0]), answer.get_payload(decode=True)

    def reload(self) -> None:
        self.process.send_signal(signal.SIGUSR2)
        self.reloads += 1

    def end(self) -> int:
        self.process.send_signal(signal.SIGQUIT)
        return self.process.wait(60)


def main() -> None:
    package, seconds = Path(sys.argv[1]), float(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        fpm = Fpm(package, Path(name))
        load = Load(fpm.send)
        try:
            load.run(seconds, [fpm.reload] * 4)
        finally:
            status = fpm.end()
        log = fpm.log.read_text()
        assert status == 0, log
        for word in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "Fatal", "Warning:"):
            assert word not in log, log
        assert len(load.processes) > 6 * (fpm.reloads + 1), load.processes
        print(
            f"servers: php-fpm {fpm.version}: {load.summary()}, {fpm.reloads} re-execs; "
            f"{load.counts['hung up']} connections dropped and made again"
        )


main()
