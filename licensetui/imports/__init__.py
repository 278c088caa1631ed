"""Lists become licenses: columns, rows, the plan of what would change."""
