"""Where a survey stands: what is asked, at which step one is, and what was said so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.feedback.questions import Worded
    from app.services.feedback.surveys import SurveyAnswer


@dataclass(frozen=True)
class Given:
    """``passed``: the question was put; without a score it was skipped."""

    score: int | None = None
    words: str = ""
    passed: bool = False

    def __bool__(self) -> bool:
        return self.score is not None or bool(self.words.strip())


class Course:
    """Step 0 says whom, then comes each question; at the last step all of it is logged.

    What was said is kept by question: who takes another survey half way loses no answer that both
    ask for.
    """

    def __init__(self) -> None:
        self.questions: Sequence[Worded] = ()
        self.step = 0
        self._said: dict[str, Given] = {}

    @property
    def last(self) -> int:
        """The step at which all of it is logged."""
        return len(self.questions) + 1

    @property
    def here(self) -> "Worded | None":
        """The question that is asked at this step."""
        return self.questions[self.step - 1] if 0 < self.step < self.last else None

    @property
    def next(self) -> int:
        """The step that comes next; after whom, the question at which one had stopped."""
        return self.step + 1 if self.step else self._stopped

    @property
    def _stopped(self) -> int:
        put = [step for step, given in enumerate(self.said(), start=1) if given.passed]
        return put[-1] if put else 1

    def clear(self) -> None:
        """Begin anew."""
        self._said.clear()
        self.step = 0

    def keep(self, given: Given) -> None:
        """Take over what was said to the question of this step."""
        if self.here is not None:
            self._said[self.here.name] = given

    def said(self) -> list[Given]:
        """Return what was said to each question."""
        return [self.said_to(one) for one in self.questions]

    def said_to(self, question: "Worded") -> Given:
        """Return what was said to one question."""
        return self._said.get(question.name, Given())

    def has_answers(self) -> bool:
        """Return whether something was said that would be missed."""
        return any(self._said.values())

    def unfinished(self) -> dict[str, list[Any]]:
        """Return what was said, by the names of the questions, as JSON can hold it."""
        return {name: [one.score, one.words, one.passed] for name, one in self._said.items()}

    def take_up(self, said: Mapping[str, list[Any]]) -> None:
        """Take over again what was returned."""
        self._said = {name: Given(*one) for name, one in said.items()}

    def answers(self) -> "tuple[SurveyAnswer, ...]":
        """Return what is to be logged."""
        from app.services.feedback.surveys import SurveyAnswer

        return tuple(
            SurveyAnswer(one.name, given.score, given.words)
            for one, given in zip(self.questions, self.said(), strict=True)
        )
