"""schemathesis calls every operation of the OpenAPI document with what it allows and with what it forbids."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

schema = schemathesis.pytest.from_fixture("document")


@pytest.fixture(scope="session")
def document(url: str) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{url}/v1/openapi.json")


@schema.parametrize()
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_what_the_document_says(case: schemathesis.Case[Any], key: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
