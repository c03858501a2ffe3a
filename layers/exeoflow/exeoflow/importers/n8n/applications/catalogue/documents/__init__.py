"""Applications that keep files and documents, Google's among them."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.documents import (
    contents,
    disk,
    drives,
    drives_further,
    excel,
    google,
    google_further,
)

MODULES: Final = (disk, drives, google, contents, excel)
FURTHER: Final = (drives_further, google_further)
