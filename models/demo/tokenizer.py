"""The tokenizer: byte-pair pieces with scores, as llama.cpp's "llama" (SentencePiece) vocabulary wants them.

llama.cpp cuts a text into characters and keeps joining the neighbours whose joined piece has the highest score.
`encode` does exactly that, so that training and llama.cpp see the same tokens; evaluate.py compares both.
"""

import collections
import functools
import itertools
import re

PAD, EOS, BOS, UNK, START_OF_TURN, END_OF_TURN = range(6)
SPECIALS = ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
FIRST_BYTE = len(SPECIALS)
FIRST_PIECE = FIRST_BYTE + 256
SPACE = "\u2581"  # SentencePiece's visible space

NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6  # enum llama_token_type

# Pieces never cross these borders: a word with the space before it, one digit, one other character.
# Digits on their own are what makes sums learnable.
_WORD = re.compile(f"{SPACE}?[A-Za-z]+|.", re.DOTALL)
_SPECIAL = re.compile("(" + "|".join(map(re.escape, SPECIALS)) + ")")


class Tokenizer:
    def __init__(self, pieces):
        """pieces: the learned pieces, best first."""
        self.pieces = SPECIALS + [f"<0x{byte:02X}>" for byte in range(256)] + pieces
        self._rank = {piece: rank for rank, piece in enumerate(pieces)}
        self._word_ids = functools.lru_cache(maxsize=None)(self._encode_word)

    def __len__(self):
        return len(self.pieces)

    @property
    def scores(self):
        return [0.0] * FIRST_PIECE + [-float(rank) for rank in range(len(self._rank))]

    @property
    def types(self):
        types = [CONTROL] * FIRST_BYTE + [BYTE] * 256 + [NORMAL] * len(self._rank)
        types[UNK] = UNKNOWN
        return types

    def encode(self, text):
        """Token ids of plain text: nothing is added, and special tokens are not recognised."""
        return [i for word in _WORD.findall(text.replace(" ", SPACE)) for i in self._word_ids(word)]

    def encode_special(self, text):
        """Token ids of a rendered chat template: the names of special tokens stand for the tokens."""
        ids = []
        for part in _SPECIAL.split(text):
            ids += [SPECIALS.index(part)] if part in SPECIALS else self.encode(part)
        return ids

    def decode(self, ids):
        """Text of ids; special tokens are left out."""
        data = b""
        for i in ids:
            if FIRST_BYTE <= i < FIRST_PIECE:
                data += bytes([i - FIRST_BYTE])
            elif i >= FIRST_PIECE:
                data += self.pieces[i].replace(SPACE, " ").encode()
        return data.decode(errors="replace")

    def _encode_word(self, word):
        symbols = list(word)
        while len(symbols) > 1:
            ranks = [self._rank.get(a + b, 1 << 30) for a, b in itertools.pairwise(symbols)]
            best = min(range(len(ranks)), key=ranks.__getitem__)
            if ranks[best] == 1 << 30:
                break
            symbols[best : best + 2] = [symbols[best] + symbols[best + 1]]
        return [i for symbol in symbols for i in self._symbol_ids(symbol)]

    def _symbol_ids(self, symbol):
        if symbol in self._rank:
            return [FIRST_PIECE + self._rank[symbol]]
        return [FIRST_BYTE + byte for byte in symbol.encode()]


def load(metadata):
    """The tokenizer of a GGUF file."""
    return Tokenizer(metadata["tokenizer.ggml.tokens"][FIRST_PIECE:])


def train(texts, size):
    """Learns a tokenizer with `size` tokens from texts by byte-pair encoding."""
    counts = collections.Counter()
    for text in texts:
        counts.update(_WORD.findall(text.replace(" ", SPACE)))
    words = {word: list(word) for word in counts}
    characters = collections.Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    alphabet = sorted(c for c in characters if c != "\n" and (c.isascii() or c == SPACE))
    merges = []
    while FIRST_PIECE + len(alphabet) + len(merges) < size:
        pairs = collections.Counter()
        for word, symbols in words.items():
            for pair in itertools.pairwise(symbols):
                pairs[pair] += counts[word]
        (left, right), _ = max(pairs.items(), key=lambda item: (item[1], item[0]))
        merges.append(left + right)
        for symbols in words.values():
            _merge(symbols, left, right)
    return Tokenizer(merges + alphabet)


def _merge(symbols, left, right):
    i = 0
    while i < len(symbols) - 1:
        if symbols[i] == left and symbols[i + 1] == right:
            symbols[i : i + 2] = [left + right]
        i += 1
