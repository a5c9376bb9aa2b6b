"""How what frames read and what models announce was weighed, as lines to read."""

from collections.abc import Iterator, Sequence

from kg.claims.learned import Weighed
from kg.claims.learned.groups import Judged
from kg.claims.learned.proposals import Proposal


def explain_weighed(found: Sequence[Weighed], events: Sequence[Judged]) -> Iterator[str]:
    """For each word that may announce an event: who says so, the decisions and their reasons."""
    if found:
        yield ""
        yield "weighed"
    for one in found:
        proposal = one.proposal
        verdict = f"no event: {one.refused}" if one.refused else "may be told"
        words = proposal.clause.token(proposal.token).text
        yield f'  {proposal.token} "{words}": {proposal.event} {one.chance:.2f}, {verdict}'
        yield f"    {_by_frames(proposal)}; {_by_models(proposal)}"
        yield f"    {', '.join(one.reasons)}"
        if not one.refused:
            yield from _as_event(proposal, events)


def _as_event(proposal: Proposal, events: Sequence[Judged]) -> Iterator[str]:
    """What was decided about the event that a proposal is a mention of."""
    at = proposal.clause.sentence.index, proposal.token, proposal.frame
    for event in events:
        places = [(o.mention.sentence, o.mention.token, o.mention.frame) for o in event.told]
        if at in places and event.chance is not None:
            verdict = "told" if event.is_event else "no event: unlikely"
            yield f"    of {len(places)} mentions: {event.chance:.2f}, {verdict}"
            yield f"    {', '.join(event.reasons)}"


def _by_frames(proposal: Proposal) -> str:
    mention = proposal.mention
    return f"frames: {mention.group}" if mention else "frames: silent"


def _by_models(proposal: Proposal) -> str:
    announced = proposal.announced
    if announced is None:
        return "models: silent"
    certain = ", ".join(f"{value} {chance:.2f}" for value, chance in announced.factuality)
    return f"models: {announced.chance:.2f} ({certain})"
