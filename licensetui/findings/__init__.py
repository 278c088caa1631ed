"""Every rule about what is wrong or unwise, in one tuple."""
