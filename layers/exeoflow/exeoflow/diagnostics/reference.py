"""Writes the reference of rules: `python -m exeoflow.diagnostics.reference > docs/diagnostics.md`."""

import sys

from exeoflow.diagnostics.diagnostic import Severity
from exeoflow.diagnostics.rules import RULES
from exeoflow.texts import rule_text

_HEAD = """# Diagnostics

What is wrong with a workflow, or with a request, is reported by these rules. A diagnostic is
`{"rule", "severity", "path", "node_id"?, "connection"?, "message", "hint", "offset"?, "length"?,
"suggestion"?}`: `path` leads to the place (`nodes[3].config.url`), `message` says what is wrong and `hint`
what to do, in German or, with `Accept-Language: en`, in English. `offset` and `length` are the place within
the string at `path`, in characters; `suggestion` is what was probably meant, to be put in that place, or in
place of the whole word. Codes never change. Every fault is reported at once, in the order of the workflow,
up to 1,000. An error keeps the workflow from being stored; a warning does not, and an info may well be meant.

This page is written by `python -m exeoflow.diagnostics.reference`.
"""

_TITLES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Infos"}


def reference() -> str:
    """The page, in Markdown: every rule in English, errors first, in the order of the table."""
    sections = (
        f"## {title}\n\n| Rule | What is wrong | What to do |\n|---|---|---|\n{_rows(severity)}"
        for severity, title in _TITLES.items()
    )
    return "\n".join((_HEAD, *sections))


def _rows(severity: Severity) -> str:
    return "".join(_row(code) for code, each in RULES.items() if each is severity)


def _row(code: str) -> str:
    text = rule_text(code, "en")
    return f"| `{code}` | {_cell(text.message)} | {_cell(text.hint)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
