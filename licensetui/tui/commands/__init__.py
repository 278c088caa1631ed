"""Commands: one small class for each thing that a user can do, free of Textual.

Keys, the words in the footer, the command palette, the help screen, `licensetui keys` and the
table in the README all come from these classes; `places` says where each works.
"""
