"""What is refused of drafts, each named by the rule that refuses."""

from chassis.modelling import Refusal


class NothingDrafted(Refusal):
    """There is no draft that waits for what was asked."""

    reason = "NOTHING_DRAFTED"
    message = "No draft of {measure} waits for this: import a file that changes it, or look at its drafts."


class DraftNotFound(Refusal):
    """The edition has no draft."""

    reason = "DRAFT_NOT_FOUND"
    message = "Of {measure} there is no draft of an edition {edition}: look at its drafts."


class ReviewerIsDrafter(Refusal):
    """Whoever wrote it does not see what they overlooked."""

    reason = "REVIEWER_IS_DRAFTER"
    message = "{by} drafted edition {edition} of {measure}: another editor has to review it."


class DraftAlreadyReviewed(Refusal):
    """One review is enough; a draft that was changed since waits for another anyway."""

    reason = "DRAFT_ALREADY_REVIEWED"
    message = "{reviewed_by} has reviewed edition {edition} of {measure}: publish it, or withdraw it."


class DraftNotReviewed(Refusal):
    """Nothing is published that nobody has read."""

    reason = "DRAFT_NOT_REVIEWED"
    message = "Nobody has reviewed edition {edition} of {measure} as it is drafted: have it reviewed first."


class PublisherIsDrafter(Refusal):
    """What the desk is shown is the word of two people."""

    reason = "PUBLISHER_IS_DRAFTER"
    message = "{by} drafted edition {edition} of {measure}: another editor has to publish it."


class EditionsDoNotFit(Refusal):
    """Published alone, the drafts would leave editions that contradict one another."""

    reason = "EDITIONS_DO_NOT_FIT"
    message = "Published alone, this leaves {measure} wrong. Publish together what belongs together."


class TestsDoNotHold(Refusal):
    """What an edition says is not what its own tests expect of it."""

    reason = "TESTS_DO_NOT_HOLD"
    message = "Published, {measure} would not do what its own tests expect. Mend the file and import it again."


class DraftsForEditors(Refusal):
    """A draft is not what the catalogue says."""

    reason = "DRAFTS_FOR_EDITORS"
    message = "Drafts are shown to editors only: ask without them."
