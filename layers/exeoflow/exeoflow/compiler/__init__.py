"""From a workflow to an AWS Step Functions state machine in the Amazon States Language."""

from exeoflow.compiler.pipeline import compile_workflow
from exeoflow.compiler.result import CompiledWorkflow, RejectedWorkflow

__all__ = ["CompiledWorkflow", "RejectedWorkflow", "compile_workflow"]
