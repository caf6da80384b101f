"""The drawing of each chart: functions that draw a result into given axes."""
