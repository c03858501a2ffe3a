"""Rules about nodes and connections, as far as they need no analysis of the flow."""

from exeoflow.texts.text import Text

RULES = {
    "workflow-too-many-nodes": Text("The workflow has {count} nodes.", "Split it: {limit} are allowed."),
    "workflow-too-many-connections": Text(
        "The workflow has {count} connections.", "Split it: {limit} are allowed."
    ),
    "trigger-too-many-nodes": Text(
        "The triggers reach {count} nodes in all, and loops mean different things to them.",
        "Let the triggers lead to the same node, or split the workflow: {limit} are allowed.",
    ),
    "workflow-more-faults": Text("There are {count} more faults.", "Correct the reported ones first."),
    "node-type-unknown": Text("There is no node type “{type}”.", "Known are: {known}."),
    "node-id-duplicate": Text("Several nodes have the id “{node}”.", "Give each node an id of its own."),
    "trigger-missing": Text(
        "The workflow has no trigger.", "Add a node of type `trigger` that is not disabled."
    ),
    "connection-source-unknown": Text(
        "The connection starts at “{node}”, which does not exist.", "Name a node of the workflow as `source`."
    ),
    "connection-target-unknown": Text(
        "The connection ends at “{node}”, which does not exist.", "Name a node of the workflow as `target`."
    ),
    "connection-duplicate": Text(
        "The same connection from “{source}” to “{target}” already exists.", "Remove one of the two."
    ),
    "connection-handle-unknown": Text("“{node}” has no handle “{handle}”.", "Known are: {known}."),
    "connection-handle-unnamed": Text(
        "“{node}” has only one handle, which has no name.", "Leave out `source_handle`."
    ),
    "connection-handle-missing": Text(
        "“{node}” has several handles; the connection names none.", "Give `source_handle`, one of: {known}."
    ),
    "connection-error-handle": Text(
        "“{node}” has no handle `error`.", "Set `on_error` of that node to `branch`."
    ),
    "connection-from-stop": Text(
        "Nothing follows “{node}”: `stop` and `respond` end their path.", "Remove the connection."
    ),
    "connection-into-trigger": Text(
        "The connection leads into the trigger “{node}”.",
        "A trigger is always a beginning: remove the connection.",
    ),
    "reference-unknown-node": Text(
        "“{field}” reads `$nodes.{node}`, which does not exist.",
        "Name the id of a node; one that is no plain name stands in backticks.",
    ),
    "reference-unknown-field": Text(
        "“{field}” reads `{name}` of the output of “{node}”, which never has it.", "It has: {known}."
    ),
    "items-are-file": Text(
        "“{field}” is the file that “{node}” keeps, not what lies in it: it would be the only item.",
        "Part it by a node `file` (`split`) and go over the parts, or read it (`read`) if a state can carry it.",
    ),
    "items-are-object": Text(
        "“{field}” is the output of “{node}”, an object and no list: it is the only item.",
        "Name the field in which the list stands: {known}. If the object is meant, write a list that holds it.",
    ),
    "retry-without-effect": Text("`retry` has no effect on a node of type `{type}`.", "Remove it."),
    "timeout-without-effect": Text("`timeout` has no effect on a node of type `{type}`.", "Remove it."),
    "on-error-without-effect": Text("`on_error` has no effect on a node of type `{type}`.", "Remove it."),
    "timeout-shortened": Text(
        "A node of type `{type}` waits {limit} seconds at most, whatever `timeout` says.",
        "Give {limit} at most, or part the work.",
    ),
    "error-name-unknown": Text(
        "There is no error “{value}”: it is waited for in vain.", "Known are: {known}."
    ),
    "when-empty-without-effect": Text(
        "`when_empty` has no effect on this node of type `{type}`.",
        "Remove it: it is for nodes that have one way on.",
    ),
    "partition-joins-itself": Text(
        "Several handles of “{source}” lead to “{target}”: if they fire together, only the first list counts.",
        "Lead each handle through a node of its own, such as a `transform` with `$input`.",
    ),
    "placeholder-node": Text(
        "This node is a placeholder for `{origin}`: the workflow can be stored, but not started.",
        "Replace it by nodes that do the same, or disable it.",
    ),
    "placeholder-cannot-run": Text(
        "The node “{node}” is only a placeholder for `{origin}`: the workflow cannot run.",
        "Replace it by nodes that do the same, or disable it.",
    ),
    "handle-unconnected": Text(
        "Nothing hangs on the handle `{handle}` of “{node}”: there its path ends.",
        "Connect it if something is to happen then.",
    ),
    "error-handle-unconnected": Text(
        "Nothing is connected to the handle `error` of this node: its error goes unnoticed.",
        "Connect the handle or set `on_error` to `fail`.",
    ),
}
