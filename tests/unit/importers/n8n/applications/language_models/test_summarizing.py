"""A model sums up what an item holds."""

from typing import Any

import pytest

from tests.unit.importers.n8n.applications.language_models.test_chat import MODEL, part
from tests.unit.importers.n8n.applications.language_models.test_vectors import imported
from tests.unit.importers.n8n.families.files.test_files import ran

SAID = {"choices": [{"message": {"content": "Short."}}]}


def chain(version: float, **parameters: Any) -> dict[str, Any]:
    return part("sum", "chainSummarization", **parameters) | {"typeVersion": version}


@pytest.mark.parametrize(("version", "key"), [(2, "response"), (2.1, "output")])
def test_all_texts_of_an_item_are_summed_up(version: float, key: str) -> None:
    done = imported(chain(version), MODEL, on={"model": "sum"})

    outcome, requests = ran(done, [{"a": "One", "b": {"c": ["Two"]}, "n": 1}, {"a": "Three"}], [SAID, SAID])

    assert outcome.output == [{key: {"text": "Short."}}] * 2
    [asked] = requests[0]["body"]["messages"]
    assert asked["content"] == (
        'Write a concise summary of the following:\n\n\n"One\n\nTwo"\n\n\nCONCISE SUMMARY:'
    )
    assert '"Three"' in requests[1]["body"]["messages"][0]["content"]


def test_documents_of_a_loader_are_summed_up_in_words_of_ones_own() -> None:
    loader = part("loader", "documentDefaultDataLoader", jsonMode="expressionData", jsonData="={{ $json.t }}")
    values = {"summarizationMethod": "stuff", "prompt": "=In {{ $json.words }} words: {text}"}
    sum_up = chain(
        2,
        operationMode="documentLoader",
        options={"summarizationMethodAndPrompts": {"values": values}},
    )
    done = imported(sum_up, MODEL, loader, on={"model": "sum", "loader": "sum"})

    _, requests = ran(done, [{"t": "Long", "words": 3}], [SAID])

    assert requests[0]["body"]["messages"][0]["content"] == "In 3 words: Long"


@pytest.mark.parametrize(
    ("parameters", "on"),
    [
        ({"operationMode": "documentLoader"}, {"model": "sum"}),
        ({}, {}),
        (
            {"options": {"summarizationMethodAndPrompts": {"values": {"summarizationMethod": "x"}}}},
            {"model": "sum"},
        ),
    ],
)
def test_what_has_no_counterpart_is_told(parameters: dict[str, Any], on: dict[str, str]) -> None:
    done = imported(chain(2, **parameters), MODEL, on=on)

    assert "unsupported" in {str(each.status) for each in done.nodes if each.node.name == "sum"}
