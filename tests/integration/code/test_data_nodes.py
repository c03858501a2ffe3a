"""Lists, XML, CSV, dates and signatures without code, on a running server."""

import hmac
import json
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.workflows import chain, node


def ran(api: Api, *nodes: dict[str, Any], **given: Any) -> Any:
    return api.run(chain(*nodes), given)


@pytest.mark.parametrize("people", [[], ["Ada"], ["Ada", "Grace"]])
def test_a_map_is_a_list_for_none_one_and_many(api: Api, people: list[str]) -> None:
    names = node("names", "map", items="{{ $input.people }}", expression="$uppercase($item.name)")

    execution = ran(api, names, people=[{"name": name} for name in people])

    assert execution["output"] == [name.upper() for name in people]


def test_a_field_of_an_xml_answer_is_read(api: Api) -> None:
    soap = (
        '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        '<rate currency="EUR">1.08</rate></s:Body></s:Envelope>'
    )

    execution = ran(
        api,
        node("tree", "parse", format="xml", text="{{ $input.body }}"),
        node("rate", "set", values={"rate": "{{ $number($input.`s:Envelope`.`s:Body`.rate.`#text`) }}"}),
        body=soap,
    )

    assert execution["output"] == {"rate": 1.08}


def test_a_csv_answer_is_read_as_rows_and_written_again(api: Api) -> None:
    execution = ran(
        api,
        node("rows", "parse", format="csv", text="{{ $input.body }}"),
        node("dear", "filter", expression="$number($item.price) > 2"),
        node("csv", "format", format="csv", delimiter=";"),
        body="sku,price\r\na,1.5\r\nb,2.5\r\n",
    )

    assert execution["output"] == "sku;price\r\nb;2.5\r\n"


def test_faults_are_errors_with_their_names(api: Api) -> None:
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'

    refused = ran(api, node("tree", "parse", format="xml", text="{{ $input.body }}"), body=laughs)
    caught = ran(
        api,
        {**node("date", "parse", format="date", text="never"), "on_error": "continue"},
        node("said", "transform", expression="$input.error.code"),
    )

    assert refused["error"]["code"] == "Data.Invalid"
    assert refused["error"]["node_id"] == "tree"
    assert caught["output"] == "Data.Invalid"


def test_an_option_that_means_nothing_is_told_when_a_workflow_is_saved(api: Api) -> None:
    refused = api.post("/v1/workflows", chain(node("p", "parse", format="json", delimiter=";"))).error

    assert [fault["rule"] for fault in refused["details"]] == ["format-option"]


def test_dates_and_signatures(api: Api) -> None:
    execution = ran(
        api,
        node(
            "due",
            "format",
            format="date",
            value="{{ $input.at }}",
            add={"months": 1},
            timezone="America/New_York",
            pattern="yyyy-MM-dd HH:mm ZZ",
        ),
        node("signed", "hmac", key="{{ $trigger.key }}", encoding="base64"),
        at="2026-02-15T12:00:00Z",
        key="k",
    )

    # The clock on the wall stays at seven though summer time has begun.
    steps = api.get(f"/v1/executions/{execution['id']}/steps").data["steps"]
    assert steps[1]["output"] == "2026-03-15 07:00 -04:00"
    assert len(execution["output"]) == 44


def test_a_credential_signs_and_its_secret_is_told_to_nobody(api: Api) -> None:
    values = {"secret": "never-to-be-seen", "preset": "github"}
    made = api.post("/v1/credentials", {"name": "Key", "type": "hmac", "values": values}).data

    execution = ran(
        api, node("signed", "hmac", text="{{ $trigger.text }}", credential=made["id"]), text="what do ya want"
    )

    expected = hmac.new(b"never-to-be-seen", b"what do ya want", "sha256").hexdigest()
    steps = api.get(f"/v1/executions/{execution['id']}/steps").data
    assert execution["output"] == expected
    assert "never-to-be-seen" not in json.dumps([execution, steps])
