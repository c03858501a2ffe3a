"""Serve tools for agents: each of them calls this API by its address, with the key of the agent.

So the function has no rights of its own, and a tool can do what the key can do and nothing else.
"""

from http import HTTPStatus

from exeoflow.api.agents import SERVE_AGENTS
from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_value, raw_body
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model import json
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.protocol import answer_message
from exeoflow.remote.tools import Tools

# What waits longest is `run_workflow`; a function that is itself waited for has no time for second attempts.
_TIMEOUT_SECONDS = 25


@endpoint(SERVE_AGENTS)
def handler(request: Request, app: Application) -> Answer:
    """Answer the message."""
    del app  # it has nothing that is needed here
    server = Server(request.api_address, request.secret or "")
    connection = Connection(server, request.language, attempts=1, timeout=_TIMEOUT_SECONDS)
    answered = answer_message(json_value(raw_body(request)), Tools(connection), request.scopes)
    if answered is None:
        return Answer(HTTPStatus.ACCEPTED, "")
    return Answer(HTTPStatus.OK, json.write(answered))
