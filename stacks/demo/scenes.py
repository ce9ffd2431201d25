"""What happens on which day, and how the scenes are played."""

from collections.abc import Callable, Sequence

from stacks.demo.story import Story

Scene = tuple[str, str, Callable[[Story], str]]
"""The instant the clock reads, what happens, who does it."""

SCENES: Sequence[Scene] = (
    ("2023-01-09T08:00:00+01:00", "Il catalogo è caricato dai file delle misure", Story.catalogue_is_loaded),
    ("2023-01-09T08:30:00+01:00", "I partner sono registrati", Story.partners_are_registered),
    ("2023-01-09T12:00:00+01:00", "Lo sportello apre", Story.desk_opens),
    ("2023-01-09T12:10:00+01:00", "Un contatto, senza nome", Story.contact_is_recorded),
    ("2023-01-09T12:20:00+01:00", "Il caso è aperto, con i soli dati statistici", Story.case_is_opened),
    ("2023-01-16T12:00:00+01:00", "Il bisogno", Story.need_is_recorded),
    ("2023-01-16T12:10:00+01:00", "Quali misure?", Story.measures_are_found),
    ("2023-01-16T12:20:00+01:00", "Tre misure proposte", Story.measures_are_proposed),
    ("2023-01-16T12:40:00+01:00", "L'orientamento e la scheda scritta", Story.orientation_is_held),
    ("2023-02-02T12:00:00+01:00", "Due invii", Story.case_is_referred),
    ("2023-02-02T12:05:00+01:00", "Ciascun partner vede il suo, dal vivo", Story.partners_see_their_referrals),
    ("2023-02-02T12:10:00+01:00", "E nessuno vede quello dell'altro", Story.nobody_sees_anothers),
    ("2023-02-03T10:00:00+01:00", "La Camera di Commercio accetta", Story.chamber_accepts),
    ("2023-02-15T16:00:00+01:00", "La Camera di Commercio conclude", Story.chamber_completes),
    ("2023-02-16T23:59:00+01:00", "Ultimo minuto utile per il CPI", Story.job_centre_is_still_in_time),
    ("2023-02-17T09:00:00+01:00", "L'invio al CPI è scaduto a fine giornata", Story.job_centre_lets_it_expire),
    ("2023-02-17T09:30:00+01:00", "Si invia di nuovo", Story.it_is_sent_again),
    ("2023-02-20T11:00:00+01:00", "Il CPI accetta", Story.job_centre_accepts),
    ("2023-02-23T12:00:00+01:00", "Il caso sa che cosa hanno fatto i partner", Story.case_is_followed_up),
    ("2023-02-27T12:30:00+01:00", "Il caso è chiuso, con esito e prova", Story.case_is_closed),
    ("2023-04-03T09:00:00+02:00", "La scheda del primo trimestre 2023", Story.sheet_is_made),
    ("2023-04-03T10:00:00+02:00", "L'auditor rilegge tutto", Story.history_is_replayed),
)
"""What happens on which day; every instant is set before its scene."""
BEGINS_AT = SCENES[0][0]


def play(
    story: Story, on_scene: Callable[[Scene, str], None], before: Callable[[Scene], None] = lambda _: None
) -> None:
    """Play every scene in order, telling each as it ends; `before` is called as each begins."""
    for scene in SCENES:
        before(scene)
        instant, _, act = scene
        story.people.set_clock(instant)
        on_scene(scene, act(story))
    story.people.set_clock(SCENES[-1][0])
