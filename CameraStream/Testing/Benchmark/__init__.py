"""Figures of the module in the host, side by side: ``make bench``."""
