"""Print the document as it is committed in `docs/openapi.json`."""

import json
import sys

from exeoflow.api.openapi import openapi_document

sys.stdout.write(json.dumps(openapi_document(), ensure_ascii=False, indent=2) + "\n")
