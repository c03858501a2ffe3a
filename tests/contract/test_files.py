"""What every place of files does."""

from datetime import timedelta

import boto3
import pytest
from botocore.stub import Stubber

from exeoflow.adapters.s3.files import S3Files
from exeoflow.errors import StackFault, Unavailable
from exeoflow.service.ports.files import Files
from local.embedded.stores.files import SqliteFiles
from local.state.database import Database
from tests.fakes.time_and_chance import FakeClock


def test_a_file_is_read_as_it_was_kept(files: Files) -> None:
    content = bytes(range(256))

    files.put("acme", "exec_1/file_1", content)
    files.put("acme", "exec_1/file_1", content)

    assert files.get("acme", "exec_1/file_1") == content
    assert files.get("acme", "exec_1/file_2") is None


def test_a_file_of_another_workspace_is_none(files: Files) -> None:
    files.put("acme", "exec_1/file_1", b"a")
    files.put("other", "exec_1/file_1", b"")

    assert (files.get("acme", "exec_1/file_1"), files.get("other", "exec_1/file_1")) == (b"a", b"")
    assert files.get("third", "exec_1/file_1") is None


def test_what_lies_on_one_machine_is_forgotten_with_the_executions(
    database: Database, clock: FakeClock
) -> None:
    files = SqliteFiles(database, timedelta(days=30), clock)
    files.put("acme", "exec_1/file_1", b"a")

    files.forget_expired(clock.now() + timedelta(days=29))
    kept = files.get("acme", "exec_1/file_1")
    files.forget_expired(clock.now() + timedelta(days=30))

    assert (kept, files.get("acme", "exec_1/file_1")) == (b"a", None)


@pytest.mark.parametrize(
    ("code", "is_absent"), [("NoSuchKey", True), ("AccessDenied", False), ("SlowDown", False)]
)
def test_what_s3_does_not_have_is_none_and_anything_else_an_error(code: str, *, is_absent: bool) -> None:
    client = boto3.client("s3", "eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")
    stubber = Stubber(client)
    stubber.add_client_error("get_object", code)

    with stubber:
        if is_absent:
            assert S3Files(client, "bucket").get("acme", "exec_1/file_1") is None
        else:
            with pytest.raises((Unavailable, StackFault)):
                S3Files(client, "bucket").get("acme", "exec_1/file_1")
