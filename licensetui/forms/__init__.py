"""Fields of records as texts: what is typed in a form, or after `--set`, is read here."""
