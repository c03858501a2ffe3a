"""Files that come with calls, kept before anything is started."""

import pytest

from exeoflow.errors import Unavailable
from exeoflow.model.file_reference import reference_of
from exeoflow.service.webhooks.kept_files import keep_sent_file
from tests.fakes.files import FakeFiles
from tests.fakes.time_and_chance import CountingIds


class World:
    """What keeping needs."""

    def __init__(self) -> None:
        self.files = FakeFiles()
        self.ids = CountingIds()


def test_a_file_of_a_call_is_named_and_kept_for_its_workspace() -> None:
    world = World()

    first, second = (
        reference_of(keep_sent_file(world, "acme", content, "text/csv")) for content in (b"a;b", b"c")
    )

    assert first is not None
    assert second is not None
    assert (first.size, first.content_type) == (3, "text/csv")
    assert [world.files.get("acme", each.id) for each in (first, second)] == [b"a;b", b"c"]
    assert world.files.get("other", first.id) is None


def test_a_call_whose_file_cannot_be_kept_may_come_again() -> None:
    world = World()
    world.files.is_out_of_order = True

    with pytest.raises(Unavailable):
        keep_sent_file(world, "acme", b"", "text/csv")
