"""A wait pauses; one for a call is tested beside the approval, which it resembles."""

import pytest

from exeoflow.nodes.lowering import Pause
from tests.unit.nodes.lowered import lowered


@pytest.mark.parametrize(
    ("config", "pause"),
    [
        ({"seconds": 5}, Pause(seconds=5)),
        ({"seconds": "{{ $input.n }}"}, Pause(seconds="{% $v_input.n %}")),
        ({"until": "2024-01-01T00:00:00Z"}, Pause(until="2024-01-01T00:00:00Z")),
        ({"until": "{{ $input.at }}"}, Pause(until="{% $v_input.at %}")),
    ],
)
def test_a_wait_pauses(config: dict[str, object], pause: Pause) -> None:
    assert lowered("wait", config) == pause
