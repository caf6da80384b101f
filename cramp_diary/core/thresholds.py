"""How much a diary must hold before a factor is tested, and from when on a cramp is a long one."""

FEWEST_DAYS = 28
"""Recorded days."""

FEWEST_EPISODES = 10
FEWEST_CRAMP_DAYS = 8
FEWEST_DAYS_A_SIDE = 8
"""More-exposed days, and less-exposed days."""

FEWEST_SPELLS = 3
"""Separate runs of more-exposed days."""

LONG_CRAMP_MINUTES = 10
"""A cramp that lasts longer and does not ease is a reason to see a doctor."""
