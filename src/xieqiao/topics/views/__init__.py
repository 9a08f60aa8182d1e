"""The pages of this room; what changes shared matter is on the acts' own pages."""
