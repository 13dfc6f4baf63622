"""Whether an outage looks ordered or failed: named features, each with its likelihood ratio, weighed for and against.

`episode_of` gathers what detected series show of an outage, `assess` judges and weighs it; the answer is what the outage
fits, never a proof, with the measured accuracy of such answers beside it. Ratios, limits, words and figures are data.
docs/methods/blackout.md, "Character", states formulas, sources and limits.
"""

from aigaq.blackout.character.accuracy import Accuracy, Figures
from aigaq.blackout.character.assessing import Assessment, Judged, Verdict, Why, assess
from aigaq.blackout.character.building import Surroundings, Watched, episode_of
from aigaq.blackout.character.episode import Context, Episode, Happening, Onset, Ramp, Says, Signal, Speaker, Words
from aigaq.blackout.character.told import Span, Told

__all__ = [
    "Accuracy",
    "Assessment",
    "Context",
    "Episode",
    "Figures",
    "Happening",
    "Judged",
    "Onset",
    "Ramp",
    "Says",
    "Signal",
    "Span",
    "Speaker",
    "Surroundings",
    "Told",
    "Verdict",
    "Watched",
    "Why",
    "Words",
    "assess",
    "episode_of",
]
