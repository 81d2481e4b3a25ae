"""The stored questions: queries/*.rq, each one question with its SPARQL, for readers and tests.

A file begins with comment lines `# title:`, `# theme:`, `# description:` and `# explanation:`, the
last of which goes on in lines that begin with `#   `; the rest is the query. Beside it,
`words/<slug>.yaml` says the same in other languages, and queries/themes.yaml names the themes, in
the order in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from kg.errors import InvalidData, Problem, read_utf8, relative
from kg.yamlfile import YamlFile, read_yaml

QUESTIONS = "queries"
FEDERATED = "queries/federated"
"""Questions for an engine of the reader's own, which asks this endpoint and another one. This one
asks nobody (SPARQL 1.1 Federated Query), so they are not among the questions of a release."""
THEMES = "queries/themes.yaml"
OTHER_LANGUAGES = ("ru", "uk")
"""Beside English (BCP 47)."""
HEADER = ("title", "theme", "description", "explanation")
TRANSLATED = ("title", "description", "explanation")
"""What each question says in every language by itself; its theme is named once for all."""
_HEADER_LINE = re.compile(r"# (\w+): +(\S.*)")
_CONTINUED = re.compile(r"#   +(\S.*)")
_PLACE = re.compile(r"error at (\d+):\d+: ")
_COLUMN = re.compile(r"\?(\w+)")


@dataclass(frozen=True)
class Question:
    """A question in words and in SPARQL.

    What has a default is not in releases that were made before there was such a thing.

    :param explanation: how it is asked; columns of the result stand in it as `?name`
    :param form: `select`, `ask` or `construct` (also of DESCRIBE)
    :param columns: variables of the result in their order, without `?`; none but of `select`
    :param words: title, theme, description and explanation, by language other than English
    """

    slug: str
    title: str
    theme: str
    description: str
    query: str
    explanation: str = ""
    form: str = "select"
    columns: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Question:
        """The question that `as_dict` gave."""
        return cls(**{**record, "columns": tuple(record.get("columns", ()))})

    def as_dict(self) -> dict[str, Any]:
        """The question as plain values, for JSON."""
        return asdict(self) | {"columns": list(self.columns)}

    @property
    def text(self) -> str:
        """All that it says, in every language and in SPARQL."""
        own = [self.slug, self.title, self.theme, self.description, self.explanation, self.query]
        return " ".join([*own, *(word for said in self.words.values() for word in said.values())])


def read_questions(root: Path, folder: str = QUESTIONS) -> tuple[Question, ...]:
    """Every stored question of a folder, by theme in the order of THEMES and by title; none of
    those in folders within it.

    :param folder: below `root`; `FEDERATED` for the questions that reach over two endpoints
    :raises InvalidData: if a file lacks a line of its header or words in a language, if a query is
        not SPARQL, if an explanation does not tell of each column, or if words are of no question
    """
    problems: list[Problem] = []
    questions: list[Question] = []
    paths = sorted((root / folder).glob("*.rq"))
    themes: dict[str, Mapping[str, str]] = {}
    if paths:
        themes = _collected(problems, _read_themes, root) or {}
    for path in paths:
        question = _collected(problems, _read_question, root, path, themes)
        if question:
            questions.append(question)
    problems += _unused_words(root, folder, {path.stem for path in paths})
    if problems:
        raise InvalidData(problems)
    order = list(themes)
    return tuple(sorted(questions, key=lambda one: (order.index(one.theme), one.title)))


def _collected(problems: list[Problem], read: Any, *arguments: object) -> Any:
    """What is read; or None, with what is wrong with it put to the other problems."""
    try:
        return read(*arguments)
    except InvalidData as error:
        problems.extend(error.problems)
        return None


def _read_question(root: Path, path: Path, themes: Mapping[str, Mapping[str, str]]) -> Question:
    name = relative(path, root)
    lines = read_utf8(path, name).splitlines()
    header, first = _read_header(lines)
    missing = [key for key in HEADER if key not in header]
    if missing:
        message = f"the lines at the beginning lack `# {missing[0]}: …`"
        raise InvalidData([Problem(name, 1, message)])
    query = "\n".join(lines[first:]).strip() + "\n"
    form, columns = _read_result(query, name, first)
    faults = _untold(name, len(header), header["explanation"], columns)
    if header["theme"] not in themes:
        fix = f"name it in {THEMES}"
        faults.append(Problem(name, 2, f"the theme {header['theme']!r} has no other names", fix))
    words_path = path.parent / "words" / f"{path.stem}.yaml"
    file = read_yaml(words_path, relative(words_path, root))
    spoken = _read_words(file, faults)
    for language, words in spoken.items():
        line = file.line((language, "explanation"))
        faults += _untold(file.file, line, words["explanation"], columns)
    if faults:
        raise InvalidData(faults)
    words = {
        language: {"title": said["title"], "theme": themes[header["theme"]][language]} | said
        for language, said in spoken.items()
    }
    return Question(path.stem, query=query, form=form, columns=columns, words=words, **header)


def _read_header(lines: list[str]) -> tuple[dict[str, str], int]:
    """What the first lines say, by key, and the number of lines that they take."""
    header: dict[str, str] = {}
    for number, line in enumerate(lines):
        if (match := _HEADER_LINE.fullmatch(line)) and match[1] in HEADER:
            header[match[1]] = match[2].strip()
        elif (more := _CONTINUED.fullmatch(line)) and "explanation" in header:
            header["explanation"] += " " + more[1].strip()
        else:
            return header, number
    return header, len(lines)


def _read_result(query: str, name: str, line: int) -> tuple[str, tuple[str, ...]]:
    """The form of a query and the columns of its result, without asking anything of any data."""
    try:
        result = Store().query(query)
    except SyntaxError as error:
        place = _PLACE.match(str(error))
        line += int(place[1]) if place else 1
        raise InvalidData([Problem(name, line, f"not SPARQL 1.1: {error}")]) from None
    if isinstance(result, QuerySolutions):
        return "select", tuple(variable.value for variable in result.variables)
    return ("ask" if isinstance(result, QueryBoolean) else "construct"), ()


def _untold(file: str, line: int, explanation: str, columns: tuple[str, ...]) -> list[Problem]:
    """Columns that an explanation leaves out, or that it tells of and the result does not have."""
    told = set(_COLUMN.findall(explanation))
    left_out = [f"the explanation does not tell of the column ?{name}" for name in columns
                if name not in told]  # fmt: skip
    invented = [f"the explanation tells of ?{name}, which is no column" for name in sorted(told)
                if name not in columns]  # fmt: skip
    return [Problem(file, line, message) for message in (*left_out, *invented)]


def _read_themes(root: Path) -> dict[str, Mapping[str, str]]:
    """What each theme is called in other languages, by its English name."""
    file = read_yaml(root / THEMES, THEMES)
    faults: list[Problem] = []
    used = {
        header["theme"]
        for folder in (QUESTIONS, FEDERATED)
        for path in (root / folder).glob("*.rq")
        if "theme" in (header := _read_header(read_utf8(path, path.name).splitlines())[0])
    }
    themes = file.value if isinstance(file.value, dict) else {}
    for theme in themes.keys() - used:
        faults.append(Problem(THEMES, file.line((theme,)), f"no question has the theme {theme!r}"))
    for theme, names in themes.items():
        line = file.line((theme,))
        for language in OTHER_LANGUAGES:
            if not isinstance(names, dict) or not isinstance(names.get(language), str):
                faults.append(Problem(THEMES, line, f"{theme!r} has no name in {language}"))
        for other in (names if isinstance(names, dict) else {}).keys() - set(OTHER_LANGUAGES):
            fix = "put a name that holds a comma in quotes"
            faults.append(Problem(THEMES, line, f"{theme!r} has {other!r}, no language", fix))
    if faults:
        raise InvalidData(faults)
    return themes


def _read_words(file: YamlFile, faults: list[Problem]) -> dict[str, dict[str, str]]:
    """The words of a question by language, where they are whole."""
    found = file.value if isinstance(file.value, dict) else {}
    whole: dict[str, dict[str, str]] = {}
    for language in found.keys() - set(OTHER_LANGUAGES):
        fix = f"there are {', '.join(OTHER_LANGUAGES)}"
        faults.append(Problem(file.file, file.line((language,)), f"no language {language!r}", fix))
    for language in OTHER_LANGUAGES:
        said = found.get(language)
        said = said if isinstance(said, dict) else {}
        line = file.line((language,))
        missing = [key for key in TRANSLATED if not isinstance(said.get(key), str) or not said[key]]
        faults += [Problem(file.file, line, f"no {key} in {language}") for key in missing]
        for key in said.keys() - set(TRANSLATED):
            line = file.line((language, key))
            faults.append(Problem(file.file, line, f"nothing uses {key!r}"))
        if not missing:
            whole[language] = {key: said[key].strip() for key in TRANSLATED}
    return whole


def _unused_words(root: Path, folder: str, slugs: set[str]) -> list[Problem]:
    """Files of words that belong to no question."""
    return [
        Problem(relative(path, root), 0, f"there is no question {folder}/{path.stem}.rq")
        for path in sorted((root / folder / "words").glob("*"))
        if path.suffix != ".yaml" or path.stem not in slugs
    ]
