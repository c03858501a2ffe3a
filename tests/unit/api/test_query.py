"""Query parameters: what is wrong with each, and what was probably meant."""

import pytest

from exeoflow.api.query import QueryReader
from exeoflow.api.workflows.operations import LIST_WORKFLOWS
from exeoflow.api.workflows.requests import workflow_list
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.errors import InvalidRequest


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        (
            {"find": "x"},
            "There is no parameter “find” here.",
            "Allowed are: limit, page, search, sort, status, tag, tags.",
        ),
        (
            {"limt": "5"},
            "There is no parameter “limt” here.",
            "Did you mean “limit”? Allowed are: limit, page, search, sort, status, tag, tags.",
        ),
        (
            {"status": "activ"},
            "The parameter “status” cannot be “activ”.",
            "Did you mean “active”? Allowed are: 'active', 'inactive'.",
        ),
        ({"page": "two"}, "The parameter “page” must be an integer.", "Give an integer."),
        ({"limit": "0"}, "The parameter “limit” is too small.", "The least allowed value is 1."),
        ({"search": "x" * 257}, "“search” is too long.", "It may have at most 256 characters."),
        ({"tag": "a,😀" + "😀" * 192}, "“tag” is too long.", "It may have at most 256 characters."),
    ],
)
def test_a_parameter_is_called_so_and_told_what_is_allowed(
    query: dict[str, str], message: str, hint: str
) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        workflow_list(QueryReader(query, LIST_WORKFLOWS.query_parameters))

    (fault,) = refusal.value.faults
    assert isinstance(fault, Diagnostic)
    shown = render(fault, "en")
    assert (shown["message"], shown["hint"]) == (message, hint)
