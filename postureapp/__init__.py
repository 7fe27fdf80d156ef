"""PostureApp: a quiet tray companion that helps people who sit for work to move."""

__version__ = "0.1.0"
