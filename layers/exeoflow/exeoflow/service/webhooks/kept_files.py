"""Use case: keep a file that came with a call, before there is an execution that it is for."""

from exeoflow.model.file_reference import FileReference
from exeoflow.model.json import JsonObject
from exeoflow.service.files.execution_files import FilePorts


def keep_sent_file(ports: FilePorts, workspace: str, content: bytes, content_type: str) -> JsonObject:
    """Keep the file, and return what names it; if the call starts nothing, it is forgotten like any other."""
    file_id = f"{ports.ids.new_id('call')}/{ports.ids.new_id('file')}"
    ports.files.put(workspace, file_id, content)
    return FileReference(file_id, len(content), content_type).as_json()
