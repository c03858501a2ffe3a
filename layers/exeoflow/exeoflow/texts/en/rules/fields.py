"""Rules about single fields, of a node's configuration as well as of a request's body."""

from exeoflow.texts.text import Text

RULES = {
    "field-missing": Text("The field “{field}” is missing.", "Add it."),
    "field-unknown": Text("There is no field “{field}” here.", "Remove it or check its spelling."),
    "field-not-string": Text("“{field}” must be a string.", "Put the value in quotation marks."),
    "field-not-integer": Text("“{field}” must be an integer.", "Give an integer without quotation marks."),
    "field-not-number": Text("“{field}” must be a number.", "Give a number without quotation marks."),
    "field-not-boolean": Text(
        "“{field}” must be `true` or `false`.", "Give one of the two without quotation marks."
    ),
    "field-not-object": Text("“{field}” must be an object.", "Give an object in braces."),
    "field-not-list": Text("“{field}” must be a list.", "Put the values in square brackets."),
    "field-not-timestamp": Text("“{field}” is no timestamp.", "Write it like `2024-01-20T10:00:00Z`."),
    "field-not-date": Text("“{field}” is no date.", "Write it like `2024-01-20`."),
    "moment-past": Text("“{field}” is in the past.", "Give a time that is still to come."),
    "field-empty": Text("“{field}” must not be empty.", "Give a value."),
    "field-too-short": Text("“{field}” is too short.", "It needs at least {limit} characters."),
    "field-too-long": Text("“{field}” is too long.", "It may have at most {limit} characters."),
    "field-too-small": Text("The value of “{field}” is too small.", "The least allowed value is {limit}."),
    "field-too-large": Text("The value of “{field}” is too large.", "The greatest allowed value is {limit}."),
    "field-too-few": Text("“{field}” has too few entries.", "It needs at least {limit}."),
    "field-too-many": Text("“{field}” has too many entries.", "It may have at most {limit}."),
    "field-pattern": Text("“{field}” does not have the required form.", "It must have this form: {form}."),
    "field-choice": Text("“{field}” has none of the allowed values.", "Allowed are: {expected}."),
    "field-invalid": Text("The value of “{field}” is invalid.", "Compare it with the API's description."),
    "field-read-only": Text(
        "“{field}” cannot be set, and it is not stored so.",
        "Leave the field out, or read the workflow again. `POST .../status` changes the status.",
    ),
    "field-too-deep": Text("“{field}” nests too deeply.", "At most {limit} levels are allowed."),
    "field-not-unicode": Text(
        "“{field}” contains half a character, which cannot be stored.",
        "Remove escapes like `\\ud800` that stand without their counterpart.",
    ),
    "variable-name": Text(
        "A variable cannot be called so.",
        "Use letters from a to z, digits and `_`, no digit first, up to 64 characters.",
    ),
    "variables-too-large": Text(
        "The variables of the workspace would be too large together.",
        "At most {limit} bytes of JSON are allowed.",
    ),
    "credential-too-large": Text(
        "The values of the credential are too large.", "At most {limit} bytes of JSON are allowed."
    ),
    "token-with-scheme": Text(
        "“{field}” begins with “Bearer”, which is put before it anyway.", "Give only what comes behind it."
    ),
    "credential-tls": Text(
        "What is said of TLS is incomplete.",
        "Give `ca`, or `certificate` together with `private_key`, or both.",
    ),
    "credential-jwt": Text(
        "A token needs one key, which fits its `algorithm`.",
        "Give `private_key`, or `secret` with `HS256`, `HS384` or `HS512`.",
    ),
    "credential-hmac": Text(
        "It is not said where the signature stands.",
        "Put `{expected}` into one of `headers` or `query`, and not into `signed_text`, or name a `preset`.",
    ),
    "credential-part": Text(
        "“{field}” names a part in braces that no request has.", "The parts are {expected}."
    ),
    "credential-secret-encoding": Text(
        "`secret` is not written as `secret_encoding` says: {encoding}.",
        "Give it as it was given to you, and say how: `text`, `hex` or `base64`.",
    ),
    "credential-custom": Text(
        "What is to be sent is missing.", "Give `headers`, `query`, `path` or `body`, or several of them."
    ),
    "address-invalid": Text(
        "“{field}” is no complete address.",
        "Give one like `https://example.com/ends`, without a user name or password.",
    ),
    "address-not-https": Text(
        "“{field}” does not begin with `https://`.",
        "`http://` is possible only for hosts that the parameter `HttpAllowedHosts` names.",
    ),
}
