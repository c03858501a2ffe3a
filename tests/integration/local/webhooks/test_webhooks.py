"""A flood of calls on the local server; `make bench` prints how fast it is."""

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.webhooks import activated, at_once, pure

CALLS = 200


def test_every_acknowledged_call_is_one_finished_execution() -> None:
    with running("--memory") as server:
        api = Api(server.url, KEY)
        sender = activated(api, pure(9))

        answers = at_once(lambda number: sender.send({"n": number}), range(CALLS))

        assert {answer.status for answer in answers} == {202}
        started = {answer.data["execution_id"] for answer in answers}
        ended = [api.finished(execution) for execution in started]
        stats = api.get(f"/v1/workflows/{sender.workflow_id}/stats").data

    assert len(started) == CALLS
    assert {execution["status"] for execution in ended} == {"success"}
    assert {execution["input"]["body"]["n"] for execution in ended} == set(range(CALLS))
    assert stats["by_status"] == {"running": 0, "success": CALLS, "failed": 0, "cancelled": 0}
