"""The answers that few ask for, as `module:name` for the door: what prints dates asks no rule."""

FINDINGS = "licensetui.outlook.findings:KeptFindings"
