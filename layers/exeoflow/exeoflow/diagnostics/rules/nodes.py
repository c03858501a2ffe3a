"""Rules about the configuration of particular node types."""

from exeoflow.diagnostics.rules.rule import Rules, error

RULES: Rules = {
    "handle-reserved": error(
        (
            "Ein Fall heißt „{handle}“; diesen Ausgang hat der Knoten schon.",
            "Geben Sie dem Fall einen anderen Namen.",
        ),
        ("A case is called “{handle}”, a handle that the node already has.", "Give the case another name."),
    ),
    "handle-duplicate": error(
        ("Mehrere Fälle heißen „{handle}“.", "Geben Sie jedem Fall einen eigenen Namen."),
        ("Several cases are called “{handle}”.", "Give each case a name of its own."),
    ),
    "wait-seconds-or-until": error(
        (
            "Der Knoten muss wissen, worauf er wartet.",
            "Geben Sie genau eines von `seconds`, `until` und `call` an.",
        ),
        ("The node must know what it waits for.", "Give exactly one of `seconds`, `until` and `call`."),
    ),
    "wait-timeout": error(
        (
            "`timeout` begrenzt nur das Warten auf einen Aufruf.",
            "Entfernen Sie es oder geben Sie `call` an.",
        ),
        ("`timeout` limits only the wait for a call.", "Remove it or give `call`."),
    ),
    "timestamp-invalid": error(
        ("„{value}“ ist kein Zeitpunkt mit Zeitzone.", "Schreiben Sie ihn wie `2024-01-20T10:00:00Z`."),
        ("“{value}” is no timestamp with a time zone.", "Write it like `2024-01-20T10:00:00Z`."),
    ),
    "url-invalid": error(
        (
            "„{value}“ ist keine Adresse.",
            "Sie muss mit `http://` oder `https://` beginnen und einen Rechner nennen.",
        ),
        ("“{value}” is no URL.", "It must begin with `http://` or `https://` and name a host."),
    ),
    "trigger-field": error(
        (
            "Das Feld „{field_name}“ gehört nicht zum Auslöser `{mode}`.",
            "Entfernen Sie es oder ändern Sie `mode`.",
        ),
        (
            "The field “{field_name}” does not belong to the trigger mode `{mode}`.",
            "Remove it or change `mode`.",
        ),
    ),
    "trigger-cron-or-rate": error(
        ("Der Zeitplan fehlt oder ist doppelt angegeben.", "Geben Sie entweder `cron` oder `rate` an."),
        ("The schedule is missing or given twice.", "Give either `cron` or `rate`."),
    ),
    "trigger-pattern-missing": error(
        (
            "Der Auslöser `event` hat kein Muster.",
            'Geben Sie `pattern` an, zum Beispiel `{"source": ["aws.s3"]}`.',
        ),
        ("The trigger mode `event` has no pattern.", 'Give `pattern`, for example `{"source": ["aws.s3"]}`.'),
    ),
    "cron-fields": error(
        (
            "Der Cron-Ausdruck hat {count} Felder.",
            "Nötig sind fünf (Minute, Stunde, Tag, Monat, Wochentag) oder die sechs von AWS.",
        ),
        (
            "The cron expression has {count} fields.",
            "It needs five (minute, hour, day, month, weekday) or the six of AWS.",
        ),
    ),
    "cron-field": error(
        (
            "Feld {position} des Cron-Ausdrucks, „{value}“, ist ungültig.",
            "Erlaubt sind Zahlen, Listen (`1,15`), Bereiche (`1-5`) und Schritte (`*/10`).",
        ),
        (
            "Field {position} of the cron expression, “{value}”, is invalid.",
            "Allowed are numbers, lists (`1,15`), ranges (`1-5`) and steps (`*/10`).",
        ),
    ),
    "cron-both-days": error(
        (
            "Der Cron-Ausdruck nennt Tag und Wochentag zugleich; das kann AWS nicht.",
            "Setzen Sie eines von beiden auf `*`.",
        ),
        (
            "The cron expression names both day and weekday, which AWS cannot do.",
            "Set one of the two to `*`.",
        ),
    ),
    "cron-question-mark": error(
        (
            "Im Cron-Ausdruck mit sechs Feldern muss genau einer von Tag und Wochentag `?` sein.",
            "Setzen Sie den, der offen ist, auf `?`.",
        ),
        (
            "In a cron expression of six fields exactly one of day and weekday must be `?`.",
            "Set the open one to `?`.",
        ),
    ),
    "cron-never": error(
        ("Den Tag des Cron-Ausdrucks gibt es in keinem seiner Monate.", "Wählen Sie einen Tag, den es gibt."),
        ("The day of the cron expression exists in none of its months.", "Choose a day that exists."),
    ),
    "rate-invalid": error(
        (
            "„{value}“ ist kein Takt.",
            "Schreiben Sie eine Zahl ab 1 und `minutes`, `hours` oder `days`, zum Beispiel `5 minutes`.",
        ),
        (
            "“{value}” is no rate.",
            "Write a number from 1 on and `minutes`, `hours` or `days`, for example `5 minutes`.",
        ),
    ),
    "timezone-unknown": error(
        (
            "Die Zeitzone „{value}“ ist unbekannt.",
            "Verwenden Sie einen Namen der IANA-Datenbank wie `Europe/Berlin`.",
        ),
        ("The time zone “{value}” is unknown.", "Use a name of the IANA database such as `Europe/Berlin`."),
    ),
    "pattern-invalid": error(
        (
            "Das Ereignismuster ist bei „{field_name}“ fehlerhaft.",
            'Jedes Feld muss eine Liste von Werten oder Vergleichen wie `{"prefix": "a"}` sein.',
        ),
        (
            "The event pattern is malformed at “{field_name}”.",
            'Each field must be a list of values or of comparisons like `{"prefix": "a"}`.',
        ),
    ),
    "pattern-too-long": error(
        ("Das Ereignismuster ist {length} Zeichen lang.", "Kürzen Sie es: erlaubt sind {limit} Zeichen."),
        ("The event pattern has {length} characters.", "Shorten it: {limit} are allowed."),
    ),
    "summary-name-taken": error(
        ("Der Name „{name}“ ist schon vergeben.", "Geben Sie jedem Wert einen eigenen Namen, nicht `key`."),
        ("The name “{name}” is taken.", "Give each value a name of its own other than `key`."),
    ),
    "email-without-content": error(
        ("Die E-Mail hat keinen Inhalt.", "Geben Sie `text` oder `html` an."),
        ("The mail has no content.", "Give `text` or `html`."),
    ),
    "operation-field-missing": error(
        ("Für `{operation}` fehlt das Feld „{field_name}“.", "Geben Sie es an."),
        ("The field “{field_name}” is missing for `{operation}`.", "Add it."),
    ),
    "operation-field": error(
        ("„{field_name}“ gehört nicht zu `{operation}`.", "Entfernen oder ändern Sie eines von beiden."),
        ("The field “{field_name}” does not belong to `{operation}`.", "Remove or change one of them."),
    ),
    "sub-workflow-unknown": error(
        (
            "Den Workflow „{workflow}“ gibt es nicht.",
            "Geben Sie die id eines Workflows Ihres Arbeitsbereichs an.",
        ),
        ("There is no workflow “{workflow}”.", "Give the id of a workflow of your workspace."),
    ),
    "sub-workflow-cycle": error(
        ("Der Workflow würde sich am Ende selbst aufrufen: {way}.", "Entfernen Sie einen der Aufrufe."),
        ("The workflow would call itself in the end: {way}.", "Remove one of the calls."),
    ),
    "error-workflow-unknown": error(
        (
            "Den Workflow „{workflow}“, der bei Fehlern starten soll, gibt es nicht.",
            "Geben Sie die id eines Workflows Ihres Arbeitsbereichs an.",
        ),
        (
            "There is no workflow “{workflow}” to be started on failure.",
            "Give the id of a workflow of your workspace.",
        ),
    ),
    "error-workflow-itself": error(
        (
            "Der Workflow soll bei Fehlern sich selbst starten.",
            "Geben Sie einen anderen Workflow an.",
        ),
        ("The workflow is to start itself on failure.", "Give another workflow."),
    ),
}
