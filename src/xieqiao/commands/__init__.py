"""Commands that belong to no room: one module each, with `main(args)`."""
