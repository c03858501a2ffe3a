from exeoflow.adapters.system import PolledEnds
from exeoflow.service.ports.ends import Ends
from local.embedded.ends import LocalEnds


def test_whoever_tells_of_ends_can_be_asked_all_that_the_port_says() -> None:
    asked = {name for name in vars(Ends) if name.startswith("await_")}

    assert asked == {"await_end", "await_response", "await_change"}
    assert all(hasattr(told, name) for told in (PolledEnds, LocalEnds) for name in asked)
