"""The layers hold what the code was tested with."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]


def pins(lines: list[str]) -> dict[str, str]:
    found = (
        re.fullmatch(r"([A-Za-z0-9-]+)(?:\[.*\])?==([^\s;]+)", line.partition("#")[0].strip())
        for line in lines
    )
    return {match[1]: match[2] for match in found if match is not None}


def test_layer_has_the_versions_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = pins(project["dependencies"])
    layer = pins(
        [
            line
            for name in ("requirements", "images", "signatures")
            for line in (ROOT / f"layers/dependencies/{name}.txt").read_text().splitlines()
        ]
    )

    del wanted["boto3"]  # the runtime has its own

    assert wanted.items() <= layer.items()
    assert not {"boto3", "botocore", "s3transfer"} & layer.keys()
