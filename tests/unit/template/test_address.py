"""Where people reach the API, and what addresses in messages begin with."""

from pathlib import Path

import pytest

from local.place import ACCOUNT_ID, REGION
from local.template import read_stack
from local.template.document import read_document
from local.template.resolver import Deployment, Resolver

TEMPLATE = Path(__file__).parents[3] / "template.yaml"
PLACE = Deployment("exeoflow", REGION, ACCOUNT_ID)
DOMAIN = {
    "DomainName": "api.example.com",
    "CertificateArn": f"arn:aws:acm:{REGION}:{ACCOUNT_ID}:certificate/1",
}
OWN = f"https://exeoflow.execute-api.{REGION}.amazonaws.com"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, OWN),
        (DOMAIN, "https://api.example.com"),
        ({"ApiUrl": "https://proxy.example.com"}, "https://proxy.example.com"),
        ({**DOMAIN, "ApiUrl": "https://proxy.example.com"}, "https://proxy.example.com"),
    ],
)
def test_addresses_of_approvals_begin_with_where_people_reach_the_api(
    parameters: dict[str, str], expected: str
) -> None:
    stack = read_stack(TEMPLATE, PLACE, parameters)

    [asking] = [each for each in stack.functions if each.name.endswith("RequestApprovalFunction")]

    assert asking.environment["API_URL"] == expected


def test_the_output_tells_the_domain() -> None:
    document = read_document(TEMPLATE)
    value = document["Outputs"]["ApiUrl"]["Value"]

    assert Resolver(document, PLACE, DOMAIN).resolve(value) == "https://api.example.com"
    assert Resolver(document, PLACE, {}).resolve(value) == OWN


def test_a_domain_comes_with_its_mapping_and_needs_a_certificate() -> None:
    document = read_document(TEMPLATE)
    resources = document["Resources"]

    assert resources["ApiDomain"]["Condition"] == resources["ApiDomainMapping"]["Condition"] == "HasDomain"
    assert resources["ApiDomainRecord"]["Condition"] == "HasHostedZone"
    assert document["Rules"].keys() == {"DomainHasACertificate", "RecordHasADomain"}
