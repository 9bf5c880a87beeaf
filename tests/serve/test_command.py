"""The `overblik` command in a terminal."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

from overblik import __version__
from tests.support.server import environment, running


def overblik(tmp_path: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "overblik", *arguments],
        env=environment(tmp_path, **env),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_version_is_quick_to_say(tmp_path: Path):
    assert overblik(tmp_path, "version").stdout == f"{__version__}\n"
    heavy = "import sys, overblik.serve.cli; print({'voila', 'tornado'} & set(sys.modules))"
    said = subprocess.run(
        [sys.executable, "-c", heavy],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "set()\n"


def test_the_server_starts_without_a_grammar_nobody_uses(tmp_path: Path):
    code = (
        "import sys, overblik.serve.cli as cli; cli._skip_unused_grammar()\n"
        "import overblik.serve.app; print({'lark', 'pandas', 'altair'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "set()\n"


def test_a_port_in_use_is_told_and_no_other_taken(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        danish = overblik(tmp_path, "serve", "--port", port)
        english = overblik(tmp_path, "serve", "--port", port, OVERBLIK_LANG="en")
    assert danish.returncode == english.returncode == 1
    assert danish.stdout == english.stdout == ""
    assert f"Port {port} er optaget" in danish.stderr
    assert "--port" in danish.stderr
    assert f"Port {port} " in english.stderr
    assert "optaget" not in english.stderr
    assert "Traceback" not in danish.stderr + english.stderr


def test_an_address_of_another_machine_is_told(tmp_path: Path):
    refused = overblik(tmp_path, "serve", "--port", "0", "--host", "192.0.2.1")
    assert refused.returncode == 1
    assert "192.0.2.1 findes ikke" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_that_cannot_be_reached_is_told(tmp_path: Path):
    url = f"sqlite:///{tmp_path}"  # a folder is no database
    refused = overblik(tmp_path, "serve", "--port", "0", OVERBLIK_DATABASE=url)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert refused.stderr.strip()


def test_ctrl_c_stops_it_without_fuss(tmp_path: Path):
    with running(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
        assert "Traceback" not in server.log
