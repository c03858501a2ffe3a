"""Images, whose library lies in a layer that only one function has: in containers too."""

from tests.e2e.api import Api
from tests.e2e.workflows import chain, node


def test_an_image_is_made_labelled_converted_and_described(api: Api) -> None:
    steps = [{"do": "text", "text": "{{ $input.title }}", "align": "center", "vertical": "middle"}]
    card = node("card", "image", operation="create", width=400, height=200, color="teal", steps=steps)
    small = node(
        "small", "image", operation="edit", steps=[{"do": "resize", "width": 100}], format="jpeg", quality=70
    )

    execution = api.run(chain(card, small, node("told", "image", operation="describe")), {"title": "Grüße"})

    assert execution["status"] == "success"
    output = execution["output"]
    assert (output["format"], output["width"], output["height"]) == ("jpeg", 100, 50)
