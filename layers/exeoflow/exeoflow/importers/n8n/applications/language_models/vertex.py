"""Where Vertex AI is asked: at the host of a location, for a project."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.language_models.providers import VERTEX
from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

_PROJECT: Final = re.compile(r"[a-z0-9:.-]+")
_HOSTS: Final[Mapping[str, str]] = {
    "": "<location>-aiplatform.googleapis.com",
    "global": "aiplatform.googleapis.com",
    "eu": "aiplatform.eu.rep.googleapis.com",
    "us": "aiplatform.us.rep.googleapis.com",
}
"""The host by the node's location; without one it is that of the credential."""


def vertex_of(place: Place, node: SourceNode) -> Application:
    """Vertex AI, where the node's project and location are."""
    project, location = (node.parameters.get(name) for name in ("projectId", "location"))
    if isinstance(project, Mapping):
        project = project.get("value")
    if not project:
        place.note("application-address", application=VERTEX.name, gap="project")
    elif not (isinstance(project, str) and _PROJECT.fullmatch(project)):
        raise Refused("setting-computed", setting="projectId")
    host = _HOSTS.get(str(location or ""))
    if host is None:
        raise Refused("setting-computed", setting="location")
    path = f"projects/{project or '<project>'}/locations/{location or '<location>'}/endpoints/openapi"
    return replace(VERTEX, base=f"https://{host}/v1/{path}")
