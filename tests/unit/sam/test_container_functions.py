"""What `sam local start-lambda` answers, and what the local stack makes of it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from local.functions import FunctionError
from local.place import ACCOUNT_ID, REGION, STACK_NAME, TEMPLATE
from local.sam.container_functions import ContainerFunctions
from local.sam.ports import free_port
from local.template import read_stack
from local.template.resolver import Deployment

DECLARED = read_stack(TEMPLATE, Deployment(STACK_NAME, REGION, ACCOUNT_ID), {}).functions
NAME = f"{STACK_NAME}-RunHttpRequestFunction"


class Lambda(BaseHTTPRequestHandler):
    """Answers an invocation with its event, or with the failure that the event asks for."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        assert self.path == f"/2015-03-31/functions/{NAME}/invocations"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"errorType": "KeyError", "errorMessage": "x"}' if body == b'"fail"' else body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lambda)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_function_answers_what_its_container_answers(port: int) -> None:
    function = ContainerFunctions(DECLARED, port).find(
        f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{NAME}:live"
    )

    assert function is not None
    assert function.invoke({"a": [1]}) == {"a": [1]}


def test_an_exception_in_the_container_is_a_function_error(port: int) -> None:
    function = ContainerFunctions(DECLARED, port).find(NAME)

    assert function is not None
    with pytest.raises(FunctionError, match="KeyError: x"):
        function.invoke("fail")


def test_a_service_that_does_not_answer_is_a_function_error() -> None:
    function = ContainerFunctions(DECLARED, free_port("127.0.0.1")).find(NAME)

    assert function is not None
    with pytest.raises(FunctionError, match=r"Lambda\.Unknown"):
        function.invoke({})


def test_an_unknown_name_is_no_function() -> None:
    assert ContainerFunctions(DECLARED, 1).find("other") is None
