"""Just enough of llama.cpp's C API to check a model with the real engine: load, tokenize, continue greedily.

Struct layouts are those of llama.cpp 0.5.0 on 64-bit Linux (libllama.v0.5.0.so).
"""

import ctypes
import os
import pathlib


class Batch(ctypes.Structure):
    _fields_ = [("n_tokens", ctypes.c_int32), ("pointers", ctypes.c_void_p * 6)]


class ModelParams(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint8 * 80), ("_align", ctypes.c_uint64 * 0)]


class ContextParams(ctypes.Structure):
    _fields_ = [
        ("n_ctx", ctypes.c_uint32),
        ("n_batch", ctypes.c_uint32),
        ("n_ubatch", ctypes.c_uint32),
        ("n_seq_max", ctypes.c_uint32),
        ("n_rs_seq", ctypes.c_uint32),
        ("n_outputs_max", ctypes.c_uint32),
        ("n_outputs_max_per_seq", ctypes.c_uint32),
        ("n_threads", ctypes.c_int32),
        ("n_threads_batch", ctypes.c_int32),
        ("bytes", ctypes.c_uint8 * 124),
        ("_align", ctypes.c_uint64 * 0),
    ]


class LlamaCpp:
    """A model in llama.cpp; library is the directory with libllama.v0.5.0.so and its siblings."""

    def __init__(self, library, model):
        library = pathlib.Path(library).resolve()
        self._ggml = ctypes.CDLL(str(library / "libggml.v0.5.0.so"), mode=ctypes.RTLD_GLOBAL)
        self._llama = ctypes.CDLL(str(library / "libllama.v0.5.0.so"))
        self._declare()
        self.log = []
        logger = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
        self._logger = logger(lambda level, text, _: self.log.append(text.decode(errors="replace")))
        self._llama.llama_log_set(self._logger, None)
        self._ggml.ggml_backend_load_all_from_path(os.fsencode(library))
        self._model = self._llama.llama_model_load_from_file(
            os.fsencode(model), self._llama.llama_model_default_params()
        )
        if not self._model:
            raise ValueError(f"llama.cpp does not load {model}:\n{''.join(self.log[-10:])}")
        self._vocab = self._llama.llama_model_get_vocab(self._model)
        params = self._llama.llama_context_default_params()
        params.n_ctx = self._llama.llama_model_n_ctx_train(self._model)
        params.n_threads = params.n_threads_batch = 1
        self._context = self._llama.llama_init_from_model(self._model, params)

    def _declare(self):
        pointer, i32, text = ctypes.c_void_p, ctypes.c_int32, ctypes.c_char_p
        signatures = {
            "llama_log_set": (None, [pointer, pointer]),
            "llama_model_default_params": (ModelParams, []),
            "llama_model_load_from_file": (pointer, [text, ModelParams]),
            "llama_model_get_vocab": (pointer, [pointer]),
            "llama_model_n_ctx_train": (i32, [pointer]),
            "llama_model_chat_template": (text, [pointer, text]),
            "llama_model_meta_val_str": (i32, [pointer, text, text, ctypes.c_size_t]),
            "llama_context_default_params": (ContextParams, []),
            "llama_init_from_model": (pointer, [pointer, ContextParams]),
            "llama_vocab_n_tokens": (i32, [pointer]),
            "llama_vocab_is_eog": (ctypes.c_bool, [pointer, i32]),
            "llama_vocab_is_control": (ctypes.c_bool, [pointer, i32]),
            "llama_vocab_get_add_bos": (ctypes.c_bool, [pointer]),
            "llama_vocab_bos": (i32, [pointer]),
            "llama_vocab_eot": (i32, [pointer]),
            "llama_tokenize": (i32, [pointer, text, i32, pointer, i32, ctypes.c_bool, ctypes.c_bool]),
            "llama_token_to_piece": (i32, [pointer, i32, pointer, i32, i32, ctypes.c_bool]),
            "llama_batch_get_one": (Batch, [pointer, i32]),
            "llama_decode": (i32, [pointer, Batch]),
            "llama_get_logits_ith": (ctypes.POINTER(ctypes.c_float), [pointer, i32]),
            "llama_get_memory": (pointer, [pointer]),
            "llama_memory_clear": (None, [pointer, ctypes.c_bool]),
        }
        for name, (result, arguments) in signatures.items():
            function = getattr(self._llama, name)
            function.restype, function.argtypes = result, arguments
        self._ggml.ggml_backend_load_all_from_path.argtypes = [text]

    @property
    def vocabulary_size(self):
        return self._llama.llama_vocab_n_tokens(self._vocab)

    @property
    def adds_bos(self):
        return self._llama.llama_vocab_get_add_bos(self._vocab)

    @property
    def end_of_turn(self):
        return self._llama.llama_vocab_eot(self._vocab)

    @property
    def chat_template(self):
        return self._llama.llama_model_chat_template(self._model, None).decode()

    def metadata(self, key):
        buffer = ctypes.create_string_buffer(65536)
        size = self._llama.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode() if size >= 0 else None

    def ends(self, token):
        return self._llama.llama_vocab_is_eog(self._vocab, token)

    def tokenize(self, text, add_special=False, parse_special=False):
        data = text.encode()
        ids = (ctypes.c_int32 * (len(data) + 8))()
        count = self._llama.llama_tokenize(self._vocab, data, len(data), ids, len(ids), add_special, parse_special)
        return list(ids[:count])

    def piece(self, token):
        buffer = ctypes.create_string_buffer(256)
        size = self._llama.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[:size]

    def generate(self, tokens, limit=96):
        """Greedy continuation: (token ids, the token that ended it or None, smallest lead of a best logit)."""
        self._llama.llama_memory_clear(self._llama.llama_get_memory(self._context), True)
        ids, lead = [], float("inf")
        for _ in range(limit):
            best, second = self._decode(tokens)
            lead = min(lead, best[0] - second[0])
            if self.ends(best[1]):
                return ids, best[1], lead
            ids.append(best[1])
            tokens = [best[1]]
        return ids, None, lead

    def _decode(self, tokens):
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        code = self._llama.llama_decode(self._context, self._llama.llama_batch_get_one(array, len(tokens)))
        if code != 0:
            raise RuntimeError(f"llama_decode returned {code}")
        logits = self._llama.llama_get_logits_ith(self._context, -1)[: self.vocabulary_size]
        return sorted(zip(logits, range(len(logits))), reverse=True)[:2]
