"""The store of the portfolio, from which nothing is lost.

`store` and `keeper` are all that the rest of the program asks for. The room `file` is the store in
a file, `memory` the one that is gone with the program; what stands beside them is of use to any
store. `storage` is for scripts.
"""
