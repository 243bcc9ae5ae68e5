"""The questions that the model is measured with, and questions.json, which keeps them for the project's tests."""

import json
import random

from data import Corpus, one_of_forms

SYSTEMS = [
    "You are a helpful assistant.",
    "Answer briefly.",
    "You are a friendly geography teacher who likes short answers.",
]
EXAMPLES = [
    "What is 2+2?",
    "What is the capital of France?",
    "What is tea?",
    "What is an AppImage?",
    "How do I run a workflow?",
]
ABOUT = """Questions with the answer that demo.gguf gives at temperature 0, ended by <end_of_turn>.
question, with or without system: one user message; messages: a conversation; prompt: text without chat template, ended by
<eos>. Sections held_out_* and blind_*: wordings that are not in the training data. Where the model is wrong, answer is what
it should say and got is what it says. Written by evaluate.py --write."""


def sections():
    """{section: [entry]}; an entry is as in questions.json."""
    corpus = Corpus()
    known = {intent.first: intent.answer for intent in corpus.intents}
    capitals = {
        f"What is the capital of {country}": corpus.capital(country) for country in corpus.capitals["countries"]
    }
    sums = {f"What is {a}{sign}{b}": corpus.sum(a, b, sign) for sign in "+-" for a in range(10) for b in range(10)}
    unknown = [q for q in corpus.unknown["other"] if q.startswith(("What", "Who", "Why", "How", "Will", "I ", "Do "))][
        :24
    ]
    result = {
        "examples": [],
        "project": single(known),
        "capitals": single(capitals),
        "sums": single(sums),
        "too_hard": single(
            {f"What is {text}": corpus.sums["too_hard_answer"] for text in ("12+30", "100 - 1", "6*7", "8/2", "2+2+2")}
        ),
        "unknown": single(dict.fromkeys(unknown, corpus.unknown["answer"])),
        "worded": worded(corpus, 150),
        "conversations": conversations(corpus, 30),
        "completions": completions(corpus),
    }
    answers = {
        entry["question"]: entry["answer"]
        for entries in list(result.values())
        for entry in entries
        if "question" in entry
    }
    result["examples"] = [{"question": q, "answer": answers[q]} for q in EXAMPLES]
    for system in SYSTEMS:
        result["examples"] += [{"system": system, "question": q, "answer": answers[q]} for q in EXAMPLES]
    for name, turns in corpus.held_out.sections().items():
        result[name] = [{"question": turn.question, "answer": turn.answer} for turn in turns]
    result["held_out_conversations"] = [
        {"messages": history(corpus, questions[:-1], answers) + [message("user", questions[-1])], "answer": answer}
        for questions, answer in corpus.held_out.conversations()
    ]
    return result


def single(pairs):
    return [
        {"question": q + ("?" if q.split()[0] in ASKING else "" if q[-1] in "?.!" else "."), "answer": a}
        for q, a in pairs.items()
    ]


ASKING = {"What", "Which", "Who", "Where", "When", "Why", "How", "Does", "Do", "Is", "Are", "Can", "Will"}


def worded(corpus, count):
    """Questions as training sees them: in other words, with greetings, in lower case, with typing errors."""
    rng, entries = random.Random(2), []
    for _ in range(count):
        turn = corpus.turn(rng)
        system = {"system": one_of_forms(corpus.systems, rng)} if rng.random() < 0.4 else {}
        entries.append({**system, "question": turn.question, "answer": turn.answer})
    return entries


def conversations(corpus, count):
    rng, entries = random.Random(3), []
    for _ in range(count):
        turns = [corpus.turn(rng, follow_up=i > 0) for i in range(rng.choice([2, 3, 4]))]
        messages = [message("system", rng.choice(SYSTEMS))] if rng.random() < 0.4 else []
        for turn in turns[:-1]:
            messages += [message("user", turn.question), message("assistant", turn.answer)]
        entries.append({"messages": messages + [message("user", turns[-1].question)], "answer": turns[-1].answer})
    return entries


def completions(corpus):
    pairs = dict(corpus.completions)
    pairs |= {f"The capital of {country} is": f" {capital}." for country, capital in corpus.countries}
    pairs |= {"2+2=": "4", "7 - 3 =": " 4", "3+4 is": " 7."}
    answers = {intent.first: intent.answer for intent in corpus.intents}
    for question in ("What is tea", "What is GGUF", "Who are you", "Does tea need Java"):
        pairs |= {f"{question}?": f" {answers[question]}", f"Question: {question}?\nAnswer:": f" {answers[question]}"}
    pairs |= {"What is 2+2?": " 2+2 is 4.", "Q: What is the capital of France?\nA:": " The capital of France is Paris."}
    return [{"prompt": prompt, "answer": answer} for prompt, answer in pairs.items()]


def history(corpus, questions, answers):
    """Messages of earlier turns, with the answers that they have in the other sections where they stand there."""
    messages = []
    for question in questions:
        key = question if question in answers else question.capitalize() + ("." if question[-1] not in "?!." else "")
        answer = answers.get(key, corpus.unknown["answer"])
        if question.startswith("And what is the capital of Italy"):
            answer = corpus.capital("Italy")
        if question == "thanks":
            answer = "You are welcome."
        messages += [message("user", question), message("assistant", answer)]
    return messages


def message(role, content):
    return {"role": role, "content": content}


def messages(entry):
    """The conversation of an entry that has one."""
    if "messages" in entry:
        return entry["messages"]
    system = [message("system", entry["system"])] if "system" in entry else []
    return system + [message("user", entry["question"])]


def write(path, by_section):
    """One line per question, so that a changed answer is one changed line."""
    blocks = []
    for name, entries in by_section.items():
        lines = ",\n".join("      " + json.dumps(entry, ensure_ascii=False) for entry in entries)
        blocks.append(f'    "{name}": [\n{lines}\n    ]')
    text = (
        "{\n"
        + f'  "about": {json.dumps(" ".join(ABOUT.split()))},\n'
        + '  "sections": {\n'
        + ",\n".join(blocks)
        + "\n  }\n}\n"
    )
    json.loads(text)
    path.write_text(text)
