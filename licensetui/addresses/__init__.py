"""Is this address wise? Syntax, typos, whose it is, whose domain, and does that take mail.

    from licensetui.addresses.check import check
    from licensetui.addresses.known import KnownAddresses

    report = check("b.durand@gmial.com", KnownAddresses())

Everything is pure but for the modules `mail_*`, which ask DNS, in a thread of their own. Facts are
in `data/`, as text. Nothing is read, and no library loaded, before the first question.
"""
