"""How clauses are numbered: 第十二条 in Chinese, Article 12 elsewhere."""

from __future__ import annotations

from django import template

from xieqiao.partnerships.numerals import article_label

register = template.Library()

register.simple_tag(article_label, name="article")
