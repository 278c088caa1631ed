"""Commands of the user: a value per action, free of Textual.

Keys, the words in the footer, the command palette, the help screen, `licensetui keys` and the
table in the README all come from these values; `sections` says where each works.
"""
