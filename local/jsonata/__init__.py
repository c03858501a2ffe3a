"""JSONata as Step Functions evaluates it, on one machine."""
