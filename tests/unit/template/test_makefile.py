"""The commands of the project."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_make_alone_prints_every_command_with_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    commands = set(" ".join(re.findall(r"\.PHONY: (.*)", makefile)).split())

    printed = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S607

    listed = dict(re.findall(r"^make (\S+) +(.+)$", printed, flags=re.MULTILINE))
    assert set(listed) == commands


def test_continuous_integration_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text()

    lines = re.findall(r"^(?:\.ci/with-docker )?make (?:--jobs \d+ )?(.+)$", script, flags=re.MULTILINE)
    commands = {f"make {target}" for line in lines for target in line.split()}
    assert {"make check", "make test", "make test-slow", "make e2e"} <= commands
