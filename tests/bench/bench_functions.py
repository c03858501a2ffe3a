"""How long each function takes to start from the built layers, and how large the layers are.

The layers are built as for Lambda, but for this machine's processor, and used by the runtime's Python: with
their byte code, and with boto3 beside them, which the runtime has and the layers have not.

Times are the processor's, and each start of a function is compared with one of boto3 alone right before it,
so that neither who else works on the machine nor its speed changes what is said.
"""

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from local.place import ACCOUNT_ID, REGION
from local.sam.python import runtime_python
from local.template import read_stack
from local.template.resolver import Deployment
from tests.bench.report import Section

_ROOT = Path(__file__).parents[2]
_BUILD = _ROOT / "build" / "bench"
_LAYERS = {
    "dependencies": ("dependencies", "DependenciesLayer"),
    "images": ("dependencies", "ImagesLayer"),
    "signatures": ("dependencies", "SignaturesLayer"),
    "exeoflow": ("exeoflow", "ExeoflowLayer"),
    "console": ("console", "ConsoleLayer"),
}
"""By name the folder of each and what its Makefile builds there."""
_COLD_START = Path(__file__).with_name("cold_start.py")
_ROUNDS = 5


def sections() -> Iterator[Section]:
    """Yield import times and sizes."""
    python = runtime_python()
    layers = [_built(name, python) for name in _LAYERS]
    runtime = _runtime(python)
    yield Section("Layers", ("layer", "unpacked", "zip"), [_size(layer) for layer in layers])
    columns = (
        "function",
        "import CPU ms",
        "of boto3's",
        "CPU ms until the first call to AWS",
        "of boto3's",
        "zip",
    )
    yield Section("Start of a function", columns, list(_starts(python, layers, runtime)))


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
    folder, layer = _LAYERS[name]
    command = ["make", "--silent", "-C", str(_ROOT / "layers" / folder), f"build-{layer}"]
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
    return layer.name, _megabytes(unpacked), _megabytes(_zipped(layer))


def _zipped(folder: Path) -> int:
    """Return the bytes of the archive that Lambda gets; a function's own byte code is no part of it."""
    with tempfile.TemporaryDirectory() as work:
        content = Path(shutil.copytree(folder, f"{work}/content", ignore=_ignored_of(folder)))
        return Path(shutil.make_archive(f"{work}/archive", "zip", content)).stat().st_size


def _ignored_of(folder: Path) -> Callable[[str, list[str]], Iterable[str]] | None:
    return shutil.ignore_patterns("__pycache__") if folder.parent == _ROOT / "functions" else None


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _starts(python: Path, layers: Sequence[Path], runtime: Path) -> Iterator[tuple[str, ...]]:
    path = [str(layer / "python") for layer in layers] + [str(runtime)]
    stack = read_stack(_ROOT / "template.yaml", Deployment("exeoflow", REGION, ACCOUNT_ID), {})
    for function in sorted(stack.functions, key=lambda each: each.code):
        folder = function.code
        sample = str(_ROOT / "events" / f"{folder.name}.json")
        variables = {**function.environment, "CONSOLE_FOLDER": str(_BUILD / "console" / "console")}
        pairs = [
            (
                _milliseconds(python, path, {}, "boto3"),
                _milliseconds(python, [str(folder), *path], variables, "function", sample),
            )
            for _ in range(_ROUNDS)
        ]
        yield folder.name, *_cells(pairs), f"{_zipped(folder)} B"


def _cells(pairs: Sequence[tuple[Sequence[float], Sequence[float]]]) -> Iterator[str]:
    """Return, for the import and for the first call, the median time and the median of the ratios."""
    for moment in (0, 1):
        yield f"{statistics.median(own[moment] for _, own in pairs):.0f}"
        yield f"{statistics.median(own[moment] / boto3[moment] for boto3, own in pairs):.2f}"


def _milliseconds(
    python: Path, path: Sequence[str], variables: Mapping[str, str], what: str, *arguments: str
) -> list[float]:
    """Return the times that the program `cold_start.py` prints in a fresh process."""
    environment = {
        **variables,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(path),
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
    }
    command = [str(python), str(_COLD_START), what, *arguments]
    finished = subprocess.run(command, env=environment, check=True, capture_output=True)
    times: list[float] = json.loads(finished.stdout)
    return times
