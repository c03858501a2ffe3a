"""Pictures show every node and connection, whatever their texts are."""

from xml.etree import ElementTree as ET

from exeoflow.remote.pictures import mermaid, svg

WORKFLOW = {
    "name": "A & B",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "check", "type": "condition", "name": 'is "it" <b>#1</b>?'},
        {"id": "again", "type": "set"},
        {"id": "end", "type": "stop"},
    ],
    "connections": [
        {"source": "start", "target": "check"},
        {"source": "check", "target": "again", "source_handle": "true"},
        {"source": "again", "target": "check"},
        {"source": "check", "target": "end", "source_handle": "false"},
        {"source": "check", "target": "nowhere"},
    ],
}
SVG = "{http://www.w3.org/2000/svg}"


def test_a_flowchart_has_a_line_for_each_node_and_connection() -> None:
    assert mermaid(WORKFLOW).splitlines() == [
        "flowchart TD",
        '  n0(["start · trigger"])',
        '  n1{"is #quot;it#quot; #lt;b>#35;1#lt;/b>? · condition"}',
        '  n2["again · set"]',
        '  n3["end · stop"]',
        "  n0 --> n1",
        '  n1 -- "true" --> n2',
        "  n2 --> n1",
        '  n1 -- "false" --> n3',
    ]


def test_a_drawing_is_xml_with_a_box_for_each_node_below_what_leads_to_it() -> None:
    root = ET.fromstring(svg(WORKFLOW))
    boxes = root.findall(f"{SVG}rect")[1:]
    start, check, again, end = (float(box.attrib["y"]) for box in boxes)
    assert start < check < again == end
    assert len(root.findall(f"{SVG}path")) == 4
    assert root.findtext(f"{SVG}title") == "A & B"


def test_nothing_is_drawn_of_an_empty_workflow() -> None:
    assert mermaid({}) == "flowchart TD"
    assert ET.fromstring(svg({})).findall(f"{SVG}path") == []
