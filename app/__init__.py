"""Rapport: where a small IT provider stands with every customer, why, and what to do today."""

NAME = "Rapport"
__version__ = "0.1.0"
