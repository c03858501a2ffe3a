"""The command line: how soon its help is there, and how long folders of workflows take."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.report import Section
from tests.bench.workflows import chain
from tests.e2e.local_server import KEY, ROOT, running
from tests.oracle.drawings.corpus import visible_graphs

_PUSHED = 100
_NODES = 10


def sections() -> Iterator[Section]:
    """Yield what commands take; processor time is what they would take where nothing else runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, graph in enumerate(visible_graphs()):
            _write(folder / "graphs" / f"{number}.json", {**graph, "name": f"Graph {number}"})
        for number in range(_PUSHED):
            workflow = {part: value for part, value in chain(_NODES).items() if part != "id"}
            _write(folder / "pushed" / f"{number}.json", {**workflow, "name": f"Chain {number}"})
        with running("--data", str(folder / "state")) as server:
            rows = [
                _row("--help", "0.25", folder, server.url, "--help"),
                _row("validate 1,047 files", "6", folder, server.url, "validate", "graphs"),
                _row("push 100 new workflows", "10", folder, server.url, "push", "pushed"),
                _row("push 100 unchanged ones", "10", folder, server.url, "push", "pushed"),
            ]
        yield Section("The command line", ["command", "goal s", "s", "processor s", "exit"], rows)


def _write(path: Path, workflow: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(workflow), encoding="utf-8")


def _row(title: str, goal: str, folder: Path, url: str, *arguments: str) -> list[str]:
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'layers' / 'exeoflow'}{os.pathsep}{ROOT}",
        "HOME": str(folder),
        "EXEOFLOW_URL": url,
        "EXEOFLOW_KEY": KEY,
    }
    before, started = _processor(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "exeoflow.command", *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        check=False,
    )
    took = time.perf_counter() - started
    return [title, goal, f"{took:.2f}", f"{_processor() - before:.2f}", str(done.returncode)]


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
