"""What fills the terminal, or lies over it until it is answered."""
