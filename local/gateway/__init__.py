"""The HTTP API of the local stack: what API Gateway is in AWS."""
