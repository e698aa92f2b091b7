"""Start the bot: ``python -m bot``."""

from bot.cli.catalogs import catalogs_read

with catalogs_read():
    from bot.compose import run

if __name__ == "__main__":
    run()
