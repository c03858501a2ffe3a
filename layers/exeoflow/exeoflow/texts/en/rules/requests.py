"""Rules about requests: how a body is written, and what stands behind the question mark."""

from exeoflow.texts.text import Text

RULES = {
    "export-no-json": Text("The file is no JSON.", "Export the workflow from n8n once more."),
    "export-of-nothing": Text(
        "The file is no export of n8n: it has no `nodes` or no `connections`.",
        "Export the workflow from n8n by “Download”.",
    ),
    "machine-of-nothing": Text(
        "The file is no state machine: it has no `StartAt` that is among its `States`.",
        "Give the definition in the Amazon States Language, or what `describe-state-machine` answers.",
    ),
    "export-too-large": Text("The export is larger than {limit}.", "Split the workflow."),
    "json-malformed": Text(
        "It is no JSON at line {line}, column {column}.", "Check what is missing or too much before."
    ),
    "json-not-unicode": Text("The body is no UTF-8.", "Send the body in UTF-8."),
    "json-name-twice": Text("An object has the field “{name}” twice.", "Remove one of the two."),
    "json-no-number": Text(
        "`{token}` is no number of JSON, or too large.", "Give a number up to 1.7e308, or `null`."
    ),
    "key-known-to-all": Text(
        "Everybody knows this key: it counts on this machine only, not under “{host}”.",
        "Call `127.0.0.1` or `localhost`, name the host by `--url` at the start, or make a key of your own.",
    ),
    "head-too-large": Text(
        "The first line and the values of the headers are together longer than {limit} bytes.",
        "Send long values in the body of the request.",
    ),
    "route-unknown": Text("There is no address “{path}”.", "`/docs` describes all."),
    "parameter-unknown": Text("There is no parameter “{field}” here.", "Allowed are: {known}."),
    "parameter-unexpected": Text("This call takes no parameters, “{field}” neither.", "Leave it out."),
    "parameter-missing": Text("The parameter “{field}” is missing.", "Add it."),
    "parameter-not-integer": Text("The parameter “{field}” must be an integer.", "Give an integer."),
    "parameter-too-small": Text(
        "The parameter “{field}” is too small.", "The least allowed value is {limit}."
    ),
    "parameter-too-large": Text(
        "The parameter “{field}” is too large.", "The greatest allowed value is {limit}."
    ),
    "parameter-choice": Text("The parameter “{field}” cannot be “{value}”.", "Allowed are: {expected}."),
    "parameter-not-timestamp": Text(
        "The parameter “{field}” is no timestamp.", "Write it like `2024-01-20T10:00:00Z`."
    ),
    "parameter-not-date": Text("The parameter “{field}” is no date.", "Write it like `2024-01-20`."),
    "parameter-not-pair": Text(
        "The parameter “{field}” does not name a name with a value.", "Write it like `customer:4711`."
    ),
    "label-invalid": Text(
        "“{field}” is no label.",
        "Names have 1 to 64 letters, digits, `_`, `.` and `-`, values are texts of 1 to 200 characters without a comma.",
    ),
    "rerun-node-unknown": Text("This revision has no node “{node}” (any more).", "Known are: {known}."),
    "rerun-node-in-loop": Text(
        "Nothing can go on from “{node}”, for the node runs in a loop.",
        "Name a node before the loop; a `for_each` itself is possible.",
    ),
    "rerun-output-lost": Text(
        "What “{node}” put out is no longer known.", "Retry the whole execution, or go on from further ahead."
    ),
    "rerun-items": Text(
        "Only a `for_each` has items that can be run again by themselves.",
        "Name one in `from`, or leave `items` out.",
    ),
    "rerun-items-changed": Text(
        "“{node}” may have other items now than it had.",
        "Run all items again, or take the `original` revision if only the node was changed.",
    ),
    "rerun-items-joined": Text(
        "The items of the `for_each` begin at “{node}”, which joins several inputs by their names.",
        "Run all items again.",
    ),
    "pin-node-unknown": Text("There is no node “{node}”.", "Known are: {known}."),
    "pin-handles": Text(
        "The output of “{node}” cannot be given, for its type decides how it goes on.",
        "Give the outputs of the nodes before it.",
    ),
    "bulk-ids-or-filter": Text("It is not clear what is meant.", "Give either `ids` or a `filter`."),
    "bulk-filter-empty": Text(
        "The filter says nothing, and surely not everything is meant.", "Give at least one field."
    ),
    "debounce-with-concurrency": Text(
        "`debounce` and `concurrency` both let starts wait, which cannot be done together.",
        "Remove one of the two.",
    ),
    "input-type": Text("“{field}” has the wrong type.", "Expected is: {expected}."),
    "input-schema": Text(
        "“{field}” does not match the schema of the workflow.", "Required is `{keyword}` of {value}."
    ),
    "schema-invalid": Text(
        "“{field}” is no JSON Schema (2020-12). `{value}` is not allowed at “{place}”.",
        "Describe the input in the words of JSON Schema.",
    ),
    "schema-too-long": Text("“{field}” is too long.", "It may have at most {limit} bytes."),
    "schema-reference": Text(
        "The reference `{reference}` in the schema leads to nothing in it.",
        "Refer to a part of the same schema, like `#/$defs/customer`.",
    ),
    "input-field-unknown": Text(
        "There is no field “{field}” here.",
        'What the workflow is to get belongs under `input`: `{"input": {"{field}": ...}}`.',
    ),
    "webhook-secret-twice": Text(
        "The secret is given twice, by itself and as a credential.", "Remove the secret or `credential`."
    ),
    "webhook-secret-held": Text(
        "The secret of this webhook is held by the credential “{credential}”.",
        "Give that new values (`PUT /v1/credentials/{credential}`).",
    ),
    "webhook-credential-type": Text(
        "The credential “{credential}” is of the type `{type}` and does not hold one secret.",
        "Take one of these types: {expected}.",
    ),
    "open-method-unknown": Text(
        "The webhook does not take `{method}`, so that it is not open either.",
        "Add it to `method` ({expected}), or leave it out of `open_methods`.",
    ),
    "webhook-without-secret": Text(
        "This webhook has no secret: what its sender sends is checked by public keys.",
        "New keys behind a `jwks_url` or a `preset` hold by themselves; one that stands in the webhook is exchanged in "
        "`authentication`, in a list as long as both hold.",
    ),
    "public-key-unreadable": Text(
        "This is no public key that can be read.",
        "Give it as the sender shows it: as PEM, as base64 or, of Ed25519, as 64 hexadecimal digits.",
    ),
    "public-key-type": Text(
        "The key does not fit `{algorithm}`, or it is shorter than the {bits} bits that are needed.",
        "Take the `algorithm` by which the sender signs, and its key for that.",
    ),
    "jwt-keys": Text(
        "Tokens are checked by one of these: `jwks_url`, `key` or a secret.",
        "Leave one of them; a `preset` brings the keys of its sender.",
    ),
    "jwt-algorithm": Text(
        "`{algorithm}` does not fit what tokens are checked by.",
        "Take one of these: {expected}.",
    ),
    "jwt-audience-missing": Text(
        "Without an `audience` anybody would get in whom this issuer gives any token.",
        "Say what the sender writes into its tokens as the one they are for (`aud`).",
    ),
    "jwt-email-missing": Text(
        "Any service account gets tokens of Google for any audience.",
        'Name the one that may call: `"claims": {"email": "..."}`.',
    ),
    "jwt-secret-short": Text(
        "A secret for tokens needs at least {limit} bytes.",
        "Take a longer one, or let the webhook make one.",
    ),
    "webhook-jwt-absent": Text(
        "The call has no token in the header `{header}`.",
        "Send it there, with or without `Bearer` before it.",
    ),
    "webhook-jwt-wrong": Text(
        "The token is not as it must be: `{part}`.",
        "Compare that part of the token with what the webhook demands (`authentication`); with `kid` the key is "
        "missing, with `signature` it was another one.",
    ),
    "webhook-sns-wrong": Text(
        "The message is not one that this topic of Amazon SNS has sent: `{part}`.",
        "Compare that field with what the webhook demands (`topic`). Raw message delivery must be off: it is not signed.",
    ),
    "webhook-keys-unavailable": Text(
        "The keys of the sender cannot be read: {reason}.",
        "Check `jwks_url` of the webhook: a public address that answers with a JWK Set and leads nowhere else. Of Amazon SNS: it did not answer; it tries again.",
    ),
    "signature-header-missing": Text(
        "Who checks signatures by a rule of its own must know where they stand.",
        "Give `header` or `field`, or the `preset` of the sender.",
    ),
    "signature-place": Text(
        "A signature stands in a header or in a field of the body; a secret that is sent as it is, in a header.",
        "Give `header` or `field`, with `plain` the `header`.",
    ),
    "signed-text-unknown": Text(
        "“{value}” names a part that no call has.",
        "Parts are: {expected}.",
    ),
    "signed-text-without-body": Text(
        "“{value}” covers no body, which anybody could then exchange.",
        "Put `{expected}` into it.",
    ),
    "delivery-id-invalid": Text(
        "“{value}” is neither the name of a header nor JSONata.",
        "Write `X-Event-Id`, `event_id` or `$trigger.body.event.id`.",
    ),
    "path-parameter-twice": Text(
        "The path has the parameter “{value}” twice.", "Give each one a name of its own."
    ),
    "webhook-signature-absent": Text(
        "The call has no signature where one is expected: {headers}.",
        "Let the sender sign, or tell the webhook where its signature stands (`authentication`).",
    ),
    "webhook-signature-time": Text(
        "`{header}` holds no time that can be read.",
        "Seconds or milliseconds since 1970 or ISO 8601 are needed, once.",
    ),
    "webhook-signature-wrong": Text(
        "What `{header}` holds does not fit content and secret.",
        "Check that the sender has the same secret, signs the bytes that it sends, and that prefix, encoding and "
        "signed text of the webhook are its own.",
    ),
    "body-not-packed-so": Text(
        "The body cannot be unpacked as “{value}”.",
        "Send `gzip` or `deflate`, whole, or leave `Content-Encoding` out.",
    ),
    "body-not-in-charset": Text(
        "The body is not in the character set “{value}”.",
        "Say in `Content-Type` which one it is in.",
    ),
    "body-not-as-said": Text(
        "The body cannot be read as {format}.",
        "Send what `Content-Type` says, or change that.",
    ),
    "body-not-as-said-in-line": Text(
        "The body cannot be read as {format}: it goes well up to line {line}.",
        "Send what `Content-Type` says, or change that.",
    ),
    "body-without-boundary": Text(
        "`Content-Type` says `multipart`, but not what parts its parts.",
        "Send `multipart/form-data; boundary=...`; who writes the body with a library lets it set `Content-Type`, too.",
    ),
    "body-cut-off": Text(
        "The body ends without the line that closes its parts.",
        "Send it whole, with the `boundary` that `Content-Type` names and `--` behind it.",
    ),
    "body-parts-too-many": Text(
        "The body has too many parts, or one of them has too many or too long headers.",
        "{limit} parts with {headers} headers each are allowed; send many fields as JSON.",
    ),
    "body-declares-entities": Text(
        "The XML of the body declares entities (`<!ENTITY ...>`), which could multiply or reach for other files.",
        "Send it without them.",
    ),
    "body-nests-too-deep": Text("The XML of the body nests too deep.", "Send it flatter."),
    "body-rows-too-large": Text(
        "The CSV of the body has too many columns, or too many rows lack too many of them.",
        "Send it with {limit} columns at most, and full rows.",
    ),
}
