"""How do people use the bot at a terminal?"""


def main() -> None:
    """Do what was typed after ``dpa``."""
    from bot.cli.commands import main as begin  # noqa: PLC0415 - whoever needs one part needs not all

    begin()
