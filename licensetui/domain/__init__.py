"""The domain of licensetui: pure values and functions, standard library only.

Nothing here reads a clock, a file or a setting: today and the settings are parameters.
"""
