"""The words of the vocabulary and the questions that ship, for pages that show them."""

from kg.knowledge.frames import frames
from kg.questions import questions as shipped_questions
from kg.rdf.terms import PREFIXES
from kg.views._page.vocabulary import vocabulary as page_vocabulary
from kg.web.api.asked import Nothing
from kg.web.api.drawn import Kind, Parameter, Question, Questions, Vocabulary
from kg.web.api.index import Index
from kg.web.api.shapes import Labels


def vocabulary(index: Index, _: Nothing) -> Vocabulary:
    """What classes, slots and stances are called, and the colours of classes."""
    words = page_vocabulary(event.type for event in index.graph.events)
    return Vocabulary(
        types={
            name: Kind(
                label=Labels(**style.label),
                colour=style.colour,
                group="entity" if style.group == "entity" else "event",
                slots=tuple(role.slot for role in frames()[name].roles) if name in frames() else (),
            )
            for name, style in words.styles.items()
        },
        slots={name: Labels(**label) for name, label in words.slots.items()},
        stances={name: Labels(**label) for name, label in words.stance.items()},
        lines={name: Labels(**line.label) for name, line in words.lines.items()},
        base=index.base,
        prefixes=PREFIXES,
    )


def questions(_: Index, __: Nothing) -> Questions:
    """The questions that ship, as SPARQL with their wording."""
    return Questions(
        items=tuple(
            Question(
                name=one.name,
                wording=Labels(id=one.id, en=one.en),
                parameters=tuple(
                    Parameter(name=each.name, default=each.default, meaning=each.meaning)
                    for each in one.parameters
                ),
                text=one.text,
            )
            for one in shipped_questions().values()
        )
    )
