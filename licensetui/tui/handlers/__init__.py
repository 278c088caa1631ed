"""Handlers: plain functions that do what requests want, each with a desk and the request."""
