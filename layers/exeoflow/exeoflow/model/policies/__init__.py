"""What holds for all executions of a workflow: how many run, when they begin, what ends them."""
