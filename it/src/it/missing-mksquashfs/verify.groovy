def log = new File(basedir, 'build.log').readLines().collect { it.replaceFirst(/^\[ERROR\] /, '') }
def at = log.findIndexOf { it.endsWith(": tea.mksquashfs: /nowhere/mksquashfs is not an executable file") }
assert at >= 0
assert log[at + 1] == "  Fix: apt install squashfs-tools (or your distribution's package), or give -Dtea.mksquashfs=PATH"
assert !new File(basedir, 'target/tea').exists() || new File(basedir, 'target/tea').list().every { !it.contains('.AppImage') }
assert log.every { !it.startsWith('\tat ') }
