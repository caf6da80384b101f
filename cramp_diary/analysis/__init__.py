"""Statistics of a diary: tables, rates, and associations. The method is in README.md."""
