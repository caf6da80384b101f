"""The command ``cramp``."""
