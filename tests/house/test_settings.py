"""Does an installation start safe? Tried as an administrator would start it, in a process of its own."""

import os
import stat
import subprocess
import sys
from pathlib import Path

PRODUCTION = {"CONVITE_HOSTS": "convite.example.org", "CONVITE_SECRET_KEY": "k" + "4e8fQz7!" * 8}


def django(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONVITE_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=kept | {"DJANGO_SETTINGS_MODULE": "convite.settings", "CONVITE_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
    )


def test_production_settings_have_no_warning(tmp_path: Path) -> None:
    done = django(tmp_path, "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_demo_settings_have_no_warning(tmp_path: Path) -> None:
    assert django(tmp_path, "check", "--fail-level", "DEBUG", CONVITE_DEMO="1").returncode == 0


def test_short_secret_is_refused(tmp_path: Path) -> None:
    done = django(tmp_path, "check", **(PRODUCTION | {"CONVITE_SECRET_KEY": "changeme"}))

    assert (done.returncode, "CONVITE_SECRET_KEY" in done.stderr) == (1, True)


def test_two_homes_have_two_secrets_read_by_their_owner_only(tmp_path: Path) -> None:
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        django(home, "check")

    keys = [home / "secret.key" for home in homes]

    assert len({key.read_text() for key in keys}) == 2
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_demo_is_off_unless_asked_for(tmp_path: Path) -> None:
    done = django(
        tmp_path, "shell", "-v0", "-c", "from django.conf import settings; print(settings.DEMO, settings.DEBUG)"
    )

    assert done.stdout.split() == ["False", "False"]
