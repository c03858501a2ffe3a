"""Cases of people about what runs do, over the API of the local server."""

import re
from collections.abc import Iterator

import boto3
import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, LocalServer, running
from tests.e2e.workflows import chain, node


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with running("--memory", "--allow-hosts", "127.0.0.1,localhost") as running_server:
        yield running_server


@pytest.fixture(scope="module")
def api(server: LocalServer) -> Api:
    return Api(server.url, KEY)


def test_a_text_that_is_put_is_the_text(server: LocalServer, api: Api) -> None:
    bucket = "for-workflows-default-files"
    place = re.search(r"AWS endpoint of this stack: (http://\S+)", "".join(server.lines))
    assert place is not None
    objects = boto3.client(
        "s3",
        endpoint_url=place[1],
        region_name="eu-central-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
    )
    put = {"operation": "put", "bucket": bucket, "content_type": "text/csv"}
    texts = chain(
        node("p", "storage", **put, key="a.csv", body="name;age\nAda;36\n"),
        node("q", "storage", **put, key="b.csv", body="{{ $trigger.rows }}"),
    )

    refused = api.run(texts)["error"]
    objects.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    output = api.run(texts, {"rows": 'a;"b"\n'})["output"]

    assert (refused["code"], refused["node_id"]) == ("S3.NoSuchBucketException", "p")
    contents = [objects.get_object(Bucket=bucket, Key=f"{key}.csv")["Body"].read() for key in "ab"]
    assert contents == [b"name;age\nAda;36\n", b'a;"b"\n']
    assert output == {"etag": objects.head_object(Bucket=bucket, Key="b.csv")["ETag"]}
