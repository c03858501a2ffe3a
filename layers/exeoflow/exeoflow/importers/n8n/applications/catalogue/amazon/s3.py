"""Buckets of Amazon S3 and of what answers as it does. Lists come as XML, one page of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, settings
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation

# A key is a path whose parts are encoded, as one on a disk is.
_OBJECT: Final = "/{bucketName}/{disk:fileKey}"
_LISTED: Final = "$answer.ListBucketResult.Contents"


def _listed(query: Mapping[str, str], items: str = _LISTED) -> Operation:
    return get("/{bucketName}", {"list-type": "2", **query}, items, response="xml")


def _uploaded(key: str) -> Operation:
    """A file of the item, or a text that the node holds."""
    path = f"/{{bucketName}}/{key}"
    text = Operation("PUT", path, body="{fileContent}", items=DONE, is_one=True, body_type="text")
    return Operation(
        "PUT",
        path,
        body="{file:binaryPropertyName|data}",
        items=DONE,
        is_one=True,
        body_type="binary",
        where={("binaryData", False): text},
    )


def _made(path: str) -> Operation:
    return Operation("PUT", path, items=DONE, is_one=True)


_FOLDER: Final = "additionalFields.parentFolderKey"
_OPERATIONS: Final = {
    ("bucket", "getAll"): get("/", items="$answer.ListAllMyBucketsResult.Buckets.Bucket", response="xml"),
    ("bucket", "create"): _made("/{name}"),
    ("bucket", "delete"): delete("/{name}"),
    ("bucket", "search"): _listed(
        {
            "max-keys": "{limit|100}",
            **settings(
                "additionalFields",
                "prefix delimiter encoding-type=encodingType fetch-owner=fetchOwner start-after=startAfter",
            ),
        }
    ),
    ("file", "getAll"): _listed(
        {"max-keys": "{limit|100}", "prefix": "{options.folderKey}", "fetch-owner": "{options.fetchOwner}"},
        f'{_LISTED}[$substring(Key, -1) != "/" and Size != "0"]',
    ),
    ("file", "download"): Operation(
        "GET",
        _OBJECT,
        items="$given",
        is_one=True,
        response="binary",
        files="{$file: $n8_named_file($sent, $file, $decodeUrlComponent($address))}",
        file_name="binaryPropertyName",
    ),
    ("file", "upload"): replace(
        _uploaded("{disk:fileName}"),
        where={
            (_FOLDER, ...): _uploaded(f"{{disk:{_FOLDER}}}/{{disk:fileName}}"),
            **_uploaded("{disk:fileName}").where,
        },
    ),
    ("file", "delete"): replace(delete(_OBJECT), query={"versionId": "{options.versionId}"}),
    ("folder", "getAll"): _listed(
        {"prefix": "{options.folderKey}", "fetch-owner": "{options.fetchOwner}"},
        f'{_LISTED}[$substring(Key, -1) = "/" and Size = "0"]',
    ),
    ("folder", "create"): replace(
        _made("/{bucketName}/{disk:folderName}/"),
        where={(_FOLDER, ...): _made(f"/{{bucketName}}/{{disk:{_FOLDER}}}/{{disk:folderName}}/")},
    ),
}

AWS_S3: Final = Application(
    "S3",
    "https://s3.<region>.amazonaws.com",
    _OPERATIONS,
    default="file",
    defaults={"bucket": "create", "file": "download", "folder": "create"},
)

APPLICATIONS: Final = {"awsS3": AWS_S3, "s3": replace(AWS_S3, base="https://<host>")}
