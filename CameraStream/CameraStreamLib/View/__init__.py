"""The volume in a slice view."""
