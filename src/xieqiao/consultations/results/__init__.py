"""What a consultation found: for the page, as pictures, as tables, as files, for the minutes.

Votes go in at one place (`sheet`), and one thing comes out (`found.Result`), in which nobody can
be picked out any more. Pictures, tables and files are made of that alone.
"""
