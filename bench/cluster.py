"""A PostgreSQL server for one measurement: made in a temporary folder, stopped and removed at the end."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).parent
    raise SystemExit("This bench needs PostgreSQL's server programs: apt-get install postgresql")


@contextmanager
def postgresql() -> Iterator[str]:
    """The DATABASE_URL of a fresh server with durable writes (fsync on), as in production."""
    programs, port = _programs(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="convite-bench-"))
    # PostgreSQL refuses to run as root: there it runs as the user that its package made.
    as_user = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
    if as_user:
        shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    data = folder / "data"
    run(str(programs / "initdb"), "-D", str(data), "-U", "convite", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c shared_buffers=256MB"
    try:
        run(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start")
        run(str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "convite", "convite")
        yield f"postgres://convite@127.0.0.1:{port}/convite"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def environment(url: str, home: str, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": url,
        "CONVITE_HOME": home,
        "DJANGO_SETTINGS_MODULE": "convite.settings",
        **more,
    }
