"""What the console has to show: workflows of several shapes, and runs that ended in every way."""

from dataclasses import dataclass
from typing import Any

from tests.e2e.api import Api

AWKWARD_NAME = "<img src=x onerror=alert(1)> 🚀 مرحبا"


def _node(node_id: str, kind: str, name: str | None = None, **config: Any) -> dict[str, Any]:
    return {"id": node_id, "type": kind, "config": config, **({"name": name} if name else {})}


def _lead(source: str, target: str, handle: str | None = None) -> dict[str, str]:
    return {"source": source, "target": target, **({"source_handle": handle} if handle else {})}


ORDER = {
    "name": "Order",
    "description": "Decides about orders",
    "nodes": [
        _node("order", "trigger", "Order received"),
        _node("check", "condition", "Large order?", expression="$trigger.total > 100"),
        _node("review", "set", "Send to review", values={"decision": "review"}),
        _node("accept", "set", "Accept", values={"decision": "accept"}),
        _node("reply", "transform", "Write reply", expression="$input.decision"),
    ],
    "connections": [
        _lead("order", "check"),
        _lead("check", "review", "true"),
        _lead("check", "accept", "false"),
        _lead("review", "reply"),
        _lead("accept", "reply"),
    ],
}
READING = {
    "name": "Customer",
    "nodes": [
        _node("start", "trigger"),
        _node("read", "transform", "Read name", expression="$uppercase($trigger.customer.name)"),
        _node("save", "set", values={"name": "{{ $input }}"}),
    ],
    "connections": [_lead("start", "read"), _lead("read", "save")],
}
LOOPS = {
    "name": AWKWARD_NAME,
    "nodes": [
        _node("start", "trigger"),
        _node("each", "for_each", items="{{ [1, 2, 3] }}"),
        _node("double", "transform", AWKWARD_NAME, expression="$item * 2"),
        _node("count", "set", values={"n": "{{ ($exists($input.n) ? $input.n : 0) + 1 }}"}),
        _node("enough", "condition", expression="$input.n >= 3"),
        _node("end", "stop"),
    ],
    "connections": [
        _lead("start", "each"),
        _lead("each", "double", "loop"),
        _lead("double", "each"),
        _lead("each", "count", "done"),
        _lead("count", "enough"),
        _lead("enough", "end", "true"),
        _lead("enough", "count", "false"),
    ],
}
PAYMENT = {
    "name": "Payment",
    "nodes": [
        _node("start", "trigger"),
        _node("ask", "approval", "Ask", message="Pay {{ $trigger.total }} EUR?", timeout=600),
        _node("pay", "set", "Pay", values={"by": "{{ $input.data.comment }}"}),
        _node("file", "set", "File", values={"paid": 0}),
    ],
    "connections": [
        _lead("start", "ask"),
        _lead("ask", "pay", "approved"),
        _lead("ask", "file", "rejected"),
        _lead("ask", "file", "timeout"),
    ],
}
SIGNUP = {
    "name": "Signup",
    "nodes": [
        _node("hook", "trigger", "Somebody signs up", mode="webhook"),
        _node("greet", "set", values={"text": "Welcome"}),
    ],
    "connections": [_lead("hook", "greet")],
}
REPORT = {
    "name": "Nightly report",
    "tags": ["reports", "finance"],
    "nodes": [
        _node("night", "trigger", mode="schedule", cron="30 2 * * *", timezone="Europe/Berlin"),
        _node("sum", "set", values={"total": 1}),
    ],
    "connections": [_lead("night", "sum")],
}

INVOICE = {
    "name": "Invoice",
    "nodes": [
        _node("start", "trigger", "Invoice due"),
        _node("sum", "transform", "Sum", expression="$sum($trigger.items.price)"),
        _node("remind", "set", "Remind", values={"text": "Please pay"}),
    ],
    "connections": [_lead("start", "sum"), _lead("sum", "remind")],
}
INVOICE_NOW = {
    **INVOICE,
    "comment": "Adds the tax",
    "nodes": [
        _node("start", "trigger", "Invoice due"),
        _node("sum", "transform", "Sum", expression="$sum($trigger.items.price) * 1.19"),
        _node("thank", "set", "Thank", values={"text": "Thank you"}),
    ],
    "connections": [_lead("start", "sum"), _lead("sum", "thank")],
}


def customers(credential: str) -> dict[str, Any]:
    """Return a workflow that needs the credential."""
    return {
        "name": "Customers",
        "nodes": [
            _node("start", "trigger"),
            _node("fetch", "http_request", url="https://127.0.0.1/customers", credential=credential),
        ],
        "connections": [_lead("start", "fetch")],
    }


@dataclass(frozen=True)
class Story:
    """Ids of what was made."""

    order: str
    reading: str
    loops: str
    payment: str
    signup: str
    succeeded: str
    failed: str
    looped: str
    invoice: str
    billed: str
    credential: str


def tell(api: Api) -> Story:
    """Make the workflows and their runs."""
    order, reading, loops, payment, signup = (
        create(api, workflow) for workflow in (ORDER, READING, LOOPS, PAYMENT, SIGNUP)
    )
    invoice = create(api, INVOICE)
    billed = run(api, invoice, {"items": [{"price": 40}]})
    assert api.call("PUT", f"/v1/workflows/{invoice}", INVOICE_NOW).status == 200
    assert api.call("PUT", "/v1/variables/region", {"value": "eu-central-1"}).status == 200
    crm = {"name": "CRM", "type": "basic", "values": {"username": "exeoflow", "password": "hunter2"}}
    credential = api.post("/v1/credentials", {**crm, "allowed_hosts": ["127.0.0.1"]}).data["id"]
    create(api, customers(credential))
    create(api, REPORT)
    return Story(
        order=order,
        reading=reading,
        loops=loops,
        payment=payment,
        signup=signup,
        succeeded=run(api, order, {"total": 250}),
        failed=run(api, reading, {"customer": {"id": 7}}),
        looped=run(api, loops, {}),
        invoice=invoice,
        billed=billed,
        credential=credential,
    )


def create(api: Api, workflow: dict[str, Any]) -> str:
    """Store an active workflow and return its id."""
    made: str = api.post("/v1/workflows", workflow).data["id"]
    assert api.post(f"/v1/workflows/{made}/status", {"status": "active"}).status == 200
    return made


def run(api: Api, workflow: str, given: dict[str, Any], wait: int = 20) -> str:
    """Run a workflow to its end and return the execution's id."""
    started: str = api.post(f"/v1/workflows/{workflow}/execute", {"input": given}).data["execution_id"]
    assert api.get(f"/v1/executions/{started}?wait={wait}").status == 200
    return started
