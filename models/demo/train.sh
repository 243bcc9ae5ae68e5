#!/bin/sh
# Trains the demo model, measures it, and replaces demo.gguf and questions.json if it is as good as it has to be.
#
# usage: train.sh [DIR]     DIR: llama.cpp 0.5.0's libraries (libllama.v0.5.0.so ...), to compare llama.cpp with PyTorch
# needs: apt-get install python3-torch python3-numpy     (PyTorch brings python3-yaml, the only other thing used)
set -eu
library=${1:+$(cd "$1" && pwd)}
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
export OMP_WAIT_POLICY=passive   # threads that sleep while they wait: far faster when something else uses a core
PYTHON=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$PYTHON" train.py --out "$work/demo.gguf"
"$PYTHON" evaluate.py --model "$work/demo.gguf" --write ${library:+--library "$library"}
mv "$work/demo.gguf" "$work/questions.json" .
