"""The command line: ``dpa``."""

from bot.cli.catalogs import catalogs_read


def main() -> None:
    """Run the command typed after ``dpa``; exits with complaints where a message catalog cannot be used."""
    with catalogs_read():
        from bot.cli.commands import main as run  # noqa: PLC0415 - importing one part must not import all of them

    run()
