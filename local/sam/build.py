"""Builds the stack for containers on this machine and writes the template by which `sam local` runs it."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from local.aws.moto_adapters.machine_calls import NO_HOST_PREFIX
from local.sam.errors import UnusableMachineError
from local.sam.runtime_image import machine_architecture
from local.template import Stack
from local.template.document import read_document

BUILD_FOLDER: Final = Path(".aws-sam/local")


def build(sam: Path, python: Path, root: Path) -> Path:
    """Run `sam build` for this machine's architecture and return the built template."""
    architecture = machine_architecture()
    command = [
        *(str(sam), "build", "--cached"),
        *("--template", str(root / "template.yaml")),
        *("--build-dir", str(root / BUILD_FOLDER)),
        *("--cache-dir", str(root / ".aws-sam/local-cache")),
        *("--parameter-overrides", f"Architecture={architecture}"),
    ]
    answer = subprocess.run(
        command,
        env=build_environment(os.environ, python, architecture),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        message = f"sam build failed: {answer.stderr.strip() or answer.stdout.strip()}"
        raise UnusableMachineError(message)
    return root / BUILD_FOLDER / "template.yaml"


def build_environment(inherited: Mapping[str, str], python: Path, architecture: str) -> dict[str, str]:
    """Return the environment of `sam build`, which looks for the runtime's Python by its name on the path."""
    path = f"{python.parent}{os.pathsep}{inherited.get('PATH', '')}"
    return {**inherited, "PATH": path, "ARCHITECTURE": architecture, "SAM_CLI_TELEMETRY": "0"}


def write_container_template(built: Path, stack: Stack, endpoint: str) -> Path:
    """Write beside the template `built` one whose functions have the names and variables of `stack`.

    `sam local` resolves references to other resources only roughly and lets nobody add a variable, but the
    functions must find the local AWS at `endpoint`. The layers are in the functions' image.
    """
    document = read_document(built)
    shared = document.get("Globals", {}).get("Function", {})
    for name in ("Environment", "Layers"):
        shared.pop(name, None)
    for function in stack.functions:
        properties = _function(document, function.name.removeprefix(f"{stack.name}-"))
        properties["FunctionName"] = function.name
        properties.pop("Layers", None)
        variables = {**function.environment, "AWS_ENDPOINT_URL": endpoint, **NO_HOST_PREFIX}
        properties["Environment"] = {"Variables": variables}
    target = built.with_name("containers.json")
    target.write_text(json.dumps(document))
    return target


def _function(document: Mapping[str, Any], logical_id: str) -> dict[str, Any]:
    properties: dict[str, Any] = document["Resources"][logical_id]["Properties"]
    return properties
