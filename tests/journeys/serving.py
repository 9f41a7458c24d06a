"""How does a test start Convite as an administrator does? The real command, on data of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.house.plan import ROOT

START = 60  # seconds that a server may take to answer


@dataclass(frozen=True)
class Site:
    """A running installation: where it answers and where its data are."""

    url: str
    home: Path


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"CONVITE_HOME": str(home), "CONVITE_DEMO": "1", "CONVITE_LOG_LEVEL": "WARNING"}


def convite(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).parent / "convite"), *arguments]


def run_python(home: Path, module: str) -> str:
    """What a module prints when it runs on the data of `home`."""
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, env=environment(home), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served(home: Path) -> Iterator[Site]:
    port = free_port()
    log = (home / "server.log").open("w")
    command = convite("serve", "--port", str(port), "--workers", "1")
    server = subprocess.Popen(command, env=environment(home), stdout=log, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        if not answers(f"{url}/", server):
            pytest.fail(f"the server does not answer: {(home / 'server.log').read_text()}")
        yield Site(url, home)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    """Waits until the address answers, the server has ended or the time is over."""
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(url, timeout=2).close()  # noqa: S310 - our own address
        except HTTPError:
            return True  # something answers: the tests will see what
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return True
    return False
