"""Strengths taken in from a spreadsheet, and out into one."""
