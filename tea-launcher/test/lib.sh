# What the tests share. $work, $here and $launcher come from test/run; the images are made once, in $work.
# shellcheck shell=bash disable=SC2154,SC2034

SKIP=77
NOBODY=64999 # an unprivileged user for tests that must not run as root

skip() {
    echo "$*"
    exit $SKIP
}

need() {
    command -v "$1" >/dev/null || skip "$1 is missing"
}

fail() {
    echo "failed: $*"
    exit 1
}

# check WHAT COMMAND...: the command must succeed
check() {
    local what=$1
    shift
    "$@" || fail "$what"
}

# equal WHAT EXPECTED ACTUAL
equal() {
    [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"
}

# contains WHAT PART TEXT
contains() {
    [[ $3 == *"$2"* ]] || fail "$1: expected '$2' in '$3'"
}

# fails CODE COMMAND...: the command must exit with CODE; what it printed is in $out and $err
fails() {
    local expected=$1 code=0
    shift
    "$@" >out.txt 2>err.txt || code=$?
    out=$(cat out.txt)
    err=$(cat err.txt)
    rm out.txt err.txt
    [ "$code" -eq "$expected" ] || fail "exit code $code instead of $expected: $* -> $out $err"
}

# A message has two lines: "image: what", "  Fix: what to do".
is_message() { # WHAT PART TEXT
    contains "$1" "$2" "$3"
    [[ $3 == *.AppImage:\ *$'\n  Fix: '* ]] || fail "$1: no message of the project's form: $3"
    equal "$1: lines" 2 "$(wc -l <<<"$3")"
}

# Runs a command as a user without privileges: as it is, or as $NOBODY for root.
unprivileged() {
    if [ "$(id -u)" -eq 0 ]; then
        chown -R $NOBODY "$HOME" "$TMPDIR" .
        setpriv --reuid $NOBODY --regid $NOBODY --clear-groups -- "$@"
    else
        "$@"
    fi
}

# Runs shell code in a mount namespace, as root there, with $app and the functions of this file.
with_mounts() {
    local options=(-m)
    [ "$(id -u)" -eq 0 ] || options=(-m -r)
    unshare "${options[@]}" true 2>/dev/null || skip "no mount namespaces here"
    export app here
    unshare "${options[@]}" bash -euc ". '$here/lib.sh'; $1"
}

place() {
    echo "$HOME/.cache/tea"
}

entry() { # IMAGE: its path in the cache
    echo "$(place)/$(id_of "$1")"
}

id_of() { # IMAGE
    local offset
    offset=$(section_offset "$1" .tea_id)
    dd if="$1" bs=1 skip="$offset" count=32 status=none | od -An -v -tx1 | tr -d ' \n'
}

section_offset() { # FILE SECTION
    printf '%d\n' "0x$(readelf -SW "$1" | sed -n "s/.* \\$2 *[A-Z]* *[0-9a-f]* \\([0-9a-f]*\\) .*/\\1/p")"
}

squashfs_offset() { # IMAGE
    "$1" --appimage-offset
}

# The place holds the entry, the lock and nothing else.
place_is_clean() { # IMAGE
    equal "the place" "$(id_of "$1")"$'\nlauncher.lock' "$(ls -A "$(place)")"
}

# The unpacked tree is the AppDir, except for models.
tree_is_right() { # TREE APPDIR
    diff -rq --no-dereference --exclude='big.gguf' "$2" "$1" || fail "the tree differs"
    equal "modes, times, link targets" "$(cd "$2" && list_tree)" "$(cd "$1" && list_tree)"
}

list_tree() {
    find . -mindepth 1 ! -name big.gguf -printf '%P %y %m %Ts %l\n' | sort
}

# XORs the byte at an offset.
flip() { # FILE OFFSET [MASK]
    local byte
    byte=$(od -An -v -tu1 -j "$2" -N 1 "$1")
    printf '%b' "\\x$(printf %02x $((byte ^ ${3:-255})))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

make_appdir() { # DIRECTORY
    mkdir -p "$1"/usr/{bin,lib/empty,share/models/more}
    cp "$here/AppRun" "$1/AppRun"
    echo 'data' >"$1/usr/lib/file with space"
    seq 1 200000 >"$1/usr/lib/large.txt"
    head -c 300000 /dev/urandom >"$1/usr/lib/random.bin"
    truncate -s 3M "$1/usr/lib/hole.bin"
    : >"$1/usr/lib/empty.txt"
    printf '\303\244' >"$1/usr/lib/$(printf '\303\274n\303\257c\303\266de')"
    ln -s 'file with space' "$1/usr/lib/link"
    ln -s /nonexistent "$1/usr/lib/dangling"
    ln "$1/usr/lib/large.txt" "$1/usr/lib/hard.txt"
    head -c 2500000 /dev/urandom >"$1/usr/share/models/big.gguf"
    head -c 5000 /dev/urandom >"$1/usr/share/models/small.gguf"
    seq 1 300000 >"$1/usr/share/models/more/compressed.txt"
    local i
    for i in $(seq 1 60); do
        echo "$i" >"$1/usr/bin/tool$i"
    done
    chmod 755 "$1/AppRun" "$1"/usr/bin/*
    chmod 640 "$1/usr/lib/random.bin"
    chmod 555 "$1/usr/lib/empty"
    find "$1" -exec touch -h -d '2021-03-04 05:06:07 UTC' {} +
}

make_images() {
    make_appdir "$work/AppDir"
    "$here/assemble" "$launcher" "$work/AppDir" "$work/app.AppImage"
    app=$work/app.AppImage
    appdir=$work/AppDir
}
