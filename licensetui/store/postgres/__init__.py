"""The store in a PostgreSQL database, for teams that outgrow one file on one machine."""
