"""`python -m tests.n8n.run_case FILE|-`: runs `{"workflow": export, "start": node, "pinned": {node: items}}`.

Prints `{"nodes": {name: [run, ...]}}`, a run being a list of outputs, an output a list of items; or
`diagnostics`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.n8n.running import NotRun, run_case


def answer(case: Any) -> dict[str, Any]:
    """Run a case that was read."""
    if not isinstance(case, dict) or "workflow" not in case:
        return {
            "diagnostics": [{"rule": "case-malformed", "message": "A case has a workflow, start and pinned."}]
        }
    pinned = case.get("pinned")
    ran = run_case(case["workflow"], str(case.get("start", "")), pinned if isinstance(pinned, dict) else {})
    if isinstance(ran, NotRun):
        return {"diagnostics": ran.diagnostics}
    return {"nodes": ran.nodes}


def main(arguments: list[str]) -> int:
    """Run what the argument names; the exit status is 1 for what is no case or cannot be run."""
    try:
        text = (
            sys.stdin.read() if arguments == ["-"] or not arguments else Path(arguments[0]).read_text("utf-8")
        )
        case = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        case = None
        sys.stderr.write(f"{error}\n")
    try:
        answered = answer(case)
    except Exception as error:  # noqa: BLE001 - whatever is given is answered
        answered = {"diagnostics": [{"rule": "run-failed", "message": f"{type(error).__name__}: {error}"}]}
    sys.stdout.write(json.dumps(answered) + "\n")
    return 1 if "diagnostics" in answered else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
