"""Objects that nodes put, by the adapter on moto and by the function that a state machine calls."""

import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from exeoflow.adapters.s3.objects import S3Objects
from local.aws.services import local_aws
from local.functions import FunctionError, LocalFunction, LocalFunctions
from local.place import ACCOUNT_ID, REGION, STACK_NAME, TEMPLATE
from local.template import read_stack
from local.template.resolver import Deployment

BUCKET = "for-workflows-default-files"


@pytest.fixture(autouse=True)
def _bucket() -> Iterator[None]:
    with local_aws():
        boto3.client("s3").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        yield


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ('name;age\n"Ada";36\n', b'name;age\n"Ada";36\n'),
        ("", b""),
        ("ä \ud83d", "ä ?".encode()),
        ({"a": ["ä"]}, '{"a":["ä"]}'.encode()),
        (None, b"null"),
        (1.0, b"1.0"),
    ],
)
def test_a_text_is_put_as_it_is_and_anything_else_as_json(body: Any, content: bytes) -> None:
    etag = S3Objects(boto3.client("s3")).put(BUCKET, "a/ä.csv", body, "text/csv")

    stored = boto3.client("s3").get_object(Bucket=BUCKET, Key="a/ä.csv")
    assert (stored["Body"].read(), stored["ContentType"], stored["ETag"]) == (content, "text/csv", etag)


def test_the_function_puts_what_it_is_given() -> None:
    answer = function().invoke({"Bucket": BUCKET, "Key": "a", "Body": "text"})

    assert answer == {"etag": boto3.client("s3").head_object(Bucket=BUCKET, Key="a")["ETag"]}


def test_an_error_is_named_as_step_functions_names_it() -> None:
    with pytest.raises(FunctionError) as error:
        function().invoke({"Bucket": "for-workflows-default-none", "Key": "a", "Body": "text"})

    assert error.value.payload["errorType"] == "S3.NoSuchBucketException"


def test_an_object_is_got_with_what_is_known_of_it() -> None:
    objects = S3Objects(boto3.client("s3"))
    etag = objects.put(BUCKET, "a.bin", bytes(range(256)), "image/png")

    found = objects.get(BUCKET, "a.bin")

    assert (found.size, found.content_type, found.etag) == (256, "image/png", etag)
    assert found.read() == bytes(range(256))
    with pytest.raises(Exception, match="key") as error:
        objects.get(BUCKET, "b.bin")
    assert error.type.__name__ == "S3.NoSuchKeyException"


def test_an_error_that_the_service_does_not_describe_is_the_services_own() -> None:
    client = boto3.client("s3")
    stubber = Stubber(client)
    stubber.add_client_error("put_object", "KeyTooLongError", "Your key is too long.", 400)

    with stubber, pytest.raises(Exception, match="too long") as error:
        S3Objects(client).put(BUCKET, "a", "text", None)

    assert error.type.__name__ == "S3.S3Exception"


def test_an_object_that_breaks_off_is_told_as_one_that_was_not_reached() -> None:
    client = boto3.client("s3")
    stubber = Stubber(client)
    body = StreamingBody(io.BytesIO(b"ab"), 3)
    answer = {"Body": body, "ContentLength": 3, "ContentType": "text/plain", "ETag": "e"}
    stubber.add_response("get_object", answer)

    with stubber, pytest.raises(Exception, match="3") as error:
        S3Objects(client).get(BUCKET, "a").read()

    assert error.type.__name__ == "S3.SdkClientException"


def function() -> LocalFunction:
    declared = read_stack(TEMPLATE, Deployment(STACK_NAME, REGION, ACCOUNT_ID), {}).functions
    found = LocalFunctions(declared).find(f"{STACK_NAME}-PutObjectFunction")
    assert found is not None
    return found
