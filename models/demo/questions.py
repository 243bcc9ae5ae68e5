"""The questions that the model is measured with, and questions.json, which keeps them for the project's tests."""

import json
import random

from data import Corpus, normalised, one_of_forms

ABOUT = """Questions with the answer that demo.gguf gives at temperature 0, ended by <end_of_turn>. question, with or
without system: one user message; messages: a conversation; prompt: text without chat template, ended by <eos>.
Sections held_out_* and blind_*: wordings that are not in the training data. Where the model is wrong, answer is what it
should say and got is what it says. Written by evaluate.py --write."""

EXAMPLES = [
    "What is 2+2",
    "What is the capital of France",
    "What is tea",
    "What is an AppImage",
    "How do I run a workflow",
]
SYSTEMS = ["You are a helpful assistant.", "Answer briefly.", "You are a concise assistant."]
TOO_HARD = ["12+30", "100 - 1", "6*7", "8/2", "2+2+2"]
ASKING = ("What", "Which", "Who", "Where", "When", "Why", "How", "Does", "Do", "Is", "Are", "Can", "Will")


def sections():
    """{section: [entry]}; an entry is as in questions.json."""
    corpus = Corpus()
    answers = corpus.plain_answers()
    examples = single(EXAMPLES, answers.get)
    result = {
        "examples": examples + under(SYSTEMS, examples),
        "project": single([intent.first for intent in corpus.intents], answers.get),
        "capitals": single([f"What is the capital of {country}" for country, _ in corpus.countries], answers.get),
        "sums": single([f"What is {a}{sign}{b}" for sign in "+-" for a in range(10) for b in range(10)], answers.get),
        "too_hard": single([f"What is {text}" for text in TOO_HARD], lambda _: corpus.sums["too_hard_answer"]),
        "unknown": single(corpus.unknown["other"][:40], lambda _: corpus.unknown["answer"]),
        "worded": worded(corpus, 150),
        "conversations": conversations(corpus, 30),
        "completions": completions(corpus, answers),
    }
    for name, turns in corpus.held_out.sections().items():
        result[name] = [{"question": turn.question, "answer": turn.answer} for turn in turns]
    result["held_out_systems"] = under(corpus.held_out.entries["systems"], examples)
    result["held_out_conversations"] = [
        {"messages": [*history(questions[:-1], answers, corpus), message("user", questions[-1])], "answer": answer}
        for questions, answer in corpus.held_out.conversations()
    ]
    return result


def single(questions, answer):
    return [{"question": punctuated(question), "answer": answer(question)} for question in questions]


def under(systems, entries):
    return [{"system": system, **entry} for system in systems for entry in entries]


def punctuated(question):
    return question + ("?" if question.startswith(ASKING) else ".")


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
        entries.append({"messages": [*messages, message("user", turns[-1].question)], "answer": turns[-1].answer})
    return entries


def completions(corpus, answers):
    pairs = dict(corpus.completions)
    pairs |= {f"The capital of {country} is": f" {capital}." for country, capital in corpus.countries}
    pairs |= {"2+2=": "4", "7 - 3 =": " 4", "3+4 is": " 7."}
    for question in [*EXAMPLES, "What is GGUF", "Who are you", "Does tea need Java"]:
        answer = f" {answers[question]}"
        pairs |= {f"{question}?": answer, f"Question: {question}?\nAnswer:": answer, f"Q: {question}?\nA:": answer}
    return [{"prompt": prompt, "answer": answer} for prompt, answer in pairs.items()]


def history(questions, answers, corpus):
    """Messages of earlier turns, with the right answers."""
    known = {normalised(question): answer for question, answer in answers.items()}
    messages = []
    for question in questions:
        answer = known.get(normalised(question).removeprefix("and "), corpus.unknown["answer"])
        messages += [message("user", question), message("assistant", answer)]
    return messages


def message(role, content):
    return {"role": role, "content": content}


def messages(entry):
    """The conversation of an entry that has one."""
    if "messages" in entry:
        return entry["messages"]
    system = [message("system", entry["system"])] if "system" in entry else []
    return [*system, message("user", entry["question"])]


def write(path, by_section):
    """One line per question, so that a changed answer is one changed line."""
    blocks = []
    for name, entries in by_section.items():
        lines = ",\n".join("      " + json.dumps(entry, ensure_ascii=False) for entry in entries)
        blocks.append(f'    "{name}": [\n{lines}\n    ]')
    about = json.dumps(" ".join(ABOUT.split()))
    path.write_text(f'{{\n  "about": {about},\n  "sections": {{\n' + ",\n".join(blocks) + "\n  }\n}\n")
