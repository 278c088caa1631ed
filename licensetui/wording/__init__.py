"""Words that several places say, screens and printed commands alike."""
