"""A failure that nobody answers for leaves a line by which it is found."""

import json

import pytest

from exeoflow.api.observability import Observability


class AuthorsFault(Exception):
    """Nobody need look after the stack."""


def test_what_is_raised_is_told_with_the_ids_that_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    about = {"execution_id": "exec_1", "node_id": "ask"}

    with pytest.raises(ValueError, match="gone"), Observability().telling("request_approval", about):
        raise ValueError("gone")

    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["message"]) == ("ERROR", "request_approval")
    assert (line["execution_id"], line["node_id"]) == ("exec_1", "ask")
    assert line["exception_name"] == "ValueError"


def test_an_authors_fault_is_no_error_of_the_stack(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AuthorsFault), Observability().telling("request_approval", {}, but=AuthorsFault):
        raise AuthorsFault

    assert capsys.readouterr().out == ""


def test_what_goes_well_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Observability().telling("request_approval", {}):
        pass

    assert capsys.readouterr().out == ""
