"""The invented people of the acceptance scenarios, as an operator types what is known of them."""

A01 = """
person:
  citizenship: SN
  sex: F
  birth_date: 1988-03-14
  residence: {comune: "109034", since: 2015-06-01}
  permit: {kind: LAV_SUB, issued_on: 2022-04-01, expires_on: 2024-03-31, renewal_receipt_on: none, applied_on: none}
  employment: {status: unemployed, since: 2022-09-30, did_on: 2022-10-01, psp_signed: true, naspi_from: 2022-10-01,
               naspi_until: 2024-03-31, gol: null, permanent_contract: false}
  household: {isee_band: null, adi: false}
enterprise: {stage: idea, legal_form: cooperativa, constituted_on: none, vat_opened_on: none, employees: null,
             assets: null, turnover: null, debt: null, members: 3, women_pct: 100, under_36_pct: 66,
             migrants_pct: 100, workers: {total: null, l381_art4: null, dlgs112_art2: null}}
project: {amount: 30000, amount_range: null, comune: "109034", ateco: "14.13", ateco_version: "2007", uses: [],
          starts_on: null, interest_free: false}
"""
"""A tailoring cooperative of three women, NASpI until March 2024, 30,000 euros."""
A03 = """
person:
  citizenship: MA
  sex: F
  birth_date: 1995-07-21
  residence: {comune: "109006", since: 2016-03-01}
  permit: {kind: FAMIGLIA, issued_on: 2021-05-10, expires_on: 2026-05-09, renewal_receipt_on: none, applied_on: none}
  employment: {status: inactive, did_on: none, naspi_from: none, naspi_until: none}
enterprise: {stage: idea, constituted_on: none, vat_opened_on: none}
project: {amount: 20000, comune: "109006", uses: [investment], interest_free: true}
"""
"""A laundry of 20,000 euros, without interest; inactive, no DID."""
A04 = """
person: {citizenship: RO, sex: F, birth_date: 1990-01-09}
"""
"""A citizen of the Union, of whom nothing more is asked."""
A07 = """
person:
  citizenship: UA
  sex: F
  birth_date: 1982-08-08
  residence: {comune: "109033", since: 2022-04-01}
  permit: {kind: PROT_TEMP, issued_on: none, expires_on: null, renewal_receipt_on: none, applied_on: 2022-04-20}
enterprise: {stage: idea, legal_form: ditta_individuale, constituted_on: none, vat_opened_on: none}
project: {amount: 12000, comune: "109033", uses: [investment], interest_free: false}
"""
"""A nail studio of 12,000 euros, on the mere receipt of temporary protection."""
A11 = """
person: {citizenship: TN, sex: M, birth_date: 2001-06-06, permit: {kind: STAGIONALE, expires_on: 2023-09-30}}
"""
"""A seasonal permit."""
A12 = """
person:
  citizenship: BR
  sex: F
  birth_date: 1994-09-19
  residence: {comune: "109006", since: 2018-09-01}
  permit: {kind: FAMIGLIA, issued_on: 2021-05-10, expires_on: 2026-05-09, renewal_receipt_on: none, applied_on: none}
enterprise: {stage: idea, legal_form: sms, members: 12, women_pct: 100, constituted_on: none, vat_opened_on: none}
project: {amount: 30000, comune: "109006", ateco: "10.71", ateco_version: "2007", uses: [investment]}
"""
"""Twelve women who want a mutual aid society to run a bakery."""
