"""Files in and out: what people have, and what other programs want."""
