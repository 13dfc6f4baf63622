"""What tests of several rooms share.

Properties are judged by what they find, never by the clock: the machine may be busy.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, or a skip with its reason; in CI a missing one is a failure."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "chromium is not installed: apt-get install chromium fonts-noto-core"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _answered() -> str:
    from aigaq.toll.counting.answering import refused
    from aigaq.toll.family import Code, Finding, Outcome

    return refused(0, Finding(Code.NO_FAMILY, Outcome.REFUSED))


@pytest.fixture
def unestimated(monkeypatch: pytest.MonkeyPatch, _answered: str) -> None:
    """Builds ask nothing of the estimate: for tests of cases with lists that are about something else."""
    monkeypatch.setattr("aigaq.toll.counting.answering.answer_of", lambda asked: _answered)
