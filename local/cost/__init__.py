"""What executions cost on AWS: the formula behind docs/cost.md."""
