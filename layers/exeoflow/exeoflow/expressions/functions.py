"""The functions that an expression may call: those of JSONata 2.0.6 and those that Step Functions adds.

Sources: https://docs.jsonata.org/string-functions (and its siblings) and
https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
"""

_NAMES = """
    abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl
    decodeUrlComponent distinct each encodeUrl encodeUrlComponent error exists filter floor formatBase
    formatInteger formatNumber fromMillis join keys length lookup lowercase map match max merge millis min
    not now number pad parseInteger power random reduce replace reverse round shuffle sift single sort split
    spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase zip
"""

JSONATA_FUNCTIONS = frozenset(_NAMES.split())

STEP_FUNCTIONS_FUNCTIONS = frozenset({"hash", "parse", "partition", "random", "range", "uuid"})

FUNCTIONS = JSONATA_FUNCTIONS | STEP_FUNCTIONS_FUNCTIONS
