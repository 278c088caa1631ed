"""Commands of the user: one small class per action, free of Textual.

Keys, the words in the footer, the command palette, the help screen, `licensetui keys` and the
table in the README all come from these classes; `places` says where each works.
"""
