"""Forms without Textual: records as texts that are typed, and back."""
