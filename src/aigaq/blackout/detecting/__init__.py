"""Detecting: outages of one series against a baseline that is named, with edges between two samples and gaps left gaps."""

from aigaq.blackout.detecting.baseline import Baseline
from aigaq.blackout.detecting.detect import Detection, detect
from aigaq.blackout.detecting.edges import Edges
from aigaq.blackout.detecting.localtime import reference_days
from aigaq.blackout.detecting.telling import STATES
from aigaq.blackout.detecting.thresholds import Thresholds

__all__ = ["STATES", "Baseline", "Detection", "Edges", "Thresholds", "detect", "reference_days"]
