def log = new File(basedir, 'build.log').readLines().collect { it.replaceFirst(/^\[ERROR\] /, '') }
def at = log.findIndexOf { it.endsWith(": variants.yaml:8:7: variant 'demo': sha256 must be 64 hex digits, got 3") }
assert at >= 0
assert log[at + 1] == "  Fix: copy it from the file's page on Hugging Face, or from sha256sum of a file that you trust"
assert !new File(basedir, 'target/tea').exists() || new File(basedir, 'target/tea').list().every { !it.contains('.AppImage') }
assert log.every { !it.startsWith('\tat ') }
