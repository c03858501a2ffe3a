"""A memory has nothing to say, and what reads it goes on with that; what fills it is refused."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.applications.test_chat import imported, part
from tests.unit.importers.n8n.test_files import ran


def managed(version: float, **parameters: Any) -> Import:
    return imported("memoryManager", parameters, [part("memory", "memoryBufferWindow")], version)


@pytest.mark.parametrize(("version", "options"), [(1.1, {}), (1, {"groupMessages": True})])
def test_each_item_finds_an_empty_memory(version: float, options: dict[str, Any]) -> None:
    done = managed(version, options=options)

    outcome, _ = ran(done, [{"a": 1}, {"a": 2}], [])

    assert outcome.output == [{"messages": [], "messagesCount": 0}] * 2
    assert {each.node.name: str(each.status) for each in done.nodes}["memory"] == "approximated"
    assert "ai-memory" in {reason.code for each in done.nodes for reason in each.reasons}


@pytest.mark.parametrize(
    ("version", "parameters"),
    [(1, {}), (1.1, {"mode": "insert"}), (1.1, {"options": {"groupMessages": False}})],
)
def test_a_memory_is_neither_filled_nor_parted(version: float, parameters: dict[str, Any]) -> None:
    done = managed(version, **parameters)

    assert {each.node.name: str(each.status) for each in done.nodes}["ask"] == "unsupported"
