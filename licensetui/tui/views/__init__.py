"""The main screens, as contents of one screen between which the digits switch."""
