"""What the catalogue may name, and what a version of a node begins with."""

import re
from collections.abc import Iterator

import pytest

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.descriptions import FILE_FORMS, NAMED
from exeoflow.importers.n8n.applications.forms.table import OF_PARAMETER, OF_VALUE
from exeoflow.importers.n8n.applications.model import Operation


def requests_of(operation: Operation) -> Iterator[Operation]:
    """Yield what an operation may send, by how the node is set, and what it sends before."""
    yield operation
    for each in filter(None, (operation.before, *operation.where.values())):
        yield from requests_of(each)


DESCRIBED = str(
    [
        [request.path, request.query, request.body, request.headers]
        for application in APPLICATIONS.values()
        for operation in application.operations.values()
        for request in requests_of(operation)
    ]
)


NAMES = list(NAMED.finditer(DESCRIBED))


def test_the_catalogue_names_each_form_that_there_is_and_no_other() -> None:
    assert {match["form"] for match in NAMES} == {*OF_PARAMETER, *OF_VALUE, *FILE_FORMS}


def test_every_name_in_the_catalogue_is_read_as_one() -> None:
    written = re.findall(r"'\{(?:\w+:)?([\w.-]+)(?:\|[^}]*)?\}'", DESCRIBED)

    assert set(written) <= {name for match in NAMES for name in match["names"].split(", ")}


@pytest.mark.parametrize(
    ("kind", "version", "resource", "operation"),
    [
        ("gmail", 1, "draft", "create"),
        ("gmail", 2, "message", "send"),
        ("hubspot", 1, "deal", "create"),
        ("hubspot", 2.1, "contact", "upsert"),
        ("notion", 2.2, "page", "create"),
        ("openAi", 1, "text", "complete"),
        ("postgres", 2.6, "", "insert"),
    ],
)
def test_what_an_export_leaves_out_is_what_its_version_of_the_node_begins_with(
    kind: str, version: float, resource: str, operation: str
) -> None:
    application = APPLICATIONS[f"n8n-nodes-base.{kind}"]

    assert application.usual_resource(version) == resource
    assert application.usual_operation(version, resource) == operation
