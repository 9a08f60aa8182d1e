"""What the commands of engines share: bad files told, and files written whole."""
