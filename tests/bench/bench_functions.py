"""How long each function takes to import from the built layers, and how large the layers are.

The layers are built as for Lambda, but for this machine's processor, and used by the runtime's Python: with
their byte code, and with boto3 beside them, which the runtime has and the layers have not.
"""

import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from local.sam.python import runtime_python
from tests.bench.report import Section

_ROOT = Path(__file__).parents[2]
_BUILD = _ROOT / "build" / "bench"
_LAYERS = {"dependencies": "DependenciesLayer", "exeoflow": "ExeoflowLayer"}
_ROUNDS = 5
_BASELINE = "import boto3; boto3.client('dynamodb', region_name='eu-central-1')"


def sections() -> Iterator[Section]:
    """Yield import times and sizes."""
    python = runtime_python()
    layers = [_built(name, python) for name in _LAYERS]
    runtime = _runtime(python)
    yield Section("Layers", ("layer", "unpacked", "zip"), [_size(layer) for layer in layers])
    yield Section(
        "Import of a function",
        ("function", "ms", "boto3 client = 1"),
        list(_imports(python, layers, runtime)),
    )


def _built(name: str, python: Path) -> Path:
    target = _BUILD / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    architecture = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"
    environment = os.environ | {
        "ARTIFACTS_DIR": str(target),
        "ARCHITECTURE": architecture,
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = ["make", "--silent", "-C", str(_ROOT / "layers" / name), f"build-{_LAYERS[name]}"]
    subprocess.run(command, check=True, env=environment)
    return target


def _runtime(python: Path) -> Path:
    """Return a folder with the boto3 of the project, as the runtime has one."""
    target = _BUILD / "runtime"
    pin = re.search(r'"(boto3==[^"]+)"', (_ROOT / "pyproject.toml").read_text())
    if pin is not None and not (target / pin[1]).exists():
        shutil.rmtree(target, ignore_errors=True)
        command = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
            target,
            pin[1],
        ]
        subprocess.run(command, check=True)
        (target / pin[1]).touch()
    return target


def _size(layer: Path) -> tuple[str, str, str]:
    unpacked = sum(path.stat().st_size for path in layer.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(shutil.make_archive(f"{folder}/layer", "zip", layer))
        return layer.name, _megabytes(unpacked), _megabytes(archive.stat().st_size)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _imports(python: Path, layers: Sequence[Path], runtime: Path) -> Iterator[tuple[str, str, str]]:
    path = [str(layer / "python") for layer in layers] + [str(runtime)]
    baseline = _milliseconds(python, path, _BASELINE)
    yield "(boto3 and one client)", f"{baseline:.0f}", "1.00"
    for folder in sorted(path.parent for path in _ROOT.glob("functions/*/app.py")):
        elapsed = _milliseconds(python, [str(folder), *path], "import app")
        yield folder.name, f"{elapsed:.0f}", f"{elapsed / baseline:.2f}"


def _milliseconds(python: Path, path: Sequence[str], statement: str) -> float:
    """Return the median time of a statement in a fresh process, its start not counted."""
    program = f"import time; t = time.perf_counter(); {statement}; print((time.perf_counter() - t) * 1000)"
    environment = {
        "PYTHONPATH": os.pathsep.join(path),
        "PATH": os.environ["PATH"],
        "AWS_REGION": "eu-central-1",
        "POWERTOOLS_SERVICE_NAME": "exeoflow",
    }
    times = []
    for _ in range(_ROUNDS):
        output = subprocess.run(
            [python, "-c", program], env=environment, check=True, capture_output=True, text=True
        )
        times.append(float(output.stdout))
    return statistics.median(times)
