"""Which citizenships can be written down: a state's code, or one of two words."""

STATELESS = "stateless"
"""No state considers the person its national (New York Convention of 28 September 1954, art. 1)."""
UNKNOWN = "unknown"
"""Not asked, not said, or not kept."""

KOSOVO = "XK"
"""ISO 3166-1 has no code for Kosovo; XK is among those it leaves to users, and what Eurostat writes."""

_ALPHA_2 = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
    YT ZA ZM ZW
"""
ISO_3166_1 = frozenset(_ALPHA_2.split())


def is_citizenship(code: str) -> bool:
    """Whether the code can be a citizenship. EL and UK cannot: Greece is GR, the United Kingdom GB."""
    return code in {STATELESS, UNKNOWN, KOSOVO} or code in ISO_3166_1
