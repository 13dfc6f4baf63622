"""A model as settings of splink, and the rules of meeting as one query. Proved by tests/people/scale/test_scale.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from aigaq.people.linking.model import Model, least_share
from aigaq.people.scale.levels import conditions, together


def settings(model: Model) -> Any:
    """Settings with the probabilities of the model: nothing is left for splink to learn."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    comparisons = list[Any]()
    for at, field in enumerate(model.fields):
        unknown, levels = conditions(model.fields, at)
        made: list[Any] = [cll.CustomLevel(unknown, "not known").configure(is_null_level=True)]
        for number, condition in enumerate(levels):
            level = field.top - number
            one = cll.CustomLevel(condition, field.word(level), base_dialect_str="duckdb")
            rare: dict[str, Any] = {}
            if level in field.rare:
                of = f"f{at}" if level == field.top else f"f{at}c"
                rare = {"tf_adjustment_column": of, "tf_minimum_u_value": least_share(field)}
                rare["disable_tf_exact_match_detection"] = True
            made.append(
                one.configure(m_probability=float(model.m[at][level]), u_probability=float(model.u[at][level]), **rare)
            )
        made.append(cll.ElseLevel().configure(m_probability=float(model.m[at][0]), u_probability=float(model.u[at][0])))
        comparisons.append(cl.CustomComparison(made, output_column_name=f"f{at}"))
    if model.excess.any():
        made = [
            cll.CustomLevel(condition, str(number), base_dialect_str="duckdb").configure(
                m_probability=float(np.exp(-model.excess[number])) / 2, u_probability=0.5
            )
            for number, condition in together(model)
        ]
        made.append(cll.ElseLevel().configure(m_probability=0.5, u_probability=0.5))
        comparisons.append(cl.CustomComparison(made, output_column_name="together"))
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on("id")],  # pairs are brought, none are made
        probability_two_random_records_match=model.prior,
        unique_id_column_name="id",
        retain_matching_columns=False,
    )


def blocking(*, within: bool) -> str:
    """Every pair of records that meet in some place, once."""
    apart = "" if within else " JOIN records x ON x.id = l.id JOIN records y ON y.id = r.id AND x.list <> y.list"
    pairs = f"SELECT DISTINCT l.id AS join_key_l, r.id AS join_key_r FROM meetings l JOIN meetings r ON l.place = r.place AND l.id < r.id{apart}"  # noqa: S608  # no words of others
    return f"SELECT '0' AS match_key, join_key_l, join_key_r FROM ({pairs})"  # noqa: S608
