"""The use case behind a `storage` node that puts: a file is put as what it holds."""

from collections.abc import Mapping
from typing import Any

from exeoflow.model.file_reference import reference_of
from exeoflow.service.files.execution_files import ObjectPorts, files_of


def put_object(payload: Mapping[str, Any], ports: ObjectPorts) -> str:
    """Put an object and return its ETag. Raises `FileFailed`, and what S3 answers."""
    body, content_type = payload["Body"], payload.get("ContentType")
    # Machines of before there were files name no workspace.
    if reference_of(body) is not None and "workspace" in payload:
        reference, body = files_of(payload, ports).named(body)
        content_type = content_type or reference.content_type
    return ports.objects.put(payload["Bucket"], payload["Key"], body, content_type)
