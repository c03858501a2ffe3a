"""Why an imported node of n8n is not quite the same (`exeoflow.importers.n8n.reasons`), and what to do."""

from exeoflow.texts.text import Text

N8N_REASONS = {
    "trigger-added": Text(
        "The export has no trigger; one by hand was added.",
        "Check what the workflow is to begin with.",
    ),
    "name-twice": Text(
        "The name occurs several times in the export; connections and references mean the first node.",
        "Give the nodes different names in n8n.",
    ),
    "arrow-to-nowhere": Text(
        "A connection leads to a node that is not in the export.",
        "Check what is to follow this node.",
    ),
    "never-runs": Text(
        "No trigger reaches the node; it never runs.",
        "Connect or delete it.",
    ),
    "runs-appended": Text(
        "In n8n the node runs once for each arrow, here once with all items one after another.",
        "Check whether the order and the number of runs matter.",
    ),
    "after-approximated": Text(
        "A node before this one does not mean quite the same, so this one may not either.",
        "Check the first such node before it.",
    ),
    "loop-of-many": Text(
        "Several items may be in the loop at a time; what leaves it goes on only when the loop is over.",
        "Check the loop with several items.",
    ),
    "loop-in-loop": Text(
        "In n8n an inner loop does not begin anew the second time, here it does.",
        "Check what the inner loop is to do.",
    ),
    "loop-in-cycle": Text(
        "The way back of the loop passes through a node before it.",
        "Check what happens in each pass.",
    ),
    "loop-entered-within": Text(
        "An arrow from outside leads into the loop past its beginning.",
        "Bring what it carries to the beginning of the loop.",
    ),
    "loop-comes-back-twice": Text(
        "Several arrows lead back into the loop; n8n goes on for each of them, here once per pass.",
        "Join the branches before the loop.",
    ),
    "loop-branch-late": Text(
        "In n8n this branch, lower than the way back into the loop, runs when all passes are over, the last one first; here it runs in each pass.",
        "Check whether the order matters; in n8n the branch that stands higher runs first.",
    ),
    "input-unused": Text(
        "An arrow leads into an input that the node does not have.",
        "Check the connection.",
    ),
    "fields-without-value": Text(
        "In n8n a field that a Set or Summarize before makes of nothing is there without a value, which this node sees; here it is missing.",
        "Let the node before give it a value, such as an empty text, where there is nothing.",
    ),
    "beyond-json": Text(
        "The node may make values that JSON does not have, such as NaN, Infinity or a date: n8n hands them on as they are, here they are null or a text.",
        "Check the nodes that read them, or make a number or a text of them here.",
    ),
    "items-shared": Text(
        "In n8n the node changes fields in place, and other nodes that have the same items see it; here each has its own.",
        "Check nodes that read the items before this one.",
    ),
    "version-missing": Text(
        "The export does not say the version of this node: n8n takes its newest, here it is read as version 1.",
        "Export the workflow from n8n again, or check what the node does.",
    ),
    "expression-approximated": Text(
        "The expression “{expression}” means nearly the same ({what}).",
        "Check what it yields.",
    ),
    "error-text": Text(
        "The text of an error is not the one of n8n.",
        "Do not compare errors by their text.",
    ),
    "error-of-expression": Text(
        "When an expression or a conversion fails, the whole node fails instead of one item.",
        "Check whether this can happen.",
    ),
    "trigger-by-hand": Text(
        "What triggers the workflow ({what}) has to be set up by hand.",
        "Let it call the address of the webhook.",
    ),
    "trigger-data": Text(
        "The trigger's data has the form of n8n as far as there is one here.",
        "Check which of its fields the workflow reads.",
    ),
    "webhook-answer": Text(
        "Who calls gets what `respond` says, if that takes {seconds} seconds at most, and else how the run stands; "
        "status, headers and text of n8n's webhook do not count here.",
        "Answer early, by `respond`, and let what takes longer stand beside it.",
    ),
    "schedule-seconds": Text(
        "A schedule starts at most once a minute here.",
        "Check whether this is enough.",
    ),
    "answer-goes-on": Text(
        "The workflow goes on behind its answer.",
        "Part the way before the answer.",
    ),
    "call-approximated": Text(
        "A call is waited for; its address is not the one of n8n.",
        "Give the address of this step to whoever calls.",
    ),
    "credential-missing": Text(
        "The node asks for a credential ({kind}) but names none.",
        "Create a credential and name it at the node.",
    ),
    "static-data": Text(
        "What the code keeps from run to run lies in the table “{table}”; it is read before the code and written right "
        "after it, also in runs by hand.",
        "Create the table with the key “id”, a text, and check what runs at the same time write.",
    ),
    "file-in-state": Text(
        "Files travel in the data of a run: one of more than some 180 KB makes the node fail; its name and type are those that a server gives.",
        "Hand addresses of large files on instead of their content.",
    ),
    "file-by-call": Text(
        "The files of this trigger are those in the body of the call.",
        "Let the call send them as multipart/form-data, by the names that n8n gives them.",
    ),
    "file-unknown": Text(
        "Which file is meant cannot be told: no node that is known to make files leads here.",
        "Give the file in the step that sends it: its content in base64 with the node that has it.",
    ),
    "parameters-odd": Text(
        "The parameters of the node do not have the form that n8n gives them.",
        "Open and save the node in n8n, and export it once more.",
    ),
    "code-by-engine": Text(
        "JavaScript runs in a smaller environment than in n8n.",
        "Check the code with real data.",
    ),
    "setting-unknown": Text(
        "n8n does not know “{setting}”; with it the node does here what it does there.",
        "Choose another value.",
    ),
    "json-mended": Text(
        "When JSON with expressions does not become valid JSON, the node mostly fails where n8n still mends it.",
        "Put values in by JSON.stringify(…), without quotes around it.",
    ),
    "setting-approximated": Text(
        "The setting “{setting}” works nearly as in n8n.",
        "Check what the node yields.",
    ),
    "setting-unsupported": Text(
        "The setting “{setting}” has no counterpart.",
        "Build anew what the node is to do.",
    ),
    "setting-at-import": Text(
        "The expression in “{setting}” was computed at the import; n8n computes it whenever the workflow is activated.",
        "Check the value; what depended on chance is one in the middle.",
    ),
    "setting-computed": Text(
        "The setting “{setting}” is computed; what the node does is known only in a run.",
        "Give it a fixed value.",
    ),
    "application-unchecked": Text(
        "The request to {application} follows the service's description and was not tried; answers have its form.",
        "Check the fields that are sent, and what is read of the answer.",
    ),
    "part-as-step": Text(
        "The node only serves others: n8n fails where items come to it, and so does this step.",
        "Remove the arrow that leads to it, or hang the node on the one that it is to serve.",
    ),
    "part-of-node": Text(
        "The node is a part of “{node}”, whose steps it is in.",
        "Check the settings in the steps of that node.",
    ),
    "workflow-by-address": Text(
        "Another workflow is called here at the address of its webhook.",
        "Import it as well, give it a webhook that waits for the result, and put its address in.",
    ),
    "mail-by-ses": Text(
        "The mail goes by SES and not by n8n's server.",
        "Have the sender verified in SES.",
    ),
    "setting-ignored": Text(
        "The setting “{setting}” has no effect here.",
        "Check what the node yields.",
    ),
    "setting-left-out": Text(
        "The setting “{setting}” is not in the request.",
        "Put it into the request if the service needs it.",
    ),
    "asked-here": Text(
        "The question is an approval here: it is announced and listed, not sent by {application}.",
        "Let a workflow with an `event` trigger send the addresses to whoever is to answer.",
    ),
    "polled": Text(
        "What it has seen lies in the table “{table}”; what is there when it is asked first is old.",
        "Create the table with the key “id”, a text.",
    ),
    "setting-empty": Text(
        "“{setting}” is empty in the export; n8n runs nothing without it, and here the node fails.",
        "Put it into the step.",
    ),
    "operation-inferred": Text(
        "“{written}” in `{setting}` is no name that n8n has; by the fields of the node it is “{meant}”.",
        "Check that this is meant; if it is not, write the name that n8n has into the export.",
    ),
    "reply-to-sender": Text(
        "The reply goes to the sender of the mail; n8n sends it to its other receivers, too.",
        "Switch “Reply to Sender Only” on in n8n, or add the others to the mail.",
    ),
    "sql-by-data-api": Text(
        "SQL goes to the Data API of Aurora; other databases are out of reach.",
        "Bring the data into Aurora, put region, cluster, secret and database into the request, and give it a "
        "credential of the kind `aws_sigv4`.",
    ),
    "commands-by-systems-manager": Text(
        "The command runs by AWS Systems Manager on a machine that it manages, as root; its end is waited for for some ten minutes, and of what it writes there are 24,000 characters.",
        "Have the machine managed by Systems Manager (it need not be in AWS), put region and machine into the request, and give it a credential of AWS.",
    ),
    "vectors-by-s3": Text(
        "Documents lie in a vector index of S3 and stay there; n8n keeps them in its memory, and forgets them when it ends.",
        "Create an index for the cosine distance, with `text` and `metadata` as metadata that no filter reads, put its bucket, name and region "
        "into the requests, and give them a credential of the kind `aws_sigv4` for the service `s3vectors`.",
    ),
    "ai-memory": Text(
        "What was said before is not read here: each question stands for itself.",
        "Keep the talk where you need it, and give it with the question.",
    ),
    "memory-kept": Text(
        "What was said before lies in the table “{table}”, of each session the last 200 messages and 60,000 characters; "
        "what n8n or its database holds is not there. One item after another adds to it, also where tools are used, "
        "and of two runs at the same time one forgets what the other adds.",
        "Create the table with the key “id”, a text, have it expire by `expires_at`, and let each session run one at a time.",
    ),
    "redis-by-table": Text(
        "Keys and their values lie in the table “{table}”, where other nodes of Redis find them; what Redis holds is not there, "
        "no other program sees them, nor does a memory, and of two runs at the same time one may forget what the other writes.",
        "Create the table with the key “id”, a text, have it expire by `expires_at`, and bring in what has to be there. Where others "
        "use the same Redis, replace the node by a request to them.",
    ),
    "data-table-kept": Text(
        "The rows lie in the table “{table}”, all of a data table in one item, which holds some 180 KB; those of n8n are not there. Columns are "
        "those that are set, types that the export does not name are not checked, and of two runs at the same time one may forget what the "
        "other writes.",
        "Create the table with the key “id”, a text, and bring in the rows that have to be there. For more rows use a table of your own with "
        "`database`.",
    ),
    "mcp-by-http": Text(
        "The server is asked by streamable HTTP; one that only sends a stream of events (SSE) does not answer so.",
        "Put in the server's address for streamable HTTP, which often ends in `/mcp`.",
    ),
    "application-address": Text(
        "The address of {application} differs from account to account ({gap}).",
        "Put it into the address of the requests.",
    ),
    "application-operation": Text(
        "The operation “{operation}” of {application} has no counterpart.",
        "Replace the node by one that sends the request.",
    ),
    "expression-unsupported": Text(
        "The expression “{expression}” has no counterpart ({what}).",
        "Write it in JSONata.",
    ),
    "expression-too-long": Text(
        "The node's expressions are too long together.",
        "Spread them over several nodes.",
    ),
    "node-unsupported": Text(
        "Nodes of the type “{type}” have no counterpart yet.",
        "Replace the placeholder, for example by `http_request`.",
    ),
    "node-part-unsupported": Text(
        "The node belongs to another one; “{type}” has no counterpart yet.",
        "Set the model, tool or memory at that node itself.",
    ),
    "community-node": Text(
        "“{type}” is a node of somebody else whose meaning is not known.",
        "Replace the placeholder, for example by `http_request`.",
    ),
    "failure-unsupported": Text(
        "What n8n does when this node fails does not exist here.",
        "Decide what is to happen when it fails.",
    ),
    "credential": Text(
        "",
        "Create a credential of the kind “{kind}”; an export holds only its name.",
    ),
}
