"""The embedded stack as a whole: none of its ports is one of AWS."""

from contextlib import closing
from inspect import getmembers
from typing import Any

from exeoflow.service.ports import Ports
from local.embedded.stack import run_embedded
from local.state.database import Database

PARAMETERS = {"HttpAllowedHosts": "", "LogLevel": "ERROR", "ApiUrl": "http://127.0.0.1:3000"}
# They know no AWS anywhere.
EVERYWHERE = {"clock", "ids", "key_sets", "receivers"}


def test_every_port_is_one_of_this_process() -> None:
    names = {name for name, _ in getmembers(Ports, lambda member: isinstance(member, property))}
    with (
        closing(Database(":memory:")) as database,
        run_embedded(database, PARAMETERS, lambda _line: None) as stack,
    ):
        match = stack.gateway.router.find("GET", "/v1/workflows")
        assert match is not None
        handler: Any = match.function
        application = handler.load().application()
        ports = {name: vars(application).get(name) for name in names - EVERYWHERE}

    foreign = {name for name, port in ports.items() if not type(port).__module__.startswith("local.")}
    assert foreign == set()
