"""Numbers in, results out: tables, rates and what goes together with the cramps."""
