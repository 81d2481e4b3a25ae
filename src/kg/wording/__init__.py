"""How quantities, numbers, dates and labels of figures are written in each language of the site.

What a language says is in `<language>.yaml`, which a speaker can read and mend; numbers, months and
plural categories are those of the Unicode Common Locale Data Repository (CLDR), from Babel.
"""

from kg.wording.dates import as_of, date, machine_date, period
from kg.wording.labels import computed_label, figure_label
from kg.wording.language import LANGUAGES
from kg.wording.quantities import count, each, noun, number, quantity

__all__ = (
    "LANGUAGES",
    "as_of",
    "computed_label",
    "count",
    "date",
    "each",
    "figure_label",
    "machine_date",
    "noun",
    "number",
    "period",
    "quantity",
)
