"""Messages as machines read them."""

from somicis.intake.v1 import case_pb2, profile_pb2

from apps.connection.plain import codes_of, plain


def test_a_message_becomes_codes_and_numbers_under_its_own_names() -> None:
    """What a script reads is stable: English codes, whole numbers as numbers, None for what was not given."""
    case = case_pb2.Case(case_id="c", version=7, state=case_pb2.CASE_STATE_IN_ANALYSIS)
    case.profile.age_bracket = profile_pb2.AGE_BRACKET_FROM_18_TO_60
    case.referrals.add(recipient="CPI_FERMO", state="expired", attempt=1)

    said = plain(case)

    assert (said["case_id"], said["version"], said["state"], said["outcome"]) == ("c", 7, "in_analysis", None)
    assert said["profile"]["age_bracket"] == "from_18_to_60"
    assert said["profile"]["sex"] is None
    assert said["referrals"] == [{"referral_id": "", "recipient": "CPI_FERMO", "state": "expired", "attempt": 1}]
    assert said["proposed"] == []


def test_a_message_that_was_not_given_is_none() -> None:
    """An absent profile is not a profile full of nothing."""
    assert plain(case_pb2.Case())["profile"] is None


def test_a_value_of_a_newer_service_is_its_number() -> None:
    """An older client shows what it does not know instead of failing."""
    case = case_pb2.Case()
    case.MergeFromString(b"\x18\x63")  # field 3, state, with the value 99

    assert plain(case)["state"] == "99"


def test_the_codes_of_an_enum_leave_out_not_given() -> None:
    """One cannot choose to have chosen nothing."""
    assert list(codes_of(profile_pb2.Sex.DESCRIPTOR)) == ["f", "m", "not_stated"]
