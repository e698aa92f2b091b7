"""The command line: ``dpa``."""


def main() -> None:
    """Run the command typed after ``dpa``."""
    from bot.cli.commands import main as run  # noqa: PLC0415 - importing one part must not import all of them

    run()
