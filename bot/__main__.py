"""Start the bot: ``python -m bot``."""

from bot.compose import run

if __name__ == "__main__":
    run()
