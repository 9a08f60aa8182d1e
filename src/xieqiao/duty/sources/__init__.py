"""Each record that tells of a member's work, read through the queries of its room.

A module here is one source; it has `entries(acting, people)` and takes a constant number of
queries. Only records of the own say of the people's body count: what its side reported, wrote or
sent. `acting` is who reads: a source tells of no record that its reader could not open.
"""
