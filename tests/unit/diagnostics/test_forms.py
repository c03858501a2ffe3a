"""Each pattern of what can be sent has an example, which fits it."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from exeoflow.api.credentials.values import VALUES
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.diagnostics.forms import FORMS, Form
from exeoflow.model import json
from exeoflow.model.names import SEEN
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.texts import LANGUAGES, Language

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

    assert found == FORMS.keys()


@pytest.mark.parametrize(("pattern", "form"), FORMS.items())
def test_an_example_fits_its_pattern(pattern: str, form: Form) -> None:
    assert re.search(pattern, form.example)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", FORMS)
def test_a_form_is_told_in_words_and_by_an_example(pattern: str, language: Language) -> None:
    fault = Diagnostic("field-pattern", "name", values={"field": "name", "form": pattern})

    hint = render(fault, language)["hint"]

    assert f"`{FORMS[pattern].example}`" in hint
    assert pattern not in hint


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_for_forms_are_said_somewhere(language: Language) -> None:
    words = import_module(f"exeoflow.texts.{language}.forms").FORMS

    assert words.keys() - {"pattern", "such_as"} == {form.code for form in FORMS.values()}


def test_a_pattern_of_an_author_stands_for_itself() -> None:
    values = {"field": "input.code", "form": "^[A-Z]{3}$"}

    assert "`^[A-Z]{3}$`" in render(Diagnostic("field-pattern", "input.code", values=values), "en")["hint"]


def test_a_long_pattern_of_an_author_is_cut() -> None:
    values = {"field": "input.code", "form": "a" * 5_000}

    hint = render(Diagnostic("field-pattern", "input.code", values=values), "en")["hint"]

    assert f"`{'a' * 200}…`" in hint
