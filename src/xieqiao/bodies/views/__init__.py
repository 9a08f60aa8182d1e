"""The pages of the room of bodies."""
