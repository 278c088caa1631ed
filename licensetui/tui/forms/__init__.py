"""From records to what is typed, and back: the part of the editors that needs no Textual."""
