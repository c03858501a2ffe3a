"""Exports of other systems become files, stored workflows, or only a report."""

import json
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.integration.command.conftest import Shell, named

pytestmark = pytest.mark.slow


def export(name: str, kind: str = "n8n-nodes-base.set") -> dict[str, Any]:
    return {
        "name": name,
        "nodes": [
            {"name": "begin", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0]},
            {"name": "mark", "type": kind, "typeVersion": 2, "position": [200, 0], "parameters": {}},
        ],
        "connections": {"begin": {"main": [[{"node": "mark", "type": "main", "index": 0}]]}},
    }


def test_exports_become_files_that_are_valid_and_pushed(shell: Shell, api: Api) -> None:
    shell.write("exports/one.json", json.dumps(export("Orders")))
    shell.write("exports/all.json", json.dumps([export("Orders"), export("Stock")]))

    told = shell.well("import", "n8n", "exports", "--into", "workflows", EXEOFLOW_URL="http://127.0.0.1:1")

    assert told.count("written  ") == 3
    assert "imported: 3, not: 0" in told
    shell.well("validate", "workflows")
    shell.well("push")
    assert set(named(api)) == {"Orders", "Orders 2", "Stock"}
    again = shell("import", "n8n", "exports", "--into", "workflows")
    assert (again.returncode, again.stderr.count("is there already")) == (1, 3)
    shell.well("import", "n8n", "exports", "--into", "workflows", "--force")


def test_an_export_is_stored_once_and_says_what_has_no_counterpart(shell: Shell, api: Api) -> None:
    path = str(shell.write("strange.json", json.dumps(export("Strange", "n8n-nodes-base.amqp"))))

    tried = shell.well("import", "n8n", path, "--dry-run", LANG="de_DE.UTF-8")
    assert "ohne Entsprechung" in tried
    assert named(api) == {}
    first = json.loads(shell.well("import", "n8n", path, "-o", "json"))
    again = json.loads(shell.well("import", "n8n", path, "-o", "json"))

    assert named(api)["Strange"]["id"] == first[0]["place"] == again[0]["place"]
    assert first[0]["report"]["summary"]["unsupported"] == 1
    shell.well("delete", "Strange", "--yes")
    anew = json.loads(shell.well("import", "n8n", path, "-o", "json"))
    assert named(api)["Strange"]["id"] == anew[0]["place"]


def test_what_is_no_export_is_a_line_each_and_a_failure(shell: Shell, api: Api) -> None:
    good = shell.write("good.json", json.dumps(export("Good")))
    paths = [str(shell.write("bad.json", "{")), str(shell.write("list.json", "[1]")), "nowhere.json"]

    refused = shell("import", "n8n", str(good), *paths)

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 3, refused.stderr
    assert "imported: 1, not: 3" in refused.stdout
    assert list(named(api)) == ["Good"]
    shell.write("empty/readme.txt", "nothing")
    assert "no export" in shell("import", "n8n", "empty").stderr


def test_what_the_server_refuses_is_said_and_nothing_is_lost(shell: Shell, api: Api) -> None:
    path = str(shell.write("good.json", json.dumps(export("Good"))))
    refused = shell("import", "n8n", path, EXEOFLOW_KEY="exo_live_wrong")
    assert (refused.returncode, named(api)) == (1, {})
    assert "good.json" in refused.stderr


def test_state_machines_become_workflows(shell: Shell, api: Api) -> None:
    machine = {"Comment": "Pay", "StartAt": "Paid", "States": {"Paid": {"Type": "Succeed"}}}
    path = str(shell.write("pay.asl.json", json.dumps(machine)))

    [done] = json.loads(shell.well("import", "asl", path, "-o", "json"))

    assert done["report"]["summary"]["exact"] == 1
    assert named(api)["Pay"]["id"] == done["place"]
    assert "StartAt" in shell("import", "asl", str(shell.write("n8n.json", json.dumps(export("x"))))).stderr
