"""Make, list, move and revoke API keys: `python -m exeoflow.keys create --workspace acme --name "CI" ...`."""
