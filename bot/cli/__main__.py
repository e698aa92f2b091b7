"""What does ``python -m bot.cli`` do?"""

from bot.cli import main

if __name__ == "__main__":
    main()
