"""The command line: the program ``cramp``."""
