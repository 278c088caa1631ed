"""Findings: rules as values, each in the module of its subject; `rules` has all."""
