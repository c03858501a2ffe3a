"""Rules about the configuration of particular node types."""

from exeoflow.texts.text import Text

RULES = {
    "handle-reserved": Text(
        "A case is called “{handle}”, a handle that the node already has.", "Give the case another name."
    ),
    "handle-duplicate": Text("Several cases are called “{handle}”.", "Give each case a name of its own."),
    "wait-seconds-or-until": Text(
        "The node must know what it waits for.", "Give exactly one of `seconds`, `until` and `call`."
    ),
    "hmac-key": Text(
        "The node must know by which key it signs.",
        "Give either `key`, or a `credential`, which says itself how its secret is written.",
    ),
    "wait-timeout": Text("`timeout` limits only the wait for a call.", "Remove it or give `call`."),
    "pagination-next": Text(
        "With `mode: {mode}` the node must know where in the answer the next page stands.",
        "Give `next`, such as `paging.next`.",
    ),
    "pages-in-file": Text(
        "An answer that comes in pages is not kept in a file.",
        "Keep each page by a node of its own, or what all pages have by `file`.",
    ),
    "timestamp-invalid": Text(
        "“{value}” is no timestamp with a time zone.", "Write it like `2024-01-20T10:00:00Z`."
    ),
    "stop-field": Text(
        "“{field_name}” has no effect unless `status` is `failed`.", "Remove it or set `status` to `failed`."
    ),
    "url-invalid": Text(
        "“{value}” is no URL.", "It must begin with `http://` or `https://` and name a host."
    ),
    "format-option": Text(
        "`{option}` means nothing for the format `{format}`.", "Remove it or change `format`."
    ),
    "code-syntax": Text(
        "Line {line} of the code is no proper {language}: {reason}.",
        "The code is the body of a function: it ends with `return` and its result, has no `export` and in "
        "JavaScript no `import`; in Python the input is `input`, without a dollar.",
    ),
    "code-too-long": Text(
        "The code has {size} bytes; {limit} are allowed.", "Part it between several nodes, or shorten it."
    ),
    "code-nodes-unnamed": Text(
        "The code reads `$nodes` without naming a node.",
        'Write `$nodes.the_id` or `$nodes["the-id"]`: only what is named is handed to the code.',
    ),
    "trigger-field": Text(
        "The field “{field_name}” does not belong to the trigger mode `{mode}`.",
        "Remove it or change `mode`.",
    ),
    "trigger-cron-or-rate": Text("The schedule is missing or given twice.", "Give either `cron` or `rate`."),
    "trigger-pattern-missing": Text(
        "The trigger mode `event` has no pattern.", 'Give `pattern`, for example `{"source": ["aws.s3"]}`.'
    ),
    "cron-fields": Text(
        "The cron expression has {count} fields.",
        "It needs five (minute, hour, day, month, weekday) or the six of AWS.",
    ),
    "cron-field": Text(
        "Field {position} of the cron expression, “{value}”, is invalid.",
        "Allowed are numbers, lists (`1,15`), ranges (`1-5`) and steps (`*/10`).",
    ),
    "cron-both-days": Text(
        "The cron expression names both day and weekday, which AWS cannot do.", "Set one of the two to `*`."
    ),
    "cron-question-mark": Text(
        "In a cron expression of six fields exactly one of day and weekday must be `?`.",
        "Set the open one to `?`.",
    ),
    "cron-seconds": Text(
        "The cron expression seems to begin with seconds, which there are not.",
        "Probably `{five}` is meant (the least interval is a minute). Six fields are those of AWS: minute, hour, day,"
        " month, weekday (one of the two days is `?`) and year.",
    ),
    "schedule-over": Text(
        "This schedule will never start anything again: none of its times is still to come.",
        "Check `end`, `start` and the year.",
    ),
    "cron-never": Text(
        "The day of the cron expression exists in none of its months.", "Choose a day that exists."
    ),
    "cron-too-long": Text(
        "The cron expression has {length} characters in the form that AWS gets.",
        "Shorten it by ranges (`1-5`) and steps (`*/2`): {limit} are allowed.",
    ),
    "rate-invalid": Text(
        "“{value}” is no rate.",
        "Write a number from 1 on and `minutes`, `hours` or `days`, for example `5 minutes`.",
    ),
    "timezone-unknown": Text(
        "The time zone “{value}” is unknown.", "Use a name of the IANA database such as `Europe/Berlin`."
    ),
    "webhook-path-twice": Text(
        "“{node}” has the address “{path}” already, or one that cannot be told from it: the workflow cannot be activated so.",
        "Give each webhook a path of its own, or let both ways begin at one trigger.",
    ),
    "pattern-invalid": Text(
        "The event pattern is malformed at “{field_name}”.",
        'Each field must be a list of values or of comparisons like `{"prefix": "a"}`.',
    ),
    "pattern-too-long": Text(
        "The event pattern has {length} characters.", "Shorten it: {limit} are allowed."
    ),
    "pattern-combinations": Text(
        "The `$or` of the event pattern make {count} patterns, more than the {limit} that EventBridge takes.",
        "Take fewer alternatives, or name the sources in `source` as texts: exeoflow then checks the rest itself.",
    ),
    "pattern-over-quota": Text(
        "The event pattern has {length} characters and needs rules of its own: EventBridge takes {limit} for these unless "
        "the quota of the AWS account is raised, and else refuses the activation.",
        "Name at most 20 texts in `source` (and `detail-type`) in place of comparisons, shorten the pattern, or have the "
        "quota “Event pattern size” raised to 4096.",
    ),
    "summary-name-taken": Text(
        "The name “{name}” is taken.", "Give each value a name of its own other than `key`."
    ),
    "email-without-content": Text("The mail has no content.", "Give `text` or `html`."),
    "operation-field-missing": Text("The field “{field_name}” is missing for `{operation}`.", "Add it."),
    "operation-field": Text(
        "The field “{field_name}” does not belong to `{operation}`.", "Remove or change one of them."
    ),
    "operation-format": Text("`{operation}` knows no `{format}`.", "Choose one of {known}."),
    "sub-workflow-unknown": Text(
        "There is no workflow “{workflow}”.", "Give the id of a workflow of your workspace."
    ),
    "sub-workflow-cycle": Text(
        "The workflow would call itself in the end: {way}.", "Remove one of the calls."
    ),
    "error-workflow-unknown": Text(
        "There is no workflow “{workflow}” to be started on failure.",
        "Give the id of a workflow of your workspace.",
    ),
    "error-workflow-itself": Text("The workflow is to start itself on failure.", "Give another workflow."),
    "event-source-reserved": Text(
        "Events with the source “{value}” are announced by exeoflow itself and by AWS only.",
        "Choose a source that does not begin with `exeoflow.` or `aws.`.",
    ),
    "variable-unknown": Text(
        "There is no variable “{variable}” yet: it yields nothing until it is set.",
        "Set it by `PUT /v1/variables/{variable}`.",
    ),
    "credential-unknown": Text(
        "There is no credential “{credential}”.",
        "Give the id of a credential of your workspace (`GET /v1/credentials`).",
    ),
    "resource-not-own": Text(
        "“{name}” is no resource of your workspace.",
        "Names of tables, buckets, queues, topics and buses begin with `{prefix}`; account and region are those of this stack.",
    ),
    "definition-refused": Text(
        "Step Functions does not take the workflow ({reason}).",
        "Change the named place, and report this as a bug: it should have been seen before.",
    ),
}
