"""Harnesses that try to make the store lose something: `python -m tests.faults --help`.

They know the store by its public seam alone, and the operating system by what it really does:
processes are killed, disks are filled, system calls fail, power is cut in a model of a disk.
Where it is cheap, a harness has a control: a store with one step left out, which must be caught.
"""
