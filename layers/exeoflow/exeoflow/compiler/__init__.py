"""From a workflow to an AWS Step Functions state machine in the Amazon States Language."""

from exeoflow.compiler.pipeline import CompiledWorkflow, RejectedWorkflow, compile_workflow

__all__ = ["CompiledWorkflow", "RejectedWorkflow", "compile_workflow"]
