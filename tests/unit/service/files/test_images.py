"""The operations of the node `image`, over files in memory."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from exeoflow.model.state_room import VARIABLE
from exeoflow.service.files.errors import FileFailed, FileInvalid, FileMissing, RequestInvalid, TooLarge
from tests.unit.service.files.desk import Desk

PIXEL = "Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAADEDgAAxA4AAAAAAAAAAAAAAAD/AA=="
"""A BMP of one red pixel."""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def made(desk: Desk, **given: Any) -> Any:
    return desk.run("create_image", **{"width": 30, "height": 20, "color": "red", **given})


def test_an_image_is_made_changed_and_described(desk: Desk) -> None:
    first = made(desk)

    small = desk.run(
        "edit_image", file=first, steps=[{"do": "resize", "width": 15}], format="jpeg", quality=50.4
    )

    told = desk.run("describe_image", file=small)
    assert (first["content_type"], small["content_type"]) == ("image/png", "image/jpeg")
    assert (told["width"], told["height"], told["format"], told["size"]) == (15, 10, "jpeg", small["size"])
    assert desk.run("describe_image", file=first)["width"] == 30


def test_a_second_file_is_put_on_the_first(desk: Desk) -> None:
    lower, upper = made(desk), made(desk, color="blue", width=10)

    laid = desk.run("edit_image", file=lower, steps=[{"do": "overlay", "file": upper}, {"do": "flip"}])

    content = desk.content(laid)
    assert content is not None
    image = Image.open(io.BytesIO(content)).convert("RGB")
    assert [image.getpixel((x, 0)) for x in (0, 29)] == [(255, 0, 0), (0, 0, 255)]


def test_a_second_file_is_read_when_its_step_comes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no memory for twenty of 64 MiB."""
    lower, upper = made(desk), made(desk)
    read: list[str] = []
    get = desk.files.get

    def told(workspace: str, name: str) -> bytes | None:
        read.append(name)
        return get(workspace, name)

    monkeypatch.setattr(desk.files, "get", told)

    with pytest.raises(RequestInvalid, match="nothing to crop"):
        desk.run("edit_image", file=lower, steps=[{"do": "crop", "x": 99}, {"do": "overlay", "file": upper}])

    assert read == [lower["exeoflow:file"]]


def test_an_image_may_come_and_go_as_base64(desk: Desk) -> None:
    sent = made(desk, response="base64")

    again = desk.run("edit_image", file=sent, response="base64")
    told = [desk.run("describe_image", file=each) for each in (again, again["content"])]

    assert {"encoding": "base64", "content_type": "image/png"}.items() <= again.items()
    assert again["size"] == len(base64.b64decode(again["content"]))
    assert [each["width"] for each in told] == [30, 30]


def test_what_no_state_carries_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "2000")

    with pytest.raises(TooLarge, match="bytes of JSON"):
        made(desk, width=2000, height=2000, format="bmp", response="base64")


@pytest.mark.parametrize(
    ("operation", "given", "error", "said"),
    [
        ("edit_image", {"file": 5}, RequestInvalid, "is no file"),
        ("edit_image", {"file": "no base64!"}, FileInvalid, "no base64"),
        ("describe_image", {"file": "AAAA"}, FileInvalid, "no image"),
        ("create_image", {"width": 30_000, "height": 30_000}, TooLarge, "is larger than"),
        ("create_image", {"width": 0, "height": 1}, RequestInvalid, "width must be"),
        ("create_image", {"width": 1, "height": 1, "steps": {}}, RequestInvalid, "steps must be"),
        ("create_image", {"width": 1, "height": 1, "steps": [5]}, RequestInvalid, "steps must be"),
        ("create_image", {"width": 1, "height": 1, "quality": True}, RequestInvalid, "quality must be"),
        ("create_image", {"width": 1, "height": 1, "quality": "50"}, RequestInvalid, "quality must be"),
        ("create_image", {"width": 1, "height": 1, "format": ["png"]}, RequestInvalid, "format must be"),
        ("edit_image", {"file": PIXEL, "format": {"type": "png"}}, RequestInvalid, "format must be"),
        ("create_image", {"width": 1, "height": 1, "response": "url"}, RequestInvalid, "response must be"),
        ("create_image", {"width": 1, "height": 1, "steps": [{"do": "fly"}]}, RequestInvalid, "do must be"),
        ("melt_image", {}, RequestInvalid, "operation must be one of .*edit_image"),
    ],
)
def test_what_cannot_be_done_is_told(
    desk: Desk, operation: str, given: dict[str, Any], error: type[FileFailed], said: str
) -> None:
    with pytest.raises(error, match=said):
        desk.run(operation, **given)


def test_no_image_of_another_workspace_is_read(desk: Desk) -> None:
    own, foreign = made(desk), made(desk, workspace="other")

    with pytest.raises(FileMissing):
        desk.run("edit_image", file=foreign)
    with pytest.raises(FileMissing):
        desk.run("edit_image", file=own, steps=[{"do": "overlay", "file": foreign}])
