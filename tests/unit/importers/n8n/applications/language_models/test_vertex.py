"""Models of Vertex AI are asked at the host of a location, for a project."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.applications.language_models.test_agent import LANGCHAIN, hung, node, run
from tests.unit.importers.n8n.test_computed import codes


def gaps_of(done: Import) -> set[str]:
    """What the report says has to be put into the address of the agent's requests."""
    reasons = next(each.reasons for each in done.nodes if each.node.name == "agent")
    return {each.values["gap"] for each in reasons if each.code == "application-address"}


@pytest.mark.parametrize(
    ("project", "location", "address", "gaps"),
    [
        (
            "p-1",
            "",
            "<location>-aiplatform.googleapis.com/v1/projects/p-1/locations/<location>",
            {"location"},
        ),
        (
            {"__rl": True, "value": "p-1"},
            "eu",
            "aiplatform.eu.rep.googleapis.com/v1/projects/p-1/locations/eu",
            set(),
        ),
        ("", "global", "aiplatform.googleapis.com/v1/projects/<project>/locations/global", {"project"}),
        (
            "",
            "",
            "<location>-aiplatform.googleapis.com/v1/projects/<project>/locations/<location>",
            {"location", "project"},
        ),
    ],
)
def test_vertex_is_asked_where_its_project_is(
    project: Any, location: str, address: str, gaps: set[str]
) -> None:
    model = node("model", f"{LANGCHAIN}.lmChatGoogleVertex", projectId=project, location=location)
    done = hung(node("agent", f"{LANGCHAIN}.chainLlm", promptType="define", text="?"), model)

    output, requests = run(done, [{"choices": [{"message": {"content": "Hi"}}]}])

    assert output == [{"text": "Hi"}]
    assert requests[0]["url"] == f"https://{address}/endpoints/openapi/chat/completions"
    assert requests[0]["body"]["model"] == "google/gemini-2.5-flash"
    assert gaps_of(done) == gaps


@pytest.mark.parametrize("setting", [{"projectId": "={{ $json.p }}"}, {"location": "mars"}])
def test_vertex_has_to_be_somewhere_known(setting: dict[str, str]) -> None:
    model = node("model", f"{LANGCHAIN}.lmChatGoogleVertex", **{"projectId": "p", **setting})
    done = hung(node("agent", f"{LANGCHAIN}.chainLlm", promptType="define", text="?"), model)

    assert "setting-computed" in codes(done, "agent")
