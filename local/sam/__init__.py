"""The stack in real Lambda containers: `sam local` in front, the local AWS behind."""
