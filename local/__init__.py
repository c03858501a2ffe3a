"""exeoflow on one machine: `python -m local` runs the whole product without Docker, account or network."""
