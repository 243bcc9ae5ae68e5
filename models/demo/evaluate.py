"""Measures a demo model: answers per section against thresholds, and that llama.cpp and PyTorch agree in every token.

usage: evaluate.py [--model FILE] [--library DIR] [--write] [--misses]

Without --library only PyTorch answers. With it, llama.cpp 0.5.0 from DIR (libllama.v0.5.0.so and its siblings) answers,
and is compared with PyTorch: the same token ids for every text, the same greedy tokens, stopped by an end token.
Exit code 0: as good as the thresholds want. --write puts questions.json beside the model, --misses prints errors.
"""

import argparse
import pathlib
import random
import sys

import torch

import chat
import gguf
import model as models
import questions
import tokenizer as tokenizers
from llamacpp import LlamaCpp

HERE = pathlib.Path(__file__).parent
EXACT = 1.0
THRESHOLDS = {"worded": 0.92, "conversations": 0.9, "held_out": 0.9, "held_out_conversations": 0.75, "blind": 0.8}
LARGEST = 4_000_000
ODD_CHARACTERS = "abcXYZ  019+-.,?!'`\n\u00e9\u4e16"
ODD_TEXTS = ["", " ", "  two  spaces  ", "\n\n", "\ttab", "Größe, naïve, 東京, 🙂", "a" * 50, "12345", "x=1;y=2"]
ODD_TEXTS += ["<end_of_turn", "<|end|>", "{{ x }}", "\u2581", "What is\u00a0tea?"]


class Torch:
    """Answers with the weights of the file, computed by PyTorch in float32."""

    def __init__(self, path):
        metadata, tensors = gguf.read(path)
        self.tokenizer = tokenizers.load(metadata)
        self.model = models.load(metadata, tensors)

    def answer(self, prompt, expected, end):
        """(text, the token that ended it or None)"""
        ids = [*self.tokenizer.encode(expected), end]
        if not models.follows(self.model, prompt, ids):
            ids = models.generate(self.model, prompt, {tokenizers.EOS, tokenizers.END_OF_TURN})
        ended = ids[-1] in (tokenizers.EOS, tokenizers.END_OF_TURN)
        return self.tokenizer.decode(ids[:-1] if ended else ids), ids[-1] if ended else None

    def ids(self, text):
        return self.tokenizer.encode_special(text)


class Checked:
    """Answers with llama.cpp and holds every step against PyTorch."""

    def __init__(self, path, library):
        self.torch, self.llama = Torch(path), LlamaCpp(library, path)
        self.different_ids, self.different_tokens, self.lead = [], [], float("inf")

    def answer(self, prompt, expected, end):
        ids, ended, lead = self.llama.generate(prompt)
        self.lead = min(self.lead, lead)
        if not models.follows(self.torch.model, prompt, ids + ([ended] if ended is not None else [])):
            self.different_tokens.append(prompt)
        return b"".join(map(self.llama.piece, ids)).decode(errors="replace"), ended

    def ids(self, text):
        ids = self.torch.ids(text)
        if self.llama.tokenize(text, parse_special=True) != ids:
            self.different_ids.append(text)
        return ids


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=pathlib.Path, default=HERE / "demo.gguf")
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(2)
    engine = Checked(args.model, args.library) if args.library else Torch(args.model)
    by_section = questions.sections()
    good = size_is_fine(args.model)
    for section, entries in by_section.items():
        good &= measure(engine, section, entries, args.misses)
    if args.library:
        good &= agrees(engine)
    if args.write:
        questions.write(args.model.parent / "questions.json", by_section)
    print("as good as it has to be" if good else "NOT as good as it has to be")
    return 0 if good else 1


def size_is_fine(path):
    size = path.stat().st_size
    print(f"{path.name}: {size:,} bytes of at most {LARGEST:,}")
    return size <= LARGEST


def measure(engine, section, entries, show):
    """Asks all questions of a section and notes wrong answers as "got"."""
    right = 0
    for entry in entries:
        if "prompt" in entry:
            prompt, end = "<bos>" + entry["prompt"], tokenizers.EOS
        else:
            prompt, end = chat.render(questions.messages(entry)), tokenizers.END_OF_TURN
        text, ended = engine.answer(engine.ids(prompt), entry["answer"], end)
        if text == entry["answer"] and ended == end:
            right += 1
            continue
        entry["got"] = text
        if show:
            print(f"    {prompt!r}\n      -> {text!r}{'' if ended == end else f' ended by {ended}'}")
    wanted = max((len(name), share) for name, share in {"": EXACT, **THRESHOLDS}.items() if section.startswith(name))[1]
    good = right >= wanted * len(entries)
    result = f"  {section:24} {right:4} of {len(entries):4}  {right / len(entries):7.1%}  wanted {wanted:.0%}"
    print(result + ("" if good else "  TOO FEW"), flush=True)
    return good


def agrees(engine):
    """The comparison of llama.cpp with PyTorch: tokens of many odd texts, the template, what was generated."""
    rng = random.Random(4)
    odd = ODD_TEXTS + ["".join(rng.choices(ODD_CHARACTERS, k=rng.randint(1, 60))) for _ in range(2000)]
    for text in odd:
        engine.ids(text)
    llama = engine.llama
    checks = {
        f"token ids of {len(odd)} odd texts and all prompts are the same": not engine.different_ids,
        "greedy tokens are the same": not engine.different_tokens,
        "BOS is added once": llama.adds_bos and llama.tokenize("x", add_special=True)[0] == tokenizers.BOS,
        "<end_of_turn> and <eos> end generation": llama.ends(tokenizers.END_OF_TURN) and llama.ends(tokenizers.EOS),
        "the chat template is that of chat_template.jinja": llama.chat_template
        == (HERE / "chat_template.jinja").read_text().strip(),
    }
    for what, holds in checks.items():
        print(f"  {'ok ' if holds else 'NOT'} {what}")
    for text in engine.different_ids[:5]:
        print(f"    {text!r}\n      {llama.tokenize(text, parse_special=True)}\n      {engine.torch.ids(text)}")
    print(f"  smallest lead of a chosen logit over the next one: {engine.lead:.3f}")
    return all(checks.values())


if __name__ == "__main__":
    sys.exit(main())
