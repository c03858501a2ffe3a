"""Rules that need an analysis of the whole flow; the compiler finds them."""

from exeoflow.texts.text import Text

RULES = {
    "node-unreachable": Text(
        "Kein Auslöser führt zu diesem Knoten; er wird nie ausgeführt.",
        "Verbinden Sie ihn oder entfernen Sie ihn.",
    ),
    "loop-irreducible": Text(
        "Diese Schleife kann an mehreren Knoten betreten werden: {entries}.",
        "Lassen Sie alle Verbindungen von außen an einem dieser Knoten beginnen.",
    ),
    "for-each-body-entered": Text(
        "Hierher führt auch ein Weg, der nicht von „{for_each}“ kommt; die Schleife beginnt aber nur dort.",
        "Lassen Sie nur den Ausgang `loop` hineinführen, oder verbinden Sie von außen mit „{for_each}“.",
    ),
    "reference-not-upstream": Text(
        "„{field}“ liest `$nodes.{node}`; von dort führt kein Weg hierher.",
        "Lesen Sie einen Knoten, der vor diesem liegt.",
    ),
    "item-outside-loop": Text(
        "„{field}“ liest `${name}` außerhalb einer Schleife `for_each`.",
        "Verwenden Sie es nur in Knoten, die am Ausgang `loop` hängen.",
    ),
    "break-outside-loop": Text(
        "`status: break` beendet die Schleife, in deren Rumpf der Knoten liegt; dieser liegt in keiner.",
        "Hängen Sie ihn hinter den Ausgang `loop` eines `for_each`, ohne dass ein anderer Weg zu ihm führt.",
    ),
    "break-unconnected": Text(
        "Dieser Knoten verlässt „{for_each}“ über den Ausgang `break`, der nirgends hinführt.",
        "Verbinden Sie `break` von „{for_each}“ mit dem Knoten, bei dem es dann weitergeht.",
    ),
    "loops-nested-too-deeply": Text(
        "Hier sind mehr als {limit} Schleifen ineinander verschachtelt.",
        "Lagern Sie die inneren Schleifen in einen eigenen Workflow aus.",
    ),
    "compiler-failed": Text(
        "Der Compiler ist an diesem Workflow gescheitert ({error}).",
        "Das ist ein Fehler in exeoflow, nicht im Workflow. Bitte melden Sie ihn zusammen mit dem Workflow.",
    ),
    "definition-too-large": Text(
        "Der Workflow ergibt eine Definition von {bytes} Bytes; Step Functions erlaubt {limit}.",
        "Teilen Sie ihn in mehrere Workflows auf.",
    ),
    "machine-expression-too-deep": Text(
        "Ein Ausdruck von „{state}“ braucht {depth} Auswertungen ineinander; möglich sind {limit}.",
        "Vereinfachen Sie die Ausdrücke des Knotens, oder verteilen Sie sie auf mehrere Knoten.",
    ),
    "constants-too-large": Text(
        "Die festen Werte dieses Knotens umfassen {bytes} Bytes; ein Zustand darf {limit} haben.",
        "Laden Sie große Daten zur Laufzeit, statt sie in die Konfiguration zu schreiben.",
    ),
    "history-too-long": Text(
        "Jede Ausführung bräuchte mindestens {events} Ereignisse; Step Functions bricht bei {limit} ab.",
        "Teilen Sie den Workflow in mehrere auf.",
    ),
    "for-each-too-long": Text(
        "{items} Elemente brauchen {events} Ereignisse; Step Functions bricht bei {limit} ab.",
        "In AWS teilen Sie die Liste mit `split` und führen je Teil einen `sub_workflow` aus; auf einer Maschine läuft sie "
        "ganz.",
    ),
    "history-may-overflow": Text(
        "Eine Ausführung kann {events} Ereignisse brauchen; Step Functions bricht bei {limit} ab.",
        "Senken Sie `max_iterations` oder verkleinern Sie die Schleifen.",
    ),
    "express-impossible": Text(
        "Mit `settings.mode: express` ist ein Lauf nach {limit} Sekunden zu Ende und wartet auf nichts anderes.",
        "Entfernen Sie den Knoten, der auf eine Antwort, einen anderen Workflow oder länger wartet, oder wählen Sie "
        "`standard`.",
    ),
    "express-waits-for-turn": Text(
        "Mit `settings.mode: express` läuft ein Start sofort; `{setting}` lässt ihn warten.",
        "Entfernen Sie eines von beiden.",
    ),
}
