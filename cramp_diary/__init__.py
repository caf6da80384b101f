"""A personal cramp diary that says honestly what goes together with your cramps."""

__version__ = "0.1.0"
