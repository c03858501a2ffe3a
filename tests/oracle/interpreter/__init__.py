"""What a workflow means, run directly: the judge of the compiler."""
