def log = new File(basedir, 'build.log').readLines().collect { it.replaceFirst(/^\[ERROR\] /, '') }
def at = log.findIndexOf { it.endsWith(": variant 'nonesuch' does not exist; variants.yaml has demo, other (or o)") }
assert at >= 0
assert log[at + 1] == "  Fix: use one of these, or add it to variants.yaml"
assert !new File(basedir, 'target/tea').exists() || new File(basedir, 'target/tea').list().every { !it.contains('.AppImage') }
assert log.every { !it.startsWith('\tat ') }
