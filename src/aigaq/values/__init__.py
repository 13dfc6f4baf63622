"""Values that are true of any text: dates, zones, quantities, scripts, places. No case, no statement.

Formats: docs/formats/dates.md. Everything said about one language or place is a data file under data/.
"""

from aigaq.values.dates import Edge, When, day_of, format_when, interval, parse_when
from aigaq.values.moments import Mark, Moment, Precision

__all__ = ["Edge", "Mark", "Moment", "Precision", "When", "day_of", "format_when", "interval", "parse_when"]
