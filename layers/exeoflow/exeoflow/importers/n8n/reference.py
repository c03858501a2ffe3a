"""The page about imports, made of the tables that the importer uses."""

import inspect
import sys
from collections.abc import Iterator
from functools import partial

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.reasons import REASONS
from exeoflow.importers.n8n.table import FAMILIES, Translate
from exeoflow.importers.status import Status
from exeoflow.texts.words import n8n_reason_text

_HEAD = """# Importing workflows of n8n

`exeoflow import n8n FILE...` and `POST /v1/workflows/import?format=n8n` make a workflow of an export of
n8n, with a report that says of each node whether it is `exact`, `approximated` or `unsupported`, why, and what to
do. A node without a counterpart stands in the workflow as a `placeholder`, which keeps its type and its parameters:
the workflow can be stored and edited, not activated.

n8n carries lists of items on every connection, and so does an imported workflow: the output of each node is a list
of objects, an empty list ends its path (`when_empty: stop`), and what n8n does for each item is an expression over
the list. Where two arrows lead into a node, which n8n then runs twice, the node and what follows it is there twice,
as long as the workflow does not become too large; else the items are appended, and the report says so. Expressions
are translated to JSONata by rule; the others are run as JavaScript in a `code` node before their node, and so are
long texts where a node's expressions would be too long. Pinned data, notes without a node and settings of n8n's
server are left out. A credential has to be created: a node of an application or of AI names it by its kind
(`slackApi`), an HTTP Request and the tools SerpApi, Wolfram Alpha and MCP client as `n8n/<its kind>`.

`make import` prints how far public workflows are imported, and whether what they yield is what n8n's own engine gave.
"""


def reference() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## Nodes with a counterpart\n"
    yield "Any other trigger becomes a webhook whose call has to be set up by hand.\n"
    yield "| Type in n8n | What becomes of it |\n|---|---|"
    for name, translate in sorted(FAMILIES.items(), key=lambda entry: entry[0].rpartition(".")[2].casefold()):
        yield f"| `{name}` | {_what(name, translate)} |"
    for status in (Status.APPROXIMATED, Status.UNSUPPORTED):
        yield f"\n## Why a node is {status}\n"
        yield "| Code | Meaning | What to do |\n|---|---|---|"
        for code, of in REASONS.items():
            if of is status:
                text = n8n_reason_text(code, "en")
                yield f"| `{code}` | {text.message} | {text.hint} |"
    yield ""


def _what(name: str, translate: Translate) -> str:
    application = APPLICATIONS.get(name)
    if application is None:
        return _first_line(translate.__doc__)
    operations = sorted({" ".join(filter(None, key)) for key in application.operations})
    # A node that knows one operation only has no name for it.
    found = ": ".join(filter(None, ("Requests, approximated", ", ".join(operations))))
    return found if isinstance(translate, partial) else f"{found}. {_first_line(translate.__doc__)}"


def _first_line(text: str | None) -> str:
    return inspect.cleandoc(text or "").partition("\n")[0]


if __name__ == "__main__":
    sys.stdout.write(reference())
