"""What the buses of one machine tell the workflows that listen."""

from contextlib import closing
from datetime import UTC, datetime
from queue import Queue
from typing import TYPE_CHECKING, Any, cast

import pytest

from exeoflow.model.workflows.trigger import EventTrigger
from local.embedded.events.bus import DEFAULT_BUS, EmbeddedBus
from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.events.envelope import new_event
from local.place import STACK_NAME
from local.state.database import Database

if TYPE_CHECKING:
    from local.functions import FunctionTable


PATIENCE_SECONDS = 10


class Starter:
    """The function that starts, and the only one."""

    def __init__(self) -> None:
        self.all = ()
        self.said: Queue[Any] = Queue()

    def find(self, name_or_arn: str) -> "Starter":
        del name_or_arn
        return self

    def invoke(self, event: Any) -> None:
        self.said.put(event)


@pytest.mark.parametrize("bus", [STACK_NAME, DEFAULT_BUS, "for-workflows-b"])
def test_only_what_comes_over_the_stacks_bus_is_said_to_be_its_own(bus: str) -> None:
    starter = Starter()
    with closing(Database(":memory:")) as database:
        places = SqliteTriggerPlaces(database)
        places.put("acme", "wf_1", EventTrigger("n", {"source": ["exeoflow.approval"]}), datetime.now(UTC))
        buses = EmbeddedBus(cast("FunctionTable", starter), places, "starter", lambda _: None)

        buses.put(bus, new_event("exeoflow.approval", "Approval Requested", {}))
        said = starter.said.get(timeout=PATIENCE_SECONDS)
        buses.close()

    assert said["is_own_bus"] == (bus == STACK_NAME)
