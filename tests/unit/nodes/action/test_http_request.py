"""`http_request` becomes one call of the function that sends requests."""

from exeoflow.nodes.lowering import Task
from tests.unit.nodes.lowered import lowered

_URL = "https://example.com/{{ $input.id }}"


def _payload(config: dict[str, object], timeout: int | None = None) -> object:
    task = lowered("http_request", {"url": _URL, **config}, timeout=timeout)
    assert isinstance(task, Task)
    assert isinstance(task.arguments, dict)
    return task.arguments["Payload"]


_PLAIN = {
    "method": "GET",
    "url": '{% "https://example.com/" & $v_input.id %}',
    "response": "auto",
    "error_details": True,
    "node_id": "n",
    "execution_id": "{% $states.context.Execution.Name %}",
}


def test_a_request_carries_only_what_is_configured() -> None:
    assert _payload({}) == _PLAIN


def test_a_request_may_carry_everything() -> None:
    config: dict[str, object] = {
        "method": "POST",
        "headers": {"a": "{{ $input }}"},
        "query": {"q": ["1", "2"]},
        "body": {"b": 1},
        "follow_redirects": False,
    }

    assert _payload(config, timeout=5) == _PLAIN | {
        "method": "POST",
        "headers": {"a": "{% $v_input %}"},
        "query": {"q": ["1", "2"]},
        "body": {"b": 1},
        "follow_redirects": False,
        "time_limit": 5,
    }


def test_a_credential_is_looked_up_in_the_workspace() -> None:
    named = {"credential": "crm/token", "workspace": "${Workspace}"}
    placed = {"credential": {"name": "crm", "header": "X-Key"}, "workspace": "${Workspace}"}

    assert _payload({"credential": "crm/token"}) == _PLAIN | named
    assert _payload({"credential": {"name": "crm", "header": "X-Key", "scheme": None}}) == _PLAIN | placed
