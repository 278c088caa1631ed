"""Tables in files of any kind: bytes, encodings, sheets, cells with their lines."""
