"""The polling booth: votes that devices send, taken by the short way, many in one transaction.

A hall of five thousand sends two hundred votes a second, each in a request of its own, and a page's
way through all middleware, with a transaction for each, takes more than the machine has. So these
requests are gathered in front of Django; one thread asks for all of them together who sent them,
writes their votes in one transaction, and only then each is answered.

The booth lets in only what is beyond doubt right. Whatever is unusual about a request (no session,
another's form, a key it does not know, something that cannot be read) goes the long way through
Django, which says in words what is wrong; so a gate is never in one place only.
"""
