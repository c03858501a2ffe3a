"""The disk of n8n's server. What is on it has to lie at an address, for example in a bucket."""

from typing import Final

from exeoflow.importers.n8n.applications.model import Application, Operation

_DISK: Final = "the disk of n8n's server"
_BASE: Final = "https://<where the files are>"
_NAMED_FILE: Final = "$n8_named_file($sent, $file, $decodeUrlComponent($address))"


def _read(path: str, items: str, name: str) -> Operation:
    return Operation(
        "GET",
        f"/{{disk:{path}}}",
        items=items,
        is_one=True,
        response="binary",
        files=f"{{$file: {_NAMED_FILE}}}",
        file_name=name,
    )


def _written(items: str) -> Operation:
    return Operation(
        "PUT",
        "/{disk:fileName}",
        body="{file:dataPropertyName|data}",
        items=items,
        is_one=True,
        body_type="binary",
    )


_WRITTEN: Final = '$merge([$given, {"fileName": $decodeUrlComponent($address)}])'
_ONE: Final = f'($f := {_NAMED_FILE}; {{"mimeType": $f.mimeType, "fileName": $f.fileName}})'

DISK: Final = Application(
    _DISK,
    _BASE,
    {
        ("", "read"): _read("fileSelector", _ONE, "options.dataPropertyName"),
        ("", "write"): _written(_WRITTEN),
    },
    defaults={"": "read"},
)
OLD_READ: Final = Application(
    _DISK, _BASE, {("", "read"): _read("filePath", "$given", "dataPropertyName")}, defaults={"": "read"}
)
OLD_WRITE: Final = Application(_DISK, _BASE, {("", "write"): _written(_WRITTEN)}, defaults={"": "write"})

APPLICATIONS: Final = {
    "readWriteFile": DISK,
    "readBinaryFile": OLD_READ,
    "writeBinaryFile": OLD_WRITE,
}
