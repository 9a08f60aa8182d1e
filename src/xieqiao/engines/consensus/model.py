"""The vote model: low rank, softmax likelihood, Gaussian beliefs about everybody and everything.

For person i, statement j, with the contrasts of `softmax`,

    η_ij = b_j + a_i + V_j u_i        (2 logits: position, reserve)

b_j how a statement is received, a_i how readily a person agrees or passes at all, u_i the person's
place on r axes and V_j (2 × r) what the axes mean for the statement. Priors: b_j ~ N(β, T),
a_i ~ N(0, A), u_i ~ N(0, I), column d of V_j ~ N(0, diag ω_d).

Beliefs are Gaussian, one for (a_i, u_i) and one for (b_j, V_j), fitted in turn by Newton steps
that take account of the other side's uncertainty (variational Bayes with a second-order expansion;
Bishop 1999, *Variational principal components*; Ilin & Raiko 2010, *Practical approaches to
principal component analysis in the presence of missing values*, JMLR 11). A, T, β, ω are estimated
from the data on the way, so that an axis that explains nothing shrinks to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus import rows
from xieqiao.engines.consensus.arrays import Codes, Floats, Singles
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.softmax import CONTRASTS


@dataclass
class Priors:
    """What the model expects before a vote: β (2,), T (2, 2), A (2, 2), ω (r, 2)."""

    centre: Floats
    received: Floats
    readiness: Floats
    loading: Floats

    def copy(self) -> Priors:
        """Return an independent copy."""
        return Priors(
            self.centre.copy(), self.received.copy(), self.readiness.copy(), self.loading.copy()
        )


@dataclass
class Model:
    """Beliefs of a fit of rank r on n people and m statements.

    person: mean of (a, u), shape (2 + r, n); its covariance shape (2 + r, 2 + r, n).
    statement: mean of (b, V), shape (1 + r, 2, m); covariance shape (1 + r, 2, 1 + r, 2, m).
    """

    person: Floats
    person_covariance: Floats
    statement: Floats
    statement_covariance: Floats
    priors: Priors

    @property
    def rank(self) -> int:
        """Return the number of axes."""
        return int(self.statement.shape[0]) - 1

    def logits(self, person: Codes, statement: Codes) -> Floats:
        """Return the mean logits (position, reserve) of these pairs, shape (2, N)."""
        what = self.statement.take(statement, axis=2)
        who = self.person.take(person, axis=1)
        return np.asarray(what[0] + who[:2] + np.einsum("dcn,dn->cn", what[1:], who[2:]))

    def rows(self) -> tuple[Singles, Singles]:
        """Return the means by row: (a, u), shape (n, 2 + r), and (b, V), shape (m, 2, 1 + r)."""
        who = np.ascontiguousarray(self.person.T, np.float32)
        return who, np.ascontiguousarray(self.statement.transpose(2, 1, 0), np.float32)

    def expectations(self, votes: Crossing) -> tuple[Singles, Singles]:
        """Return p(agree) and p(pass) of each vote, shape (N,)."""
        agree, passed = np.empty((2, len(votes.vote)), np.float32)
        rows.expectations(votes.starts, votes.statement, *self.rows(), agree, passed)
        return agree, passed

    def copy(self) -> Model:
        """Return an independent copy."""
        return Model(
            self.person.copy(),
            self.person_covariance.copy(),
            self.statement.copy(),
            self.statement_covariance.copy(),
            self.priors.copy(),
        )


def without_axes(votes: Crossing) -> Model:
    """Return the model to begin with: shares of the statements, smoothed; no person differs."""
    counts = np.stack(
        [
            np.bincount(votes.statement, weights=votes.vote == sign, minlength=votes.statements)
            for sign in (-1, 0, 1)
        ]
    )
    overall = (counts.sum(axis=1) + 1.0) / (counts.sum() + 3.0)
    share = (counts + 3.0 * overall[:, None]) / (counts.sum(axis=0) + 3.0)
    received = np.einsum("sc,sm->cm", CONTRASTS, np.log(share))
    centre = received.mean(axis=1) if votes.statements else np.zeros(2)
    priors = Priors(centre, np.eye(2) * 0.5, np.eye(2) * 0.3, np.zeros((0, 2)))
    return Model(
        person=np.zeros((2, votes.people)),
        person_covariance=np.repeat((np.eye(2) * 0.3)[:, :, None], votes.people, axis=2),
        statement=received[None],
        statement_covariance=np.repeat(
            (np.eye(2) * 0.05)[None, :, None, :, None], votes.statements, axis=4
        ),
        priors=priors,
    )
