"""What happens on which day, and how the scenes are played."""

from collections.abc import Callable, Sequence

from stacks.demo.story import Story

Scene = tuple[str, Callable[[Story], str]]
"""The instant the clock reads, and what happens; its name is that of its title in the texts."""

SCENES: Sequence[Scene] = (
    ("2023-01-09T08:00:00+01:00", Story.catalogue_is_loaded),
    ("2023-01-09T08:30:00+01:00", Story.partners_are_registered),
    ("2023-01-09T12:00:00+01:00", Story.desk_opens),
    ("2023-01-09T12:10:00+01:00", Story.contact_is_recorded),
    ("2023-01-09T12:20:00+01:00", Story.case_is_opened),
    ("2023-01-16T12:00:00+01:00", Story.need_is_recorded),
    ("2023-01-16T12:10:00+01:00", Story.measures_are_found),
    ("2023-01-16T12:20:00+01:00", Story.measures_are_proposed),
    ("2023-01-16T12:40:00+01:00", Story.orientation_is_held),
    ("2023-02-02T12:00:00+01:00", Story.case_is_referred),
    ("2023-02-02T12:05:00+01:00", Story.partners_see_their_referrals),
    ("2023-02-02T12:10:00+01:00", Story.nobody_sees_anothers),
    ("2023-02-03T10:00:00+01:00", Story.chamber_accepts),
    ("2023-02-15T16:00:00+01:00", Story.chamber_completes),
    ("2023-02-16T23:59:00+01:00", Story.job_centre_is_still_in_time),
    ("2023-02-17T09:00:00+01:00", Story.job_centre_lets_it_expire),
    ("2023-02-17T09:30:00+01:00", Story.it_is_sent_again),
    ("2023-02-20T11:00:00+01:00", Story.job_centre_accepts),
    ("2023-02-23T12:00:00+01:00", Story.case_is_followed_up),
    ("2023-02-27T12:30:00+01:00", Story.case_is_closed),
    ("2023-04-03T09:00:00+02:00", Story.sheet_is_made),
    ("2023-04-03T10:00:00+02:00", Story.history_is_replayed),
)
"""What happens on which day; every instant is set before its scene."""
BEGINS_AT = SCENES[0][0]


def play(
    story: Story, on_scene: Callable[[Scene, str], None], before: Callable[[Scene], None] = lambda _: None
) -> None:
    """Play every scene in order, telling each as it ends; `before` is called as each begins."""
    for scene in SCENES:
        before(scene)
        instant, act = scene
        story.people.set_clock(instant)
        on_scene(scene, act(story))
    story.people.set_clock(SCENES[-1][0])
