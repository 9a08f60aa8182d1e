"""Fill the table of regions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from xieqiao.bodies.regions import load_regions


class Command(BaseCommand):
    help = "Fill the table of regions (GB/T 2260, by year) from the data of an installed package."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="read it again, though filled")

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_regions(again=options["again"])
        self.stdout.write(f"{written} regions written." if written else "Regions were there.")
