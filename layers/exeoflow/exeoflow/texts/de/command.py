"""Was der Befehl `exeoflow` im Terminal sagt."""

COMMAND = {
    "import_unreadable": "{path} kann nicht gelesen werden: {reason}",
    "import_nothing": "In {paths} steht kein Export.",
    "import_exists": "{path} ist schon da: --force überschreibt die Datei.",
    "import_refused": "{path}: {message}",
    "import_read": "gelesen  {name}  {path}",
    "import_written": "geschrieben  {path}",
    "import_stored": "angelegt  {name}  {id}",
    "import_sum": "{imported} importiert, {refused} nicht.",
    "import_workflow": "Workflow",
    "import_nodes": "Knoten",
    "import_exact": "genau",
    "import_approximated": "angenähert",
    "import_unsupported": "ohne Entsprechung",
    "import_expressions": "Ausdrücke",
    "import_by_code": "als Code",
    "import_node": "Knoten",
    "import_status": "Stand",
    "import_why": "Warum, und was zu tun ist",
    "import_credential": "Zugangsdaten {kind} für {nodes}: {what}",
}
