import java.security.MessageDigest

def only(String directory) {
    def images = new File(basedir, directory).listFiles().findAll { it.name.endsWith('.AppImage') }
    assert images.size() == 1
    images[0]
}

def sha256(File file) {
    def digest = MessageDigest.getInstance('SHA-256')
    file.eachByte(1 << 20) { bytes, count -> digest.update(bytes, 0, count) }
    digest.digest().encodeHex().toString()
}

def image = only('target/tea')
assert image.name ==~ /tea-java-llm-demo-[^\/]+-(x86_64|aarch64)\.AppImage/
assert image.canExecute()

// Its SHA-256 is on the console, and the second build, in another directory, gives the same bytes.
def sum = sha256(image)
def log = new File(basedir, 'build.log').readLines()
assert log.contains("[INFO] ${sum}  ${image.canonicalPath}".toString())
assert sha256(only('elsewhere')) == sum
new File(basedir, 'elsewhere').deleteDir()
