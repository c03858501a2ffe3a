"""Images among the files of an import: sizes and colours are those that n8n's own code gives."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Bytes
from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, RAW, base, http, imported, node, ran

Pixel = Any


def png(width: int = 300, height: int = 200, color: str = "#00ff00") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), color).save(content, "PNG")
    return content.getvalue()


def downloaded(content: bytes | None = None, name: str = "a.png") -> Bytes:
    headers = {"content-type": "image/png", "content-disposition": f'attachment; filename="{name}"'}
    return Bytes(content or png(), headers)


def edit(parameters: dict[str, Any], version: float = 1.1, **more: Any) -> dict[str, Any]:
    return node("edit", "n8n-nodes-base.editImage", parameters, version, **more)


def sent(parameters: dict[str, Any], version: float = 1.1, given: Any = None) -> Any:
    """The file that is sent after the node has worked on one that was downloaded."""
    done = imported(http("get", DOWNLOAD), edit(parameters, version), http("put", RAW))
    _, requests = ran(done, given or [{"id": 1}], [downloaded(), {"ok": 1}])
    return requests[1]["body"]


def image_of(body: Any) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(body["content"])))


def reasons(done: Import, name: str = "edit") -> list[str]:
    return [each.code for found in done.nodes if found.node.name == name for each in found.reasons]


@pytest.mark.parametrize(
    ("parameters", "size"),
    [
        ({"operation": "resize", "width": 100, "height": 100}, (122, 81)),
        ({"operation": "resize"}, (612, 408)),
        ({"operation": "resize", "width": 50, "height": 150, "resizeOption": "ignoreAspectRatio"}, (50, 150)),
        ({"operation": "resize", "width": 50, "height": 150, "resizeOption": "minimumArea"}, (225, 150)),
        ({"operation": "resize", "width": 50, "height": 150, "resizeOption": "onlyIfLarger"}, (50, 33)),
        ({"operation": "resize", "width": 50, "height": 150, "resizeOption": "onlyIfSmaller"}, (300, 200)),
        ({"operation": "resize", "width": 50, "height": 150, "resizeOption": "percent"}, (150, 300)),
        (
            {"operation": "resize", "width": "={{ $('start').item.json.id * 100 }}", "height": "=100"},
            (122, 81),
        ),
        ({"operation": "crop", "width": 100, "height": 100, "positionX": 250, "positionY": 50}, (50, 100)),
        ({"operation": "rotate", "rotate": 45}, (354, 354)),
        ({"operation": "rotate", "rotate": 90}, (200, 300)),
        ({"operation": "shear", "degreesX": 20}, (335, 200)),
        ({"operation": "shear", "degreesX": "={{ 20 }}"}, (335, 200)),
        ({"operation": "shear", "degreesY": 20}, (300, 303)),
        ({"operation": "shear", "degreesY": "={{ 5 }}"}, (300, 226)),
        ({}, (320, 220)),
        ({"operation": "border", "borderWidth": 10, "borderHeight": 20}, (320, 240)),
        ({"operation": "blur"}, (300, 200)),
        ({"operation": "transparent", "color": "#00ff00"}, (300, 200)),
        ({"operation": "create"}, (50, 50)),
    ],
)
def test_an_image_has_the_size_that_it_has_in_n8n(parameters: dict[str, Any], size: tuple[int, int]) -> None:
    body = sent(parameters)

    image = image_of(body)
    assert (image.size, image.format, body["content_type"]) == (size, "PNG", "image/png")


@pytest.mark.parametrize(
    ("parameters", "at", "pixel"),
    [
        ({"operation": "draw"}, (100, 100), (255, 0, 0, 255)),
        ({"operation": "draw", "color": "#ff000080"}, (100, 100), (127, 128, 0, 255)),
        ({"operation": "draw", "color": "#ff0000ff"}, (100, 100), (0, 255, 0, 255)),
        ({"operation": "draw", "color": "={{ '#ff0000' }}"}, (100, 100), (255, 0, 0, 255)),
        (
            {
                "operation": "draw",
                "primitive": "circle",
                "startPositionX": 100,
                "startPositionY": 100,
                "endPositionX": 150,
                "endPositionY": 100,
            },
            (149, 100),
            (255, 0, 0, 255),
        ),
        (
            {"operation": "draw", "primitive": "line", "endPositionX": 150, "endPositionY": 150},
            (100, 100),
            (255, 0, 0, 255),
        ),
        ({"operation": "draw", "cornerRadius": 40}, (51, 51), (0, 255, 0, 255)),
        ({"operation": "rotate", "rotate": 45}, (0, 0), (0, 0, 0, 0)),
        ({"operation": "rotate", "rotate": 45, "backgroundColor": "#ff0000"}, (0, 0), (255, 0, 0, 255)),
        ({"operation": "shear", "degreesX": 20}, (2, 2), (0, 0, 0, 0)),
        ({"operation": "shear", "degreesX": 20}, (332, 2), (0, 255, 0, 255)),
        ({"operation": "shear", "degreesY": 20}, (297, 2), (0, 0, 0, 0)),
        ({"operation": "shear", "degreesY": 20}, (2, 2), (0, 255, 0, 255)),
        ({"operation": "transparent", "color": "#00ff00"}, (0, 0), (0, 255, 0, 0)),
        ({"operation": "border"}, (0, 0), (0, 0, 0, 255)),
        ({"operation": "create", "backgroundColor": "none"}, (0, 0), (0, 0, 0, 0)),
        ({"operation": "create"}, (0, 0), (255, 255, 255, 255)),
    ],
)
def test_an_image_has_the_colors_that_it_has_in_n8n(
    parameters: dict[str, Any], at: tuple[int, int], pixel: Pixel
) -> None:
    assert image_of(sent(parameters)).convert("RGBA").getpixel(at) == pixel


@pytest.mark.parametrize(
    ("version", "parameters", "box"),
    [
        (1, {}, (10, 6, 102, 41)),
        (1.1, {}, (114, 102, 205, 137)),
        (1.1, {"horizontalAlignment": "west", "verticalAlignment": "north"}, (10, 6, 102, 41)),
        (1.1, {"horizontalAlignment": "east", "verticalAlignment": "south"}, (198, 145, 290, 180)),
    ],
)
def test_a_text_is_where_it_is_in_n8n(
    version: float, parameters: dict[str, Any], box: tuple[int, ...]
) -> None:
    text = {
        "operation": "text",
        "text": "=Hello World\nx",
        "positionX": 10,
        "positionY": 20,
        "fontColor": "#f00",
    }

    image = image_of(sent({**text, **parameters}, version)).convert("RGB")

    found = image.getchannel("R").getbbox()
    assert found is not None
    assert max(abs(one - other) for one, other in zip(found, box, strict=True)) <= 2


def test_several_operations_are_done_one_after_the_other() -> None:
    steps = [
        {"operation": "resize", "width": 100, "height": 100, "resizeOption": "ignoreAspectRatio"},
        {"operation": "border", "borderColor": "red"},
        {"operation": "composite", "dataPropertyNameComposite": "data", "positionX": 60, "positionY": 60},
    ]

    body = sent({"operation": "multiStep", "operations": {"operations": steps}})

    image = image_of(body).convert("RGB")
    assert image.size == (120, 120)
    assert [image.getpixel(at) for at in ((5, 5), (5, 119), (119, 119))] == [
        (255, 0, 0),
        (255, 0, 0),
        (0, 255, 0),
    ]


def test_an_image_is_begun_anew_by_what_creates_one() -> None:
    steps = [
        {"operation": "create", "width": 40, "height": 30, "backgroundColor": "#0000ff"},
        {"operation": "composite", "dataPropertyNameComposite": "data", "positionX": 20},
    ]

    body = sent({"operation": "multiStep", "operations": {"operations": steps}, "options": {"format": "gif"}})

    image = image_of(body).convert("RGB")
    assert (image.size, image_of(body).format, body["filename"]) == ((40, 30), "GIF", "a.gif")
    assert [image.getpixel((x, 5)) for x in (19, 20)] == [(0, 0, 255), (0, 255, 0)]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"format": "jpeg"}, ("a.jpeg", "image/jpeg")),
        ({"format": "tif", "quality": "=80"}, ("a.tif", "image/tiff")),
        ({"fileName": "={{ $('start').item.json.id }}.x", "format": "webp"}, ("1.x", "image/webp")),
        ({}, ("a.png", "image/png")),
    ],
)
def test_a_file_has_the_name_and_type_of_its_format(options: Any, told: tuple[str, str]) -> None:
    body = sent({"operation": "blur", "options": options})

    assert (body["filename"], body["content_type"]) == told


def test_the_item_and_its_other_files_stay() -> None:
    parameters = {"operation": "resize", "width": 30, "height": 20, "options": {"destinationKey": "small"}}
    names = "return [{json: {names: Object.keys(items[0].binary), size: items[0].binary.small.mimeType}}];"
    done = imported(http("get", DOWNLOAD), edit(parameters), base("code", "code", {"jsCode": names}, 2))

    outcome, _ = ran(done, [{"id": 1}], [downloaded()])

    assert sorted(outcome.output[0]["names"]) == ["data", "small"]
    assert outcome.output[0]["size"] == "image/png"


def test_each_item_has_its_own_image() -> None:
    done = imported(
        http("get", DOWNLOAD),
        edit(
            {
                "operation": "resize",
                "width": "={{ $('start').item.json.id * 10 }}",
                "resizeOption": "onlyIfLarger",
            }
        ),
        http("put", RAW),
    )

    _, requests = ran(done, [{"id": 1}, {"id": 2}], [downloaded(), downloaded(), {"ok": 1}, {"ok": 2}])

    assert [image_of(each["body"]).width for each in requests[2:]] == [10, 20]


def test_what_an_image_is_takes_the_place_of_the_item() -> None:
    done = imported(http("get", DOWNLOAD), edit({"operation": "information"}), base("end", "noOp", {}))

    outcome, _ = ran(done, [{"id": 1}], [downloaded()])

    [item] = outcome.output
    assert item == {
        "Format": "PNG (Portable Network Graphics)",
        "format": "PNG",
        "Geometry": "300x200",
        "size": {"width": 300, "height": 200},
        "Type": "true color",
        "Depth": "8 bits-per-pixel component",
        "depth": 8,
        "Filesize": str(len(png())),
    }


def test_the_file_is_still_there_when_it_has_been_described() -> None:
    done = imported(http("get", DOWNLOAD), edit({"operation": "information"}), http("put", RAW))

    _, requests = ran(done, [{"id": 1}], [downloaded(), {"ok": 1}])

    assert base64.b64decode(requests[1]["body"]["content"]) == png()


BROKEN = downloaded(b"no image")


def test_a_broken_image_ends_the_execution() -> None:
    done = imported(http("get", DOWNLOAD), edit({"operation": "blur"}), base("end", "noOp", {}))

    outcome, _ = ran(done, [{"id": 1}], [BROKEN])

    assert outcome.status == "failed"


def test_an_item_whose_image_is_broken_says_so_and_the_others_go_on() -> None:
    done = imported(
        http("get", DOWNLOAD),
        edit({"operation": "information"}, onError="continueRegularOutput"),
        base("end", "noOp", {}),
    )

    outcome, _ = ran(done, [{"id": 1}, {"id": 2}], [BROKEN, downloaded()])

    assert "no image" in outcome.output[0]["error"]
    assert outcome.output[1]["format"] == "PNG"
    assert "error-text" in reasons(done)


def test_broken_images_leave_by_the_output_of_errors() -> None:
    done = imported(
        http("get", DOWNLOAD),
        edit({"operation": "blur"}, onError="continueErrorOutput"),
        http("put", RAW),
    )

    _, requests = ran(done, [{"id": 1}, {"id": 2}], [BROKEN, downloaded(), {"ok": 1}])

    assert len(requests) == 3
    assert image_of(requests[2]["body"]).size == (300, 200)


@pytest.mark.parametrize(
    "parameters",
    [
        {"operation": "melt"},
        {"operation": "multiStep"},
        {
            "operation": "multiStep",
            "operations": {"operations": [{"operation": "blur"}, {"operation": "create"}]},
        },
        {"operation": "composite", "operator": "Bumpmap"},
        {"operation": "resize", "resizeOption": "={{ $json.how }}"},
        {"operation": "border", "borderColor": "#12"},
        {"operation": "blur", "options": {"format": "ico"}},
    ],
)
def test_what_has_no_counterpart_is_told(parameters: dict[str, Any]) -> None:
    done = imported(http("get", DOWNLOAD), edit(parameters), http("put", RAW))

    assert {"setting-unsupported", "setting-computed"} & set(reasons(done))


def test_an_image_is_resized_as_usual_where_nobody_knows_how() -> None:
    parameters = {"operation": "resize", "width": 100, "height": 100, "resizeOption": "sideways"}

    done = imported(http("get", DOWNLOAD), edit(parameters), http("put", RAW))

    assert "setting-unknown" in reasons(done)
    assert image_of(sent(parameters)).size == (122, 81)


def test_an_image_that_a_call_brings_or_that_nobody_made_is_told() -> None:
    by_call = imported(edit({"operation": "blur"}), trigger="webhook")
    by_nobody = imported(base("ftp", "ftp", {"operation": "download"}), edit({"operation": "blur"}))

    assert reasons(by_call) == ["setting-approximated", "file-in-state", "file-by-call"]
    assert reasons(by_nobody) == ["file-unknown"]
