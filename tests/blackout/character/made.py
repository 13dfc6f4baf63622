"""Made-up episodes: short ways to write them, and hypothesis strategies for any of them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from aigaq.blackout.character.episode import Context, Episode, Happening, Onset, Ramp, Says, Signal, Speaker, Words
from aigaq.blackout.character.told import Span, Told
from aigaq.blackout.series import NetworkKind

HOUR, DAY = 3600, 86_400


def at(text: str) -> int:
    """Seconds since 1970 of a time in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def known(text: str, *, give: int = 0) -> Span:
    """A time in UTC known to ± `give` seconds."""
    return at(text) - give, at(text) + give


NOON = at("2022-03-10T12:00")
instants = st.integers(NOON - 20 * DAY, NOON + 20 * DAY)
told = st.sampled_from(list(Told))


@st.composite
def spans(draw: st.DrawFn, *, widest: int = 2 * DAY) -> tuple[int, int]:
    """A closed interval."""
    first = draw(instants)
    return first, first + draw(st.integers(0, widest))


@st.composite
def episodes(draw: st.DrawFn, *, widest: int = 2 * DAY) -> Episode:
    """Any episode with closed intervals of up to `widest` seconds."""
    start = draw(spans(widest=widest))
    end = start[1] + draw(st.integers(0, 2 * DAY))
    ramps = st.none() | st.builds(
        lambda low, more: Ramp(shortest=low, longest=low + more), st.floats(0, 20_000), st.floats(0, 9000)
    )
    networks = st.builds(
        Onset,
        network=st.text("AB", max_size=2),
        fell=told,
        kind=st.sampled_from(list(NetworkKind)),
        start=spans(widest=min(widest, HOUR)),
    )
    return Episode(
        entity="made",
        start=start,
        end=(end, end + draw(st.integers(0, widest))),
        zone=draw(st.sampled_from(["Asia/Almaty", "Asia/Kathmandu", "America/New_York"])),
        signals=tuple(
            draw(
                st.lists(
                    st.builds(
                        Signal,
                        name=st.sampled_from(["bgp", "ping", "telescope", "traffic"]),
                        fell=told,
                        network=st.sampled_from(list(NetworkKind)),
                    ),
                    max_size=4,
                )
            )
        ),
        onsets=tuple(draw(st.lists(networks, max_size=6))),
        others=tuple(draw(st.lists(spans(widest=min(widest, HOUR)), max_size=6))),
        watched=(NOON - 40 * DAY, NOON + 40 * DAY),
        fall=draw(ramps),
        rise=draw(ramps),
        context=tuple(
            draw(st.lists(st.builds(Context, kind=st.sampled_from(list(Happening)), when=spans()), max_size=3))
        ),
        words=tuple(
            draw(
                st.lists(
                    st.builds(Words, speaker=st.sampled_from(list(Speaker)), says=st.sampled_from(list(Says))),
                    max_size=2,
                )
            )
        ),
    )
