"""Statements: what sources say, tied to spans. Record types, code lists, canonical form, anchors, the derived store.

Specification: docs/formats/statements.md. Proved by tests/statements. This room computes two things only: what became
of a statement by its speaker (`standing`), and where a decision's target lies (`bind`).
"""

from aigaq.statements.anchors import CellAnchor, TextAnchor, bind, make_anchor
from aigaq.statements.canonical import decode, encode, row_id
from aigaq.statements.checks import check
from aigaq.statements.codes import Code, code_list, event_types, is_a, label, measure_is_a, measures, scopes, units
from aigaq.statements.decisions import Decision, Outcome, SeenIn, Verdict, decode_decision, encode_decision
from aigaq.statements.records import (
    AnyStatement,
    Claim,
    Connectivity,
    Dated,
    Designation,
    Event,
    Figure,
    Hedge,
    Link,
    Number,
    Point,
    Position,
    Statement,
    Target,
    Withdrawal,
)
from aigaq.statements.shown import Row
from aigaq.statements.sources import Source
from aigaq.statements.spans import CellSpan, InstantSpan, IntervalSpan, RegionSpan, Span, TextSpan
from aigaq.statements.stage import Stage
from aigaq.statements.standing import Became, became, standing
from aigaq.statements.store import Store
from aigaq.statements.vocabulary import (
    Change,
    Confidence,
    DateBasis,
    Layer,
    LegalStatus,
    NetworkState,
    Qualifier,
    Seen,
    Side,
    Stance,
    Standing,
    TimePrecision,
)

__all__ = [
    "AnyStatement",
    "Became",
    "CellAnchor",
    "CellSpan",
    "Change",
    "Claim",
    "Code",
    "Confidence",
    "Connectivity",
    "DateBasis",
    "Dated",
    "Decision",
    "Designation",
    "Event",
    "Figure",
    "Hedge",
    "InstantSpan",
    "IntervalSpan",
    "Layer",
    "LegalStatus",
    "Link",
    "NetworkState",
    "Number",
    "Outcome",
    "Point",
    "Position",
    "Qualifier",
    "RegionSpan",
    "Row",
    "Seen",
    "SeenIn",
    "Side",
    "Source",
    "Span",
    "Stage",
    "Stance",
    "Standing",
    "Statement",
    "Store",
    "Target",
    "TextAnchor",
    "TextSpan",
    "TimePrecision",
    "Verdict",
    "Withdrawal",
    "became",
    "bind",
    "check",
    "code_list",
    "decode",
    "decode_decision",
    "encode",
    "encode_decision",
    "event_types",
    "is_a",
    "label",
    "make_anchor",
    "measure_is_a",
    "measures",
    "row_id",
    "scopes",
    "standing",
    "units",
]
