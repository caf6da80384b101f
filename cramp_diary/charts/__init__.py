"""Drawings of results; only `gallery` calls the analysis that a drawing needs."""

import logging


def _import_matplotlib() -> None:
    """Import the parts of matplotlib that look for a folder of settings and one of fonts found.

    Where there is none that can be written, matplotlib makes a temporary folder, which is removed
    at exit, and logs a long warning about what nobody who asks for a chart has to know.
    """
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        import matplotlib.font_manager  # noqa: F401, PLC0415 - for what it does when it is loaded
    finally:
        logger.setLevel(level)


_import_matplotlib()
