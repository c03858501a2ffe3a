"""States and transitions: how an execution walks through the machine."""
