"""Decisions. Pure Python: no Qt, no input or output, no clock and no chance but what is passed in."""
