"""What may change in this room, a class for each thing that can be done."""

from __future__ import annotations

from xieqiao.consultations.acts.consultations import ChangeConsultation, OpenConsultation

__all__ = ["ChangeConsultation", "OpenConsultation"]
