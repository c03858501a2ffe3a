"""The door through which the tests enter: a server of their own, or the one that EXEOFLOW_URL names."""

import os
from collections.abc import Iterator

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.targets import served_target


@pytest.fixture(scope="session")
def door() -> Iterator[tuple[str, str]]:
    url = os.environ.get("EXEOFLOW_URL")
    if not url:
        with running("--memory", "--allow-hosts", "127.0.0.1") as server:
            yield server.url, KEY
        return
    key = os.environ.get("EXEOFLOW_KEY")
    if not key:
        pytest.exit("EXEOFLOW_URL is set, but EXEOFLOW_KEY is not: give a key of that server.", returncode=1)
    yield url.rstrip("/"), key


@pytest.fixture(scope="session")
def url(door: tuple[str, str]) -> str:
    return door[0]


@pytest.fixture(scope="session")
def key(door: tuple[str, str]) -> str:
    return door[1]


@pytest.fixture(scope="session")
def api(url: str, key: str) -> Api:
    return Api(url, key)


@pytest.fixture(scope="session")
def stranger(url: str) -> Api:
    return Api(url, None)


@pytest.fixture(scope="session")
def target_url() -> Iterator[str]:
    """A web server that the functions can reach; EXEOFLOW_TARGET_HOST is its name as they see it."""
    name = os.environ.get("EXEOFLOW_TARGET_HOST")
    with served_target("0.0.0.0" if name else "127.0.0.1") as port:  # noqa: S104  containers come from outside
        yield f"http://{name or '127.0.0.1'}:{port}"
