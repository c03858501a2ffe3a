"""Code over files: what they hold is handed to it as data, and what it returns becomes a file.

The function in which code runs may do nothing at all, read files least of all. So who may read them asks it,
for the workspace alone, and hands over what a call of Lambda carries.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

from exeoflow.model import json
from exeoflow.model.file_reference import with_contents
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.files.errors import TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles
from exeoflow.service.files.forms import value_of
from exeoflow.service.ports.code_runs import CodeRuns

MAX_CALL_BYTES: Final = 5 * 1024 * 1024
"""What code is handed and may return at most: a call of Lambda carries 6 MB each way, all around included.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""
_INPUTS: Final = ("input", "items")
"""The values that hold a node's input, by the names of exeoflow and by those of n8n."""


def run_code_over_files(own: ExecutionFiles, payload: Mapping[str, Any], code: CodeRuns) -> Json:
    """Return what `run_code` answers: `{"output", "logs"}` or `{"error", "logs"}`. Raises `FileFailed`."""
    keeps = payload.get("response") == "file"
    asked: JsonObject = dict(payload["code"])
    if payload.get("files") == "contents":
        asked["values"] = _with_contents(own, payload["code"]["values"])
    size = len(json.write(asked).encode(errors="replace"))
    if size > MAX_CALL_BYTES:
        raise TooLarge(
            f"the code would be handed {size:,} bytes of JSON, {MAX_CALL_BYTES:,} are allowed: "
            "split the file, and let code work on its parts"
        )
    answer = code.run(own.workspace, asked | ({"most_bytes": MAX_CALL_BYTES} if keeps else {}))
    if not keeps or "error" in answer:
        return answer
    kept = own.keep(json.write(answer["output"]).encode(errors="replace"), "application/json")
    return {**answer, "output": kept}


def _with_contents(own: ExecutionFiles, values: Mapping[str, Json]) -> JsonObject:
    """The values, with what the files of the input hold in the place of their references."""
    budget = MAX_CALL_BYTES

    def read(value: object) -> Json:
        nonlocal budget
        reference, content = own.named(value)
        budget -= len(content)
        if budget < 0:
            raise TooLarge(
                f"the code would be handed files of more than {MAX_CALL_BYTES:,} bytes: "
                "split them, and let code work on the parts"
            )
        return value_of(reference, content)

    return {
        name: cast("Json", with_contents(value, read)) if name in _INPUTS else value
        for name, value in values.items()
    }
