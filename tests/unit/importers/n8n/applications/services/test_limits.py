"""As many items as n8n gives of a list where nobody says how many, and a word where it gives all."""

from typing import Any

import pytest

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.catalogue.limits import MOST, WHOLE, all_of, most_of
from tests.unit.importers.n8n.families.files.test_files import base, imported
from tests.unit.importers.n8n.test_requests_before import sent

LISTED = [{"id": number} for number in range(120)]
TAGS = {"resource": "tag", "operation": "getAll"}


@pytest.mark.parametrize(
    ("settings", "count"),
    [({}, 100), ({"limit": 7}, 7), ({"limit": 0}, 0), ({"returnAll": True}, 120)],
)
def test_a_list_ends_where_n8n_ends_it(settings: dict[str, Any], count: int) -> None:
    done = imported(base("call", "convertKit", TAGS | settings))

    _, items = sent(done, [{"tags": LISTED}])

    assert (items or []) == LISTED[:count]
    told = {each.values.get("setting") for each in done.nodes[1].reasons}
    assert ("returnAll" in told) == (count == 120)
    assert "limit" not in told


def test_how_many_is_told_where_it_is_computed() -> None:
    done = imported(base("call", "convertKit", {**TAGS, "limit": "={{ $json.n }}"}))

    assert "limit" in {each.values.get("setting") for each in done.nodes[1].reasons}


@pytest.mark.parametrize("version", [2, 2.1, 2.2])
@pytest.mark.parametrize(("settings", "is_told"), [({}, True), ({"returnAll": False}, False)])
def test_that_not_all_pages_are_read_is_told(
    version: float,
    settings: dict[str, Any],
    is_told: bool,  # noqa: FBT001
) -> None:
    parameters = {"operation": "search", "base": "b", "table": "t", **settings}

    done = imported(base("call", "airtable", parameters, version))

    assert ("returnAll" in {each.values.get("setting") for each in done.nodes[1].reasons}) == is_told


def test_every_list_with_an_end_is_described() -> None:
    for kind in {**MOST, **WHOLE}:
        described = APPLICATIONS[f"n8n-nodes-base.{kind}"].operations
        assert {*most_of(kind), *all_of(kind)} <= described.keys(), kind


@pytest.mark.parametrize(("version", "limit"), [(1, "10"), (2.1, "50")])
def test_a_version_of_gmail_lists_as_many_as_it_begins_with(version: float, limit: str) -> None:
    done = imported(base("call", "gmail", {"resource": "message", "operation": "getAll"}, version))

    requests = next(each["config"] for each in done.workflow["nodes"] if each["id"].endswith("_requests"))

    assert f'"maxResults": "{limit}"' in requests["expression"]
