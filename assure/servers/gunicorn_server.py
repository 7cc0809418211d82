"""gunicorn_server.py SECONDS: the application is loaded before the fork; workers end after so many requests, are made
anew by SIGHUP, and the whole server is replaced by SIGUSR2 while it serves."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from load import Load

HERE = Path(__file__).resolve().parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what: str, true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(f"gunicorn: not within a minute: {what}")


def alive(pid: int) -> bool:
    """Not so the dead that nobody has waited for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Gunicorn:
    def __init__(self, folder: str) -> None:
        self.port = free_port()
        self.pid_file = Path(folder, "pid")
        self.log = Path(folder, "log")
        command = [sys.executable, "-m", "gunicorn", "hooks:application", "--chdir", str(HERE), "--preload"]
        command += ["--workers", "3", "--worker-class", "gthread", "--threads", "4", "--max-requests", "150"]
        command += ["--max-requests-jitter", "50", "--bind", f"127.0.0.1:{self.port}", "--pid", str(self.pid_file)]
        command += ["--error-logfile", str(self.log), "--no-control-socket"]
        self.started = subprocess.Popen(command)
        until("its start", self.answers)
        self.reloads = 0

    def answers(self) -> bool:
        assert self.started.poll() is None, self.log.read_text()
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
        except ConnectionRefusedError:
            return False
        return self.pid_file.exists()

    def send(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body, headers | {"Connection": "close"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except http.client.RemoteDisconnected as hung_up:
            raise ConnectionError from hung_up
        finally:
            connection.close()

    def master(self) -> int:
        return int(self.pid_file.read_text())

    def reload(self) -> None:
        os.kill(self.master(), signal.SIGHUP)
        self.reloads += 1

    def replace(self) -> None:
        """A new server with the same sockets, from a new program; then the old one ends in order."""
        old, beside = self.master(), self.pid_file.with_name("pid.2")
        os.kill(old, signal.SIGUSR2)
        until("a second server", beside.exists)
        time.sleep(2)
        os.kill(old, signal.SIGTERM)
        if old == self.started.pid:
            assert self.started.wait(60) == 0, self.log.read_text()
        until("the end of the first server", lambda: not alive(old))
        until("a new pid in its file", lambda: self.pid_file.exists() and self.master() != old)

    def end(self) -> None:
        last = self.master()
        os.kill(last, signal.SIGTERM)
        until("its end", lambda: not alive(last))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        gunicorn = Gunicorn(folder)
        load = Load(gunicorn.send)
        try:
            reload, replace = gunicorn.reload, gunicorn.replace
            load.run(float(sys.argv[1]), [reload, replace, reload, reload, replace, reload])
        finally:
            gunicorn.end()
        log = gunicorn.log.read_text()
        for word in ("Traceback", "WORKER TIMEOUT", "SIGSEGV", "SIGABRT", "SIGKILL"):
            assert word not in log, log
        until("the end of every worker", lambda: not any(map(alive, load.processes)))
        assert len(load.parents) >= 3, load.parents
        assert len(load.processes) > 3 * (gunicorn.reloads + 2), load.processes
        import gunicorn as package

        print(
            f"servers: gunicorn {package.__version__}: {load.summary()}, {gunicorn.reloads} reloads, 2 re-execs; "
            f"{load.counts['hung up']} connections dropped and made again"
        )


main()
