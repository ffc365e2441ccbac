"""The little table of what a ranking was worth."""

from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "auc.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = spec_from_file_location("auc", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_perfect_ranking_scores_one_and_a_blind_one_half(tool: ModuleType) -> None:
    assert tool.auc([(0.9, True), (0.8, True), (0.2, False)]) == 1
    assert tool.auc([(0.5, True), (0.5, False), (0.5, False)]) == 0.5
    assert tool.auc([(0.1, True), (0.4, True), (0.2, False), (0.3, False)]) == 0.5


def test_without_a_loss_there_is_no_score(tool: ModuleType) -> None:
    assert tool.auc([(0.4, False)]) is None
    assert tool.line("x", 1, [(0.4, False)]).endswith("–")


def test_the_interval_narrows_with_losses_and_holds_the_value(tool: ModuleType) -> None:
    few, many = tool.interval(0.7, 5, 50), tool.interval(0.7, 50, 500)
    assert few[0] < many[0] < 0.7 < many[1] < few[1]
    assert tool.interval(1.0, 3, 3)[1] < 1


def test_the_book_is_asked_on_the_first_of_a_month_long_enough_before(
    tool: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "customers.csv").write_text("name,external_id\nAda & Co,A\n")
    (tmp_path / "contracts.csv").write_text("external_id,title,notice_days\nK,Backup,30\n")
    renewals = tmp_path / "renewals.csv"
    renewals.write_text("customer,contract,due_on,outcome\nA,K,2025-08-31,lost\nA,K,2026-08-31,\n")
    (outcome,) = tool.outcomes(renewals)
    assert outcome.decide_by == date(2025, 8, 1)
    assert tool.as_of(outcome, 90, 1) == date(2025, 5, 1)
    assert tool.as_of(outcome, 90, 3) == date(2025, 4, 1)
    due = [
        {"customer": "Ada & Co", "contract": "Backup", "risk": 0.3},
        {"customer": "Ada & Co", "contract": "Telephony", "risk": 0.9},
    ]
    assert tool.rank(due, [outcome]) == [(0.3, True)]
    assert tool.rank(due[1:], [outcome]) == []
