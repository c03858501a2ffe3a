"""What the command `exeoflow` says in a terminal."""

COMMAND = {
    "import_unreadable": "{path} cannot be read: {reason}",
    "import_nothing": "There is no export in {paths}.",
    "import_exists": "{path} is there already: --force writes over it.",
    "import_refused": "{path}: {message}",
    "import_read": "read  {name}  {path}",
    "import_written": "written  {path}",
    "import_stored": "created  {name}  {id}",
    "import_sum": "{imported} imported, {refused} not.",
    "import_workflow": "Workflow",
    "import_nodes": "Nodes",
    "import_exact": "Exact",
    "import_approximated": "Approximated",
    "import_unsupported": "Unsupported",
    "import_expressions": "Expressions",
    "import_by_code": "By code",
    "import_node": "Node",
    "import_status": "Status",
    "import_why": "Why, and what to do",
    "import_credential": "credential {kind} for {nodes}: {what}",
}
