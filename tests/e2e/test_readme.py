"""The examples of the README, run as they are printed."""

import json
import re
import shutil
import subprocess
from typing import Any

from tests.e2e.local_server import ROOT

_SECTION = re.compile(r"^## The API by example\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def script(url: str, key: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = _SECTION.search(text)
    assert section, "the README has no section «The API by example»"
    blocks = "\n".join(_BLOCK.findall(section[1]))
    return blocks.replace("http://127.0.0.1:3000", url).replace("exo_local_demo_key", key)


def answers(output: str) -> list[Any]:
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def test_the_examples_do_what_the_readme_says(url: str, key: str) -> None:
    bash = shutil.which("bash")
    assert bash

    done = subprocess.run(
        [bash, "-euo", "pipefail", "-c", script(url, key)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    received = answers(done.stdout)
    refused = [answer for answer in received if not answer["success"]]
    [execution] = [answer["data"] for answer in received if answer["success"] and "steps" in answer["data"]]
    assert execution["output"] == "Order 4711: review"
    assert [answer["error"]["code"] for answer in refused] == ["WORKFLOW_INVALID"]
