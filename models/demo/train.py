"""Trains the demo model and writes demo.gguf: tokenizer, network, metadata.

Deterministic for one PyTorch on one kind of processor.

usage: train.py [--steps N] [--seed N] [--out FILE]
"""

import argparse
import contextlib
import pathlib
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import gguf
import tokenizer as tokenizers
from data import Corpus
from model import Config, Model
from muon import Muon

HERE = pathlib.Path(__file__).parent
VOCABULARY = 1664
TOKENS_PER_STEP = 3072
POOL = 1500  # sequences that are sorted by length at once, so that little is padded
WEIGHTS = gguf.F16


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=2200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "demo.gguf")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(args.seed)

    corpus = Corpus()
    tokenizer = tokenizers.train(corpus.texts(random.Random(args.seed), 20000), VOCABULARY)
    model = Model(Config(vocab=len(tokenizer)))
    print(f"{model.parameter_count:,} parameters, {len(tokenizer)} tokens", flush=True)
    average = train(model, batches(corpus, tokenizer, random.Random(args.seed)), args.steps)
    model.load_state_dict(average)
    write(args.out, model, tokenizer)
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


def batches(corpus, tokenizer, rng):
    """Endless (tokens[batch, length + 1], learned[batch, length]) of about TOKENS_PER_STEP tokens."""
    while True:
        pool = sorted((corpus.sequence(rng, tokenizer) for _ in range(POOL)), key=lambda s: len(s[0]))
        ready, batch = [], []
        for ids, learned in pool:
            if len(ids) * (len(batch) + 1) > TOKENS_PER_STEP:
                ready.append(batch)
                batch = []
            batch.append((ids, learned))
        rng.shuffle(ready)  # the rest of the longest ones, less than a batch, is left out
        for batch in ready:
            yield padded(batch)


def padded(batch):
    length = max(len(ids) for ids, _ in batch)
    tokens = torch.full((len(batch), length), tokenizers.PAD)
    learned = torch.zeros((len(batch), length), dtype=torch.bool)
    for row, (ids, learn) in enumerate(batch):
        tokens[row, : len(ids)] = torch.tensor(ids)
        learned[row, : len(ids)] = torch.tensor(learn)
    return tokens, learned[:, 1:]


def train(model, source, steps):
    """Returns the moving average of the weights over the last steps."""
    matrices = [p for p in model.layers.parameters() if p.dim() == 2]
    others = [p for p in model.parameters() if not any(p is m for m in matrices)]
    muon = Muon(matrices, rate=0.02)
    adam = torch.optim.AdamW(others, lr=4e-3, betas=(0.9, 0.98), weight_decay=0.0)
    rates = [group["lr"] for optimizer in (muon, adam) for group in optimizer.param_groups]
    groups = [group for optimizer in (muon, adam) for group in optimizer.param_groups]
    average, start, seen, losses = None, time.time(), 0, []
    for step in range(1, steps + 1):
        scale = min(1.0, step / 50, 1.7 * (1 - (step - 1) / steps))
        for group, rate in zip(groups, rates):
            group["lr"] = rate * scale
        tokens, learned = next(source)
        with precision():
            hidden = model(tokens[:, :-1])[learned]
            loss = F.cross_entropy(model.logits(hidden).float(), tokens[:, 1:][learned])
        for optimizer in (muon, adam):
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        for optimizer in (muon, adam):
            optimizer.step()
        average = averaged(average, model, decay=min(0.98, step / (step + 10)))
        seen += tokens.numel()
        losses.append(loss.item())
        if step % 50 == 0 or step == steps:
            seconds = time.time() - start
            progress = f"loss {np.mean(losses[-50:]):.4f}  {seen / seconds:.0f} tokens/s  {seconds:.0f} s"
            print(f"step {step}/{steps}  {progress}", flush=True)
    return average


def precision():
    """bfloat16 products where the processor has them: Debian's PyTorch is many times faster with them."""
    fast = "avx512_bf16" in pathlib.Path("/proc/cpuinfo").read_text()
    return torch.autocast("cpu", torch.bfloat16) if fast else contextlib.nullcontext()


@torch.no_grad()
def averaged(average, model, decay):
    state = model.state_dict()
    if average is None:
        return {name: value.clone() for name, value in state.items()}
    for name, value in state.items():
        average[name].lerp_(value, 1 - decay)
    return average


def write(path, model, tokenizer):
    tensors = {}
    for name, tensor in model.tensors().items():
        tensors[name] = tensor.detach().numpy(), WEIGHTS if tensor.dim() == 2 else gguf.F32
    gguf.write(path, metadata(model, tokenizer), tensors)


def metadata(model, tokenizer):
    config = model.config
    uint = gguf.UInt
    return {
        "general.architecture": "llama",
        "general.type": "model",
        "general.name": "tea demo",
        "general.basename": "tea-demo",
        "general.finetune": "chat",
        "general.author": "The tea project",
        "general.organization": "edgeagent.dev",
        "general.version": "1.0",
        "general.description": "A tiny chat model that answers questions about tea, capitals and small sums. "
        "Trained from scratch by the recipe in models/demo.",
        "general.license": "apache-2.0",
        "general.license.name": "Apache License 2.0",
        "general.size_label": f"{model.parameter_count / 1e6:.1f}M",
        "general.tags": ["text-generation", "conversational", "demo"],
        "general.languages": ["en"],
        "general.file_type": uint(7 if WEIGHTS == gguf.Q8_0 else 1),
        "general.quantization_version": uint(2),
        "general.sampling.temp": 0.0,
        "llama.vocab_size": uint(config.vocab),
        "llama.context_length": uint(config.context),
        "llama.embedding_length": uint(config.width),
        "llama.block_count": uint(config.layers),
        "llama.feed_forward_length": uint(config.hidden),
        "llama.attention.head_count": uint(config.heads),
        "llama.attention.head_count_kv": uint(config.heads),
        "llama.attention.layer_norm_rms_epsilon": config.epsilon,
        "llama.rope.dimension_count": uint(config.width // config.heads),
        "llama.rope.freq_base": config.rope_base,
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.pre": "default",
        "tokenizer.ggml.tokens": tokenizer.pieces,
        "tokenizer.ggml.scores": tokenizer.scores,
        "tokenizer.ggml.token_type": tokenizer.types,
        "tokenizer.ggml.bos_token_id": uint(tokenizers.BOS),
        "tokenizer.ggml.eos_token_id": uint(tokenizers.EOS),
        "tokenizer.ggml.eot_token_id": uint(tokenizers.END_OF_TURN),
        "tokenizer.ggml.unknown_token_id": uint(tokenizers.UNK),
        "tokenizer.ggml.padding_token_id": uint(tokenizers.PAD),
        "tokenizer.ggml.add_bos_token": True,
        "tokenizer.ggml.add_eos_token": False,
        "tokenizer.ggml.add_space_prefix": False,
        "tokenizer.ggml.remove_extra_whitespaces": False,
        "tokenizer.chat_template": (HERE / "chat_template.jinja").read_text().strip(),
    }


if __name__ == "__main__":
    main()
