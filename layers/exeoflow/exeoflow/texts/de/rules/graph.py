"""Rules about nodes and connections, as far as they need no analysis of the flow."""

from exeoflow.texts.text import Text

RULES = {
    "workflow-too-many-nodes": Text(
        "Der Workflow hat {count} Knoten.", "Teilen Sie ihn auf: erlaubt sind {limit}."
    ),
    "workflow-too-many-connections": Text(
        "Der Workflow hat {count} Verbindungen.", "Teilen Sie ihn auf: erlaubt sind {limit}."
    ),
    "trigger-too-many-nodes": Text(
        "Die Auslöser erreichen zusammen {count} Knoten, und Schleifen bedeuten für sie Verschiedenes.",
        "Lassen Sie die Auslöser zum selben Knoten führen oder teilen Sie den Workflow auf: erlaubt sind {limit}.",
    ),
    "workflow-more-faults": Text("Es gibt {count} weitere Fehler.", "Beheben Sie zuerst die genannten."),
    "node-type-unknown": Text("Den Knotentyp „{type}“ gibt es nicht.", "Bekannt sind: {known}."),
    "node-id-duplicate": Text(
        "Mehrere Knoten haben die id „{node}“.", "Geben Sie jedem Knoten eine eigene id."
    ),
    "trigger-missing": Text(
        "Der Workflow hat keinen Auslöser.",
        "Fügen Sie einen Knoten vom Typ `trigger` hinzu, der nicht abgeschaltet ist.",
    ),
    "connection-source-unknown": Text(
        "Die Verbindung beginnt bei „{node}“; diesen Knoten gibt es nicht.",
        "Nennen Sie als `source` einen Knoten des Workflows.",
    ),
    "connection-target-unknown": Text(
        "Die Verbindung endet bei „{node}“; diesen Knoten gibt es nicht.",
        "Nennen Sie als `target` einen Knoten des Workflows.",
    ),
    "connection-duplicate": Text(
        "Dieselbe Verbindung von „{source}“ nach „{target}“ gibt es schon.", "Entfernen Sie eine von beiden."
    ),
    "connection-handle-unknown": Text("„{node}“ hat keinen Ausgang „{handle}“.", "Bekannt sind: {known}."),
    "connection-handle-unnamed": Text(
        "„{node}“ hat nur einen Ausgang, und der hat keinen Namen.", "Lassen Sie `source_handle` weg."
    ),
    "connection-handle-missing": Text(
        "„{node}“ hat mehrere Ausgänge; die Verbindung nennt keinen.",
        "Geben Sie `source_handle` an, eines von: {known}.",
    ),
    "connection-error-handle": Text(
        "„{node}“ hat keinen Ausgang `error`.", "Setzen Sie bei diesem Knoten `on_error` auf `branch`."
    ),
    "connection-from-stop": Text(
        "Nach „{node}“ geht es nicht weiter: `stop` und `respond` beenden ihren Weg.",
        "Entfernen Sie die Verbindung.",
    ),
    "connection-into-trigger": Text(
        "Die Verbindung führt in den Auslöser „{node}“.",
        "Ein Auslöser ist immer ein Anfang: entfernen Sie die Verbindung.",
    ),
    "reference-unknown-node": Text(
        "„{field}“ liest `$nodes.{node}`; diesen Knoten gibt es nicht.",
        "Nennen Sie die id eines Knotens; eine, die kein Name ist, steht in Backticks (`` ` ``).",
    ),
    "reference-unknown-field": Text(
        "„{field}“ liest `{name}` aus der Ausgabe von „{node}“, die das nie hat.", "Sie hat: {known}."
    ),
    "items-are-file": Text(
        "„{field}“ ist die Datei, die „{node}“ hinterlegt, nicht was in ihr steht: sie wäre das einzige Element.",
        "Teilen Sie sie mit einem Knoten `file` (`split`) und gehen Sie über die Teile, oder lesen Sie sie "
        "(`read`), wenn ein Zustand sie trägt.",
    ),
    "items-are-object": Text(
        "„{field}“ ist die Ausgabe von „{node}“, also ein Objekt und keine Liste: es ist das einzige Element.",
        "Nennen Sie das Feld, in dem die Liste steht: {known}. Ist das Objekt gemeint, schreiben Sie eine Liste, "
        "in der es steht.",
    ),
    "retry-without-effect": Text(
        "`retry` bewirkt bei einem Knoten vom Typ `{type}` nichts.", "Entfernen Sie die Angabe."
    ),
    "timeout-without-effect": Text(
        "`timeout` bewirkt bei einem Knoten vom Typ `{type}` nichts.", "Entfernen Sie die Angabe."
    ),
    "on-error-without-effect": Text(
        "`on_error` bewirkt bei einem Knoten vom Typ `{type}` nichts.", "Entfernen Sie die Angabe."
    ),
    "timeout-shortened": Text(
        "Ein Knoten vom Typ `{type}` wartet höchstens {limit} Sekunden, gleich was `timeout` sagt.",
        "Geben Sie höchstens {limit} an, oder teilen Sie die Arbeit.",
    ),
    "error-name-unknown": Text(
        "Einen Fehler „{value}“ gibt es nicht: Darauf wird vergeblich gewartet.", "Bekannt sind: {known}."
    ),
    "when-empty-without-effect": Text(
        "`when_empty` bewirkt bei diesem Knoten vom Typ `{type}` nichts.",
        "Entfernen Sie die Angabe: Sie gilt für Knoten, von denen nur ein Weg weiterführt.",
    ),
    "partition-joins-itself": Text(
        "Mehrere Ausgänge von „{source}“ führen zu „{target}“: Feuern sie zugleich, zählt nur die erste Liste.",
        "Führen Sie jeden Ausgang über einen eigenen Knoten, etwa `transform` mit `$input`.",
    ),
    "placeholder-node": Text(
        "Dieser Knoten ist ein Platzhalter für `{origin}`: So lässt sich der Workflow speichern, aber nicht "
        "starten.",
        "Ersetzen Sie ihn durch Knoten, die dasselbe tun, oder schalten Sie ihn ab.",
    ),
    "placeholder-cannot-run": Text(
        "Der Knoten „{node}“ ist nur ein Platzhalter für `{origin}`: Der Workflow kann nicht laufen.",
        "Ersetzen Sie ihn durch Knoten, die dasselbe tun, oder schalten Sie ihn ab.",
    ),
    "handle-unconnected": Text(
        "Am Ausgang `{handle}` von „{node}“ hängt nichts: Dort endet der Pfad.",
        "Verbinden Sie ihn, wenn dann etwas geschehen soll.",
    ),
    "error-handle-unconnected": Text(
        "Vom Ausgang `error` dieses Knotens führt keine Verbindung weiter: sein Fehler bleibt unbemerkt.",
        "Verbinden Sie den Ausgang oder setzen Sie `on_error` auf `fail`.",
    ),
}
