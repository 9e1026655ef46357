"""The real report's text, Word and PDF forms give what the hand-made file holds."""

from __future__ import annotations

import pytest

from auditor import api
from benchmarks import forms


@pytest.mark.parametrize(("form", "least"), [("txt", 995), ("docx", 990), ("pdf", 985)])
def test_the_mentions_of_the_report_file_are_found_in_each_form(form: str, least: int) -> None:
    """So many in a thousand, under their keys and, in the text, at their places."""
    if not (forms.SEED / f"report.{form}").is_file():
        pytest.skip("the draft is not here")
    count, wanted = forms.found(form, forms.bound(form), api.read_report(forms.REPORT))
    assert wanted > 1_800
    assert count * 1000 >= wanted * least
