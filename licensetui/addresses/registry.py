"""Rules for addresses like another one, as `module:name` for the door.

Most are like no other that is known.
"""

IS_SLIP = "licensetui.addresses.slips:is_slip"
IS_WORD = "licensetui.addresses.slips:is_word"
IS_ROLE = "licensetui.addresses.compounds:is_role"
