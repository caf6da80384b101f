"""``python -m cramp_diary`` is the program ``cramp``."""

from cramp_diary.cli.app import main

if __name__ == "__main__":
    main()
