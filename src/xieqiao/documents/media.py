"""The media types of the files that are written.

The writers are imported where a file is made: their libraries take a second to load, and most
servers write their first file long after they start.
"""

from __future__ import annotations

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
