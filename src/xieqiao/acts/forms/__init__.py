"""Forms that derive from the payload of a kind."""

from xieqiao.acts.forms.act_form import ActForm

__all__ = ["ActForm"]
