"""Views that ask for more than a capability, each with its reason.

There a role that has the capability may still be refused (403), or find nothing (404).
"""

from __future__ import annotations

import re

NARROWER = {
    r"acts:new": "what is begun needs a partnership in the address, and a role for its kind",
    r"acts:(draft|put-away|take-back)": "a draft is for who prepares or releases its kind",
    r"acts:file": "a file that no act has shown to partners is the office's alone",
    r"acts:take-over": "only the proposer takes a suggested wording over",
    r"acts:(amend|withdraw)": "only the proposer changes or takes back what it proposed",
    r"bodies:(invitation|revoke-invitation)": "an invitation that has expired is no longer there",
    r"bodies:removed": "what is to be put back must be named",
    r"exchange:\w+_(need|strength)": "a member sees his or her own entries alone",
    r"bodies:members_\w+": "only tables of members are there, not those of strengths",
    r"exchange:strengths_\w+": "only tables of strengths are there, not those of members",
    r"exchange:(need|strength)": "a member sees his or her own entries alone",
    r"exchange:fits_of_(need|strength)": "a member sees his or her own entries alone",
    r"exchange:(record_consent|take_consent_back)": "of what somebody must agree to alone",
    r"consultations:result_\w+": "where too few took part there are no figures yet",
    r"duty:\w+": "a member sees his or her own initiatives alone",
    r"meetings:(run|floor|settle)": "the host's office runs a meeting, by what is there",
    r"meetings:revoke": "a secret calendar address belongs to one account alone",
    r"outcomes:(pass_on|pass_submission_on|submission_back|take_back)": "only what is ours to do",
    r"outcomes:(addressed_action|addressed_submission|unit_file)": "a unit sees its own alone",
    r"rounds:(entrant|add_rule|answer)": "of rounds in which the body takes part alone",
    r"topics:draft": "who may read a draft may not always write it",
}


def is_narrower(name: str) -> bool:
    """Say whether the view of this name asks for more than its capability."""
    return any(re.fullmatch(pattern, name) for pattern in NARROWER)
