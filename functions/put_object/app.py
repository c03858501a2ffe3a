"""The Lambda task behind a `storage` node that puts a text."""

from typing import Any

from exeoflow.bootstrap import application


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Put the object; `Retry` and `Catch` see the class of what is raised as the error's name."""
    content_type = event.get("ContentType")
    etag = application().objects.put(event["Bucket"], event["Key"], event["Body"], content_type)
    return {"etag": etag}
