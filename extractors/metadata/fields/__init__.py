"""The fields that are neither people nor dates: how their candidates are found and converted."""
