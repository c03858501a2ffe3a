"""Each pattern of what can be sent has an example, which fits it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exeoflow.api.credentials.values import VALUES
from exeoflow.diagnostics.forms import EXAMPLES
from exeoflow.model import json
from exeoflow.model.names import SEEN
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import NODE_TYPES

_DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


def patterns(schema: Any) -> Iterator[str]:
    """Return the patterns of the texts within a schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "string" and isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for member in schema:
            yield from patterns(member)


def test_every_pattern_of_a_request_has_an_example_and_there_is_no_other() -> None:
    document: Any = json.read(_DOCUMENT.read_text())
    bodies = {name: each for name, each in document["components"]["schemas"].items() if name.endswith("Body")}
    models = [*VALUES.values(), *(each.config for each in NODE_TYPES.values())]
    schemas = [bodies, Workflow.model_json_schema(), *(model.model_json_schema() for model in models)]

    # A name that shows nothing is told as one that is empty, and not by its form.
    found = set(patterns(schemas)) - {SEEN}

    assert found == EXAMPLES.keys()


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES.items())
def test_an_example_fits_its_pattern(pattern: str, example: str) -> None:
    assert re.search(pattern, example)
