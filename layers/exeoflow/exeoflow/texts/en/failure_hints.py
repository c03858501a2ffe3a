"""What to do where a step fails with one of these errors."""

FAILURE_HINTS = {
    "Http.Status400": "The server does not understand the request. Compare address, headers and body with its "
    "description; what it says stands in `error.details`.",
    "Http.Status401": "The server does not know the caller. Check the credential (`POST /v1/credentials/{id}/test`) "
    "and that the node names it.",
    "Http.Status403": "The server knows the caller, but does not let it. Check its rights there.",
    "Http.Status404": "There is nothing at this address. Check the path and the values in it.",
    "Http.Status409": "The server has another state. Read it anew before you write.",
    "Http.Status415": "The server wants another kind of content. Set `body_type`; without it a text goes as "
    "`text/plain`.",
    "Http.Status422": "The server understands the content, but refuses it. Which fields stands mostly in "
    "`error.details.body`.",
    "Http.Status429": "There were too many requests. `retry` with `Http.Status429` waits as long as the server asks "
    "(`Retry-After`).",
    "Http.Status500": "It is the server's fault. `retry` tries again.",
    "Http.Status502": "It is the fault of the server or of what stands before it. `retry` tries again.",
    "Http.Status503": "The server is overloaded or out of service. `retry` tries again.",
    "Http.Status504": "The server got no answer itself. `retry` tries again.",
    "Http.Timeout": "The answer did not come in time. Raise `timeout` (up to 840 seconds), or let `retry` try again.",
    "Http.ConnectionFailed": "There was no connection, or no whole answer. Check name, port and certificate of the server; an "
    "authority of your own belongs into a credential of the type `tls`.",
    "Http.AddressNotAllowed": "A workflow reaches addresses that are not public only if the operator allows them "
    "(`AllowedHosts`, on one machine `--allow-hosts`).",
    "Http.InvalidRequest": "The request cannot be sent like this. Check what the expressions of the named fields yield.",
    "Http.InvalidResponse": "The answer has not the form that `response` names. With `auto` or `text` you see what came.",
    "Http.TooManyRedirects": "The address leads in a circle. Name the last one, or set `follow_redirects` to `false`.",
    "Http.RedirectNotAllowed": "It must not lead there. Name the address that is meant, with `https`.",
    "Http.ResponseTooLarge": "With `response: file` an answer of up to 64 MiB lies in a file; lists are read in pages by `pagination`.",
    "Http.PaginationFailed": "The pages are not as `pagination` says. Compare `items`, `next` and `parameter` with an answer.",
    "Http.CredentialNotFound": "Make the credential, and name its id in the node.",
    "Http.CredentialInvalid": "Check the values of the credential, and that its `allowed_hosts` names this server.",
    "Http.TokenNotFetched": "The OAuth2 server gives no token. Check `token_url`, `client_id` and `client_secret`, and that "
    "the refresh token is still valid; some servers want `client_authentication: body`.",
    "Code.Failed": "The code failed at the line that is named. Try the node with the input of this step.",
    "Code.InvalidSource": "The code cannot be read. Check the line that is named.",
    "Code.Timeout": "The code was not done in time. Raise `timeout` (up to 60 seconds), or give it less at once.",
    "Code.OutOfMemory": "Give the code less at once, such as by `for_each`.",
    "Code.InvalidResult": "Code returns JSON: by `return` objects, lists, texts, finite numbers, truth values or `null`.",
    "Code.ResultTooLarge": "Return only what the next step needs.",
    "Data.Invalid": "The content has not the form that `format` names. Look at the input of this step.",
    "Data.InvalidRequest": "Check what the node says, such as `pattern`, `timezone` or `delimiter`.",
    "Data.TooLarge": "Part the content, such as by the node `file`.",
    "File.NotFound": "The file is not there any more: it goes with its execution. Read it while that is kept.",
    "File.Invalid": "There is no list or no image in the file, or nothing of its type. Check `items`, `format` and where it "
    "comes from.",
    "File.InvalidRequest": "The node was given no file, or a value that means nothing. Check what the expressions yield.",
    "File.TooLarge": "A file has 64 MiB at most, what code is handed 5 MiB, what a state carries in AWS 256 KiB. "
    "Part it before. An image has 40 million pixels at most.",
    "File.Unavailable": "The place of files does not answer. `retry` tries again.",
    "States.Timeout": "It took longer than `timeout` allows. Raise it at the node or in `settings`.",
}
