"""Expands a SAM template into plain CloudFormation: JSON from standard input to standard output.

The SAM CLI's interpreter runs this file, for the translator cannot be installed beside the layer's pydantic.
"""

import json
import sys

from samtranslator.parser.parser import Parser  # type: ignore[import-not-found]
from samtranslator.translator.translator import Translator  # type: ignore[import-not-found]

# What `sam deploy` has uploaded by then.
_UPLOADED = "s3://artifacts/code.zip"


def main() -> None:
    template = json.load(sys.stdin)
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = _UPLOADED
    translator = Translator({}, Parser())
    json.dump(translator.translate(template, {}), sys.stdout)


main()
