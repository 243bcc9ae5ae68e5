/*
 * What llama.cpp itself reaches, without Java: reads a prompt and writes tokens, greedily, with the settings that tea uses.
 *
 *   llama-bench LIBRARIES MODEL TOKENS THREADS N_CTX RUNS < PROMPT
 *
 * LIBRARIES is the directory of libllama and libggml, opened at run time. Prints a line for each run after one to warm up:
 * prompt tokens/s, written tokens/s, how many of each, and milliseconds of CPU time that the calling thread took for a token.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_BATCH = 512, MAX_PROMPT = 1 << 20 };

/* The structures of llama.cpp 0.5.0 that travel by value: blocks of the right size, fields at their offsets. */
typedef struct { int64_t block[10]; } model_params;
typedef struct { int64_t block[20]; } context_params;
typedef struct { int32_t n_tokens; int32_t *token; void *rest[5]; } batch;
typedef struct { uint8_t no_perf; } chain_params;

static void put32(void *params, size_t offset, int32_t value) { memcpy((char *)params + offset, &value, sizeof value); }
static void put8(void *params, size_t offset, uint8_t value) { ((uint8_t *)params)[offset] = value; }

static void die(const char *what) {
  fprintf(stderr, "llama-bench: %s\n", what);
  exit(1);
}

static void *open_library(const char *directory, const char *pattern) {
  char path[4096];
  glob_t found;
  snprintf(path, sizeof path, "%s/%s", directory, pattern);
  if (glob(path, 0, NULL, &found) != 0) die(path);
  void *library = dlopen(found.gl_pathv[0], RTLD_NOW | RTLD_GLOBAL);
  if (!library) die(dlerror());
  globfree(&found);
  return library;
}

#define BIND(result, name, ...) result (*name)(__VA_ARGS__) = (result (*)(__VA_ARGS__))dlsym(RTLD_DEFAULT, #name); \
  if (!name) die("there is no function " #name)

static void quiet(int level, const char *text, void *data) { (void)level, (void)text, (void)data; }

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double now(void) { return seconds(CLOCK_MONOTONIC); }

int main(int argc, char **argv) {
  if (argc != 7) die("usage: llama-bench LIBRARIES MODEL TOKENS THREADS N_CTX RUNS < PROMPT");
  const int wanted = atoi(argv[3]), threads = atoi(argv[4]), n_ctx = atoi(argv[5]), runs = atoi(argv[6]);

  char *text = malloc(MAX_PROMPT);
  const int bytes = (int)fread(text, 1, MAX_PROMPT, stdin);

  open_library(argv[1], "libllama.*so");
  open_library(argv[1], "libggml.*so");
  BIND(void, llama_log_set, void (*)(int, const char *, void *), void *);
  BIND(void, ggml_backend_load_all_from_path, const char *);
  BIND(model_params, llama_model_default_params, void);
  BIND(context_params, llama_context_default_params, void);
  BIND(void *, llama_model_load_from_file, const char *, model_params);
  BIND(void *, llama_init_from_model, void *, context_params);
  BIND(void *, llama_model_get_vocab, void *);
  BIND(int32_t, llama_tokenize, void *, const char *, int32_t, int32_t *, int32_t, uint8_t, uint8_t);
  BIND(int32_t, llama_decode, void *, batch);
  BIND(void *, llama_get_memory, void *);
  BIND(void, llama_memory_clear, void *, uint8_t);
  BIND(chain_params, llama_sampler_chain_default_params, void);
  BIND(void *, llama_sampler_chain_init, chain_params);
  BIND(void, llama_sampler_chain_add, void *, void *);
  BIND(void *, llama_sampler_init_greedy, void);
  BIND(int32_t, llama_sampler_sample, void *, void *, int32_t);
  BIND(uint8_t, llama_vocab_is_eog, void *, int32_t);

  llama_log_set(quiet, NULL);
  ggml_backend_load_all_from_path(argv[1]);
  model_params load = llama_model_default_params();
  put32(&load, 16, 0); /* n_gpu_layers */
  put8(&load, 74, 0);  /* use_extra_bufts */
  void *model = llama_model_load_from_file(argv[2], load);
  if (!model) die("the model does not load");
  void *vocab = llama_model_get_vocab(model);

  int32_t *prompt = malloc((4 * bytes + 16) * sizeof *prompt);
  const int count = llama_tokenize(vocab, text, bytes, prompt, 4 * bytes + 16, 1, 1);
  if (count <= 0 || count + wanted > n_ctx) die("the prompt is empty, or too long");

  context_params settings = llama_context_default_params();
  put32(&settings, 0, n_ctx);
  put32(&settings, 4, N_BATCH);   /* n_batch */
  put32(&settings, 8, N_BATCH);   /* n_ubatch */
  put32(&settings, 20, 1);        /* n_outputs_max */
  put32(&settings, 28, threads);  /* n_threads */
  put32(&settings, 32, threads);  /* n_threads_batch */
  put8(&settings, 132, 0);        /* swa_full */
  void *context = llama_init_from_model(model, settings);
  if (!context) die("there is no context");
  void *chain = llama_sampler_chain_init(llama_sampler_chain_default_params());
  llama_sampler_chain_add(chain, llama_sampler_init_greedy());

  for (int run = 0; run <= runs; run++) {
    llama_memory_clear(llama_get_memory(context), 1);
    const double cpu = seconds(CLOCK_THREAD_CPUTIME_ID), start = now();
    for (int i = 0; i < count; i += N_BATCH) {
      batch next = {.n_tokens = count - i < N_BATCH ? count - i : N_BATCH, .token = prompt + i};
      if (llama_decode(context, next) != 0) die("decoding failed");
    }
    const double read = now();
    int made = 0;
    while (made < wanted) {
      int32_t token = llama_sampler_sample(chain, context, -1);
      if (llama_vocab_is_eog(vocab, token)) break;
      made++;
      if (made == wanted) break;
      batch next = {.n_tokens = 1, .token = &token};
      if (llama_decode(context, next) != 0) die("decoding failed");
    }
    const double written = now(), used = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    if (run > 0)
      printf("%.3f %.3f %d %d %.4f\n", count / (read - start), made / (written - read), count, made, used * 1000 / (count + made));
  }
  return 0;
}
