"""Entry point of `python -m exeoflow.command`, which is `exeoflow`."""

from exeoflow.command.app import main

if __name__ == "__main__":
    main()
