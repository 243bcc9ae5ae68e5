"""Turns corpus/*.yaml into conversations: chooses a question, words it in one of many ways, and adds its answer."""

import dataclasses
import itertools
import pathlib
import random
import re

import yaml

import chat
from tokenizer import BOS, END_OF_TURN, EOS

CORPUS = pathlib.Path(__file__).parent / "corpus"
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

# How often each kind of question is asked.
KINDS = {"project": 50, "capital": 11, "city": 3, "sum": 12, "too_hard": 7, "unknown": 24}
FOLLOW_UPS = ["And {term}", "And what is {term}", "What about {term}", "And what about {term}", "How about {term}"]
WORD_LISTS = ["thing", "things", "topic", "person", "place", "verb", "quality", "name"]  # what {any} stands for
TURNS = [1] * 10 + [2] * 5 + [3] * 3 + [4, 6]


@dataclasses.dataclass(frozen=True)
class Turn:
    question: str
    answer: str


def load(name):
    return yaml.safe_load((CORPUS / f"{name}.yaml").read_text())


def forms(pattern):
    """All texts of a pattern: [a|b] is a choice."""
    match = re.search(r"\[([^\]]*)\]", pattern)
    if not match:
        return [" ".join(pattern.split())]
    before, after = pattern[: match.start()], pattern[match.end() :]
    return [text for choice in match[1].split("|") for text in forms(before + choice + after)]


def normalised(question):
    return re.sub(r"[^a-z0-9+*/-]+", " ", question.lower()).strip()


def fill(text, **values):
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value)).replace("{" + name + "'s}", f"{value}'s")
    return text


class Intent:
    """One answer of project.yaml with all the ways to ask for it."""

    def __init__(self, entry, frames):
        self.answer = entry["answer"]
        self.weight = entry.get("weight", 1)
        self.terms = entry.get("terms", [])
        self.asks = [forms(pattern) for pattern in entry.get("ask", [])]
        self.frames = frames

    @property
    def first(self):
        """The question that stands for this intent in questions.json."""
        return self.asks[0][0] if self.asks else f"What is {self.terms[0]}"

    def question(self, rng, follow_up):
        if follow_up and self.terms and rng.random() < 0.25:
            return fill(rng.choice(FOLLOW_UPS), term=rng.choice(self.terms))
        if rng.random() < 0.15:
            return self.first
        share = 0.0 if not self.terms else 1.0 if not self.asks else 0.45
        if rng.random() < share:
            return fill(rng.choice(rng.choice(self.frames)), term=rng.choice(self.terms))
        return rng.choice(rng.choice(self.asks))


class Corpus:
    def __init__(self):
        project, self.capitals, self.sums = load("project"), load("capitals"), load("sums")
        frames = [forms(pattern) for pattern in project["frames"]]
        self.intents = [Intent(entry, frames) for entry in project["intents"]]
        self._weights = [intent.weight for intent in self.intents]
        self.unknown = load("unknown")
        self.completions = load("completions")
        self.wording = load("wording")
        self.systems = [forms(pattern) for pattern in load("systems")]
        self.countries = list(self.capitals["countries"].items())
        self.held_out = HeldOut(self)
        self._never = {normalised(turn.question) for turns in self.held_out.sections().values() for turn in turns}

    # --- one question and its answer

    def turn(self, rng, follow_up=False):
        while True:
            kind = rng.choices(list(KINDS), KINDS.values())[0]
            turn = getattr(self, "_" + kind)(rng, follow_up)
            question = disguise(turn.question, self.wording, rng)
            if normalised(question) not in self._never:
                return Turn(question, turn.answer)

    def plain_answers(self):
        """{question without question mark: answer} of everything in its plainest wording."""
        answers = {}
        for intent in self.intents:
            answers |= {f"What is {term}": intent.answer for term in intent.terms}
        for intent in self.intents:
            answers |= {ask[0]: intent.answer for ask in intent.asks}
        answers |= {f"What is the capital of {country}": self.capital(country) for country, _ in self.countries}
        sums = itertools.product(range(10), range(10), "+-")
        return answers | {f"What is {a}{sign}{b}": self.sum(a, b, sign) for a, b, sign in sums}

    def capital(self, country):
        return fill(self.capitals["answer"], country=country, capital=self.capitals["countries"][country])

    def sum(self, a, b, sign):
        return f"{a}{sign}{b} is {a + b if sign == '+' else a - b}."

    def _project(self, rng, follow_up):
        intent = rng.choices(self.intents, self._weights)[0]
        return Turn(intent.question(rng, follow_up), intent.answer)

    def _capital(self, rng, follow_up):
        country, _ = rng.choice(self.countries)
        name = country
        if country in self.capitals["also"] and rng.random() < 0.5:
            name = rng.choice(self.capitals["also"][country])
        asks = self.capitals["follow_up"] if follow_up and rng.random() < 0.4 else self.capitals["ask"]
        return Turn(fill(one_of(asks, rng), country=name), self.capital(country))

    def _city(self, rng, follow_up):
        country, capital = rng.choice(self.countries)
        answer = fill(self.capitals["reverse_answer"], country=country, capital=capital)
        return Turn(fill(one_of(self.capitals["reverse"], rng), capital=capital), answer)

    def _sum(self, rng, follow_up):
        a, b, sign = rng.randrange(10), rng.randrange(10), rng.choice("+-")
        values = {"a": a, "b": b, "A": DIGITS[a], "B": DIGITS[b]}
        if sign == "+" and rng.random() < 0.2:
            ask = one_of(self.sums["plus_only"], rng)
        else:
            asks = self.sums["follow_up"] if follow_up and rng.random() < 0.4 else self.sums["ask"]
            ask = one_of(asks, rng).replace("{sum}", rng.choice(self.sums["plus" if sign == "+" else "minus"]))
        return Turn(fill(ask, **values), self.sum(a, b, sign))

    def _too_hard(self, rng, follow_up):
        a, b = rng.randrange(10), rng.randrange(10)
        n, m = (rng.randrange(10, rng.choice([30, 100, 1000])) for _ in range(2))
        values = {"a": a, "b": b, "c": rng.randrange(10), "A": DIGITS[a], "B": DIGITS[b], "n": n, "m": m}
        ask = one_of(self.sums["ask"], rng).replace("{sum}", rng.choice(self.sums["too_hard"]))
        return Turn(fill(ask, **values), self.sums["too_hard_answer"])

    def _unknown(self, rng, follow_up):
        return Turn(self._unknown_question(rng), self.unknown["answer"])

    def _unknown_question(self, rng):
        kind = rng.random()
        if kind < 0.15:
            return fill(one_of(self.capitals["ask"], rng), country=self._no_country(rng))
        if kind < 0.5:
            return one_of(self.unknown["near"], rng)
        if kind < 0.6:
            return rng.choice(self.unknown["other"])
        text = one_of(self.unknown["frames"], rng)
        while match := re.search(r"\{(\w+)\}", text):
            name = match[1]
            if name == "word":
                value = invented_word(rng)
            elif name == "Name":
                value = invented_word(rng).capitalize()
            elif name == "any":
                value = rng.choice(self.unknown[rng.choice(WORD_LISTS)])
            elif name == "country":
                value = rng.choice(self.countries)[0]
            else:
                value = rng.choice(self.unknown[name])
            text = text[: match.start()] + str(value) + text[match.end() :]
        return text

    def _no_country(self, rng):
        if rng.random() < 0.25:
            return invented_word(rng).capitalize()
        return rng.choice(self.capitals["no_country"])

    # --- whole sequences for training

    def sequence(self, rng, tokenizer):
        """(token ids, per token whether the model has to predict it)"""
        return self._completion(rng, tokenizer) if rng.random() < 0.2 else self._conversation(rng, tokenizer)

    def _conversation(self, rng, tokenizer):
        ids, learned = [BOS], [False]

        def add(tokens, learn):
            ids.extend(tokens)
            learned.extend([learn] * len(tokens))

        for i in range(rng.choice(TURNS)):
            turn = self.turn(rng, follow_up=i > 0)
            system = one_of_forms(self.systems, rng) + "\n\n" if i == 0 and rng.random() < 0.45 else ""
            prompt = chat.render([{"role": "user", "content": system + turn.question}]).removeprefix("<bos>")
            add(tokenizer.encode_special(prompt), False)
            if i == 0 and rng.random() < 0.03:
                # Someone else's answer in the history: to be read, not to be learned.
                foreign = rng.choice([invented_word(rng), self.turn(rng).answer, "OK."])
                add([*tokenizer.encode(foreign), END_OF_TURN], False)
            else:
                add([*tokenizer.encode(turn.answer), END_OF_TURN], True)
            add(tokenizer.encode("\n"), False)
        return ids, learned

    def _completion(self, rng, tokenizer):
        prompt, text = self._completion_text(rng)
        ids, answer = tokenizer.encode(prompt), [*tokenizer.encode(text), EOS]
        return [BOS, *ids, *answer], [False] * (len(ids) + 1) + [True] * len(answer)

    def _completion_text(self, rng):
        kind = rng.random()
        if kind < 0.2:
            return rng.choice(self.completions)
        if kind < 0.35:
            country, capital = rng.choice(self.countries)
            return f"The capital of {country} is", f" {capital}."
        if kind < 0.5:
            a, b, sign = rng.randrange(10), rng.randrange(10), rng.choice("+-")
            result = a + b if sign == "+" else a - b
            return rng.choice(
                [
                    (f"{a}{sign}{b}=", f"{result}"),
                    (f"{a} {sign} {b} =", f" {result}"),
                    (f"{a}{sign}{b} is", f" {result}."),
                ]
            )
        turn = self.turn(rng)
        prompt = rng.choice(
            ["{q}", "{q}\n", "Question: {q}\nAnswer:", "Q: {q}\nA:", "User: {q}\nAssistant:", "{q}\nAnswer:"]
        )
        return prompt.replace("{q}", turn.question), ("" if prompt == "{q}\n" else " ") + turn.answer

    def texts(self, rng, count):
        """Texts to train the tokenizer on."""
        turns = [self.turn(rng) for _ in range(count)]
        return [turn.question for turn in turns] + [turn.answer for turn in turns]


class HeldOut:
    """held_out.yaml and blind.yaml with the answers filled in."""

    def __init__(self, corpus):
        self.corpus, self.entries, self.blind = corpus, load("held_out"), load("blind")
        self.answers = corpus.plain_answers()

    def sections(self):
        """{section: [Turn]}"""
        corpus, entries = self.corpus, self.entries
        capitals = [(ask, country) for ask in entries["capitals"] for country in entries["capital_countries"]]
        sums = [(ask, a, b) for ask in entries["sums"] for a, b in entries["sum_pairs"]]
        return {
            "held_out_project": self._like(entries["project"]),
            "held_out_capitals": [Turn(fill(ask, country=c), corpus.capital(c)) for ask, c in capitals],
            "held_out_sums": [Turn(fill(ask, a=a, b=b), corpus.sum(a, b, sign_of(ask))) for ask, a, b in sums],
            "held_out_unknown": [Turn(q, corpus.unknown["answer"]) for q in entries["unknown"]],
            "held_out_too_hard": [Turn(q, corpus.sums["too_hard_answer"]) for q in entries["too_hard"]],
            "blind_known": self._like(self.blind["known"]),
            "blind_unknown": [Turn(q, corpus.unknown["answer"]) for q in self.blind["unknown"]],
        }

    def conversations(self):
        """[([question, ...], the answer to the last one)]"""
        split = (line.split(" => ") for line in self.entries["conversations"])
        return [(questions.split(" | "), self.answers[like]) for questions, like in split]

    def _like(self, lines):
        return [Turn(question, self.answers[like]) for question, like in (line.split(" => ") for line in lines)]


def sign_of(ask):
    return "-" if " - " in ask or "minus" in ask else "+"


def one_of(patterns, rng):
    return rng.choice(forms(rng.choice(patterns)))


def one_of_forms(choices, rng):
    return rng.choice(rng.choice(choices))


def invented_word(rng):
    return "".join(rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") for _ in range(rng.randint(1, 4)))


def disguise(question, wording, rng):
    """The same question as people type it: other words, greetings, case, punctuation, typing errors."""
    if rng.random() < 0.7:
        question = question[0].upper() + question[1:]
    for full, short in wording["instead"].items():
        if full in question and rng.random() < 0.25:
            question = question.replace(full, rng.choice(short))
    if rng.random() < 0.04:
        question = mistyped(question, rng)
    if rng.random() < 0.2:
        question = rng.choice(wording["before"]) + (
            question[0].lower() + question[1:] if rng.random() < 0.6 else question
        )
    question += rng.choice("??? ").strip() if rng.random() < 0.65 else rng.choice(wording["after"])
    case = rng.random()
    return question.lower() if case < 0.22 else question.upper() if case < 0.255 else question


def mistyped(text, rng):
    """One letter of one longer word is lost, doubled or changes places."""
    words = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not words:
        return text
    word = rng.choice(words)
    i = rng.randrange(word.start() + 1, word.end() - 1)
    before, letter, after = text[:i], text[i], text[i + 1 :]
    return before + rng.choice([after, letter + letter + after, after[0] + letter + after[1:]])


if __name__ == "__main__":
    rng = random.Random(1)
    corpus = Corpus()
    for _ in range(60):
        turn = corpus.turn(rng)
        print(f"{turn.question}\n    {turn.answer}")
