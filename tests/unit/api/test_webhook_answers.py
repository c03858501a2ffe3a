"""What a caller gets of a `respond` node."""

from http import HTTPStatus

import pytest

from exeoflow.api.answers import Answer
from exeoflow.api.webhooks.answers import responded
from exeoflow.model.response import Response


@pytest.mark.parametrize("status", [204, 205, 304])
def test_an_answer_that_has_no_body_ends_with_its_head(status: int) -> None:
    response = Response(status, {"X-Id": "7", "Set-Cookie": "a=b"}, {"order": 1})

    assert responded(response) == Answer(HTTPStatus(status), "", {"X-Id": "7"})
