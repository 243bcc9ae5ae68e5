def log = new File(basedir, 'build.log').readLines().collect { it.replaceFirst(/^\[ERROR\] /, '') }
def model = new File(basedir, 'demo.gguf').canonicalPath
def at = log.findIndexOf { it.endsWith(": ${model}: is not the pinned demo.gguf") }
assert at >= 0
assert log[at + 1] == '    its sha256    aa19666851712de2bf951248397578810cf52a8f2cc76e21cc6730834b5eaaf5'
assert log[at + 2] == '    variants.yaml 0000000000000000000000000000000000000000000000000000000000000000'
assert log[at + 3] == '  Fix: replace the file by the right one; if you trust this one, write its sha256 and bytes into variants.yaml'
assert new File(basedir, 'target/tea').listFiles().every { !new File(it, 'AppDir').exists() }
assert log.every { !it.startsWith('\tat ') }
