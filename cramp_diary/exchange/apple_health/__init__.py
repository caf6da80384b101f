"""The export of Apple Health: water, workouts, steps and sleep that a phone and a watch know."""
