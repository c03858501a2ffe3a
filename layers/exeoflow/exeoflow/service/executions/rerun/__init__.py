"""Go on with an execution from one of its nodes: outputs that are given, and a machine in which they are."""
