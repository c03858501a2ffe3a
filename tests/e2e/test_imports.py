"""A workflow of n8n, seen through HTTP: imported, activated and run."""

from tests.e2e.api import Api
from tests.n8n.judging import lines_of

WITH_CODE_AND_BRANCHES = "9afbf9529b56ae4d"
"""A public template: three items of a function are parted by a switch, and each way gives them a name."""


def test_a_template_of_n8n_is_imported_activated_and_run(api: Api) -> None:
    [template] = [each for each in lines_of("visible.jsonl.gz") if each["id"] == WITH_CODE_AND_BRANCHES]

    imported = api.post("/v1/workflows/import?format=n8n", template["workflow"])

    assert imported.status == 201
    assert imported.data["report"]["summary"]["unsupported"] == 0
    workflow = imported.data["workflow"]["id"]
    activated = api.post(f"/v1/workflows/{workflow}/status", {"status": "active"})
    assert activated.data["status"] == "active"
    execution = api.finished(api.execute(workflow))
    assert execution["status"] == "success"
    ends = sorted(execution["output"].values(), key=lambda items: items[0]["id"])
    assert ends == [
        [{"id": 0, "name": "n8n"}],
        [{"id": 1, "name": "field_1"}],
        [{"id": 2, "name": "field_2"}],
    ]
