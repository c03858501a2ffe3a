"""What became of exports, for people as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exeoflow.command.terminal import Output, say, show, table
from exeoflow.command.words import words
from exeoflow.importers.answers import ImportReport

_COUNTS: Final = ("nodes", "exact", "approximated", "unsupported")
_EXACT: Final = "exact"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an export; `place` is its new file, or the id of the stored workflow."""

    path: Path
    workflow: dict[str, Any]
    report: ImportReport
    place: Path | str | None


def show_done(done: Sequence[Done], output: Output) -> None:
    """Print each with its report, and of tables what is left to do."""
    if output != "table":
        show(
            [
                {
                    "file": str(each.path),
                    "name": each.workflow["name"],
                    "place": None if each.place is None else str(each.place),
                    "report": each.report,
                }
                for each in done
            ],
            output,
        )
        return
    if not done:
        return
    titles = [words(f"import_{name}") for name in ("workflow", *_COUNTS, "expressions", "by_code")]
    table(titles, [_row(each) for each in done])
    for each in done:
        _show_open(each)


def _row(done: Done) -> list[object]:
    counts, expressions = done.report["summary"], done.report["expressions"]
    numbers = [counts["nodes"], counts["exact"], counts["approximated"], counts["unsupported"]]
    return [done.workflow["name"], *numbers, expressions["total"], expressions["by_code"]]


def _show_open(done: Done) -> None:
    """Print what is left to do: each node that is not quite the same, and each credential."""
    say()
    name = done.workflow["name"]
    if done.place is None:
        say(words("import_read", name=name, path=done.path))
    elif isinstance(done.place, Path):
        say(words("import_written", path=done.place))
    else:
        say(words("import_stored", name=name, id=done.place))
    rows = [
        [
            node["name"],
            words(f"import_{node['status']}"),
            f"{reason['message']} {reason['what_to_do']}".strip(),
        ]
        for node in done.report["nodes"]
        if node["status"] != _EXACT
        for reason in node["reasons"]
    ]
    if rows:
        table([words("import_node"), words("import_status"), words("import_why")], rows)
    for each in done.report["credentials"]:
        nodes = ", ".join(each["nodes"])
        say(words("import_credential", kind=each["kind"], nodes=nodes, what=each["what_to_create"]))
