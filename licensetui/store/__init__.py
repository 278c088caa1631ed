"""Where the portfolio is kept, so that nothing is lost."""
