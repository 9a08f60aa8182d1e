"""A round of matching through the whole room: database, texts, rules, reasons."""
