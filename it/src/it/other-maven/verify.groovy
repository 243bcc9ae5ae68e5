def images = new File(basedir, 'target/tea').listFiles().findAll { it.name.endsWith('.AppImage') }
assert images.size() == 1
def version = [images[0].path, '--version'].execute(['XDG_CACHE_HOME=' + new File(basedir, 'target/cache')], basedir)
assert version.text.startsWith('tea ')
