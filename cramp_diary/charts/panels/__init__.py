"""One file a chart: each draws a result into axes that it is given."""
