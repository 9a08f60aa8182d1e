"""What people type in the room of bodies."""
