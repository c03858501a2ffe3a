"""A node of a service run over one item, before an answer of the service."""

from typing import Any

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran


def sent(kind: str, parameters: dict[str, Any], item: Any, answer: Any) -> tuple[Any, Any]:
    done = imported(base("call", kind, parameters))
    outcome, [request] = ran(done, [item], [answer])
    return outcome.output, request
