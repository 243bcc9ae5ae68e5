# Images that are cut off, damaged or made to do harm.
# shellcheck shell=bash disable=SC2154,SC2016

test_truncated_image_is_a_message_with_both_sizes() {
    local whole
    whole=$(stat -c %s "$app")
    head -c $((whole - 1000000)) "$app" >cut.AppImage
    chmod +x cut.AppImage
    fails 1 ./cut.AppImage
    is_message "cut" "the file is incomplete: it has $((whole - 1000000)) bytes of " "$err"
    contains "fix" "download it again" "$err"
    fails 1 ./cut.AppImage --appimage-extract
    is_message "cut, extract" "incomplete" "$err"
    local size
    size=$(stat -c %s "$launcher")
    for size in $((size - 1)) $((size + 50)); do
        head -c $size "$app" >cut.AppImage
        fails 1 ./cut.AppImage
        is_message "cut at $size" "the file is incomplete" "$err"
    done
    check "nothing was made" [ ! -e "$HOME/.cache" ]
}

test_launcher_alone_is_a_message() {
    cp "$launcher" alone.AppImage
    fails 1 ./alone.AppImage
    is_message "alone" "the file is incomplete" "$err"
    ./alone.AppImage --appimage-version
}

test_something_else_behind_the_launcher_is_a_message() {
    { cat "$launcher" && head -c 100000 /dev/zero; } >foreign.AppImage
    chmod +x foreign.AppImage
    fails 1 ./foreign.AppImage
    is_message "foreign" "no squashfs at byte" "$err"
}

test_other_compression_is_a_message() {
    mksquashfs "$appdir" gzip.squashfs -comp gzip -quiet -no-progress >/dev/null
    cat "$launcher" gzip.squashfs >gzip.AppImage
    chmod +x gzip.AppImage
    fails 1 ./gzip.AppImage --appimage-extract
    is_message "gzip" "compressed with gzip, not zstd" "$err"
}

test_damaged_block_is_a_message_that_names_the_file() {
    mkdir one
    cp "$appdir/AppRun" one
    seq 1 500000 >one/large.txt
    FIRST=large.txt "$here/assemble" "$launcher" one damaged.AppImage -no-fragments
    flip damaged.AppImage $(($(squashfs_offset ./damaged.AppImage) + 96))
    fails 1 ./damaged.AppImage
    is_message "damaged" "large.txt is damaged inside the image, at byte 0 of its contents" "$err"
    equal "left behind" launcher.lock "$(ls -A "$(place)")"
    check "TMPDIR is untouched" [ -z "$(ls -A "$TMPDIR")" ]
    fails 1 ./damaged.AppImage --appimage-extract
    is_message "damaged, extract" "large.txt is damaged inside the image" "$err"
    check "no half file" [ ! -e squashfs-root/large.txt ]
}

# squashfs has no checksums: these bytes decompress to something else without a complaint.
test_a_flipped_byte_anywhere_is_noticed() {
    local start end offset
    start=$(($(squashfs_offset "$app") + 96 + $(stat -c %s "$appdir/usr/share/models/big.gguf")))
    end=$(stat -c %s "$app")
    for offset in $(seq $start $(((end - start) / 40)) $((end - 1))) $((end - 1)); do
        cp "$app" flipped.AppImage
        flip flipped.AppImage "$offset"
        fails 1 ./flipped.AppImage
        is_message "byte $offset" "" "$err"
        equal "left behind" "" "$(find "$HOME" "$TMPDIR" -name '.launcher?*' -o -name '????????????????*')"
        rm -rf out
        mkdir out
        (cd out && fails 1 ../flipped.AppImage --appimage-extract)
    done
}

test_a_flipped_byte_in_the_model_is_the_engines_to_notice() {
    cp "$app" flipped.AppImage
    flip flipped.AppImage $(($(squashfs_offset "$app") + 96 + 1000000))
    ./flipped.AppImage
    place_is_clean ./flipped.AppImage
}

test_devices_and_pipes_are_refused() {
    mkdir special
    cp "$appdir/AppRun" special
    mkfifo special/pipe
    "$here/assemble" "$launcher" special special.AppImage
    fails 1 ./special.AppImage
    is_message "pipe" "pipe inside the image is a device, pipe or socket" "$err"
    equal "left behind" launcher.lock "$(ls -A "$(place)")"
    rm special/pipe
    "$here/assemble" "$launcher" special special.AppImage -p 'dev c 600 0 0 1 3'
    fails 1 ./special.AppImage
    is_message "device" "dev inside the image is a device" "$err"
}

test_names_that_lead_out_are_refused() {
    mkdir evil
    cp "$appdir/AppRun" evil
    mkdir evil/xx
    echo bad >evil/xx/zzzzzz
    "$here/assemble" "$launcher" evil evil.AppImage -noI -no-duplicates
    local name
    for name in '../zzz' '/zzzzz' 'a/zzzz'; do
        sed "s|zzzzzz|$name|" evil.AppImage >out.AppImage
        chmod +x out.AppImage
        fails 1 ./out.AppImage --appimage-extract
        is_message "$name" "the directory /xx inside the image cannot be read" "$err"
    done
    LC_ALL=C sed 's|\x01\x00xx|\x01\x00..|' evil.AppImage >out.AppImage
    chmod +x out.AppImage
    fails 1 ./out.AppImage --appimage-extract
    is_message ".." "the directory / inside the image cannot be read" "$err"
    check "nothing outside" [ ! -e zzz ]
}

test_set_user_id_is_dropped() {
    mkdir suid
    cp "$appdir/AppRun" suid
    chmod 6755 suid/AppRun
    "$here/assemble" "$launcher" suid suid.AppImage
    ./suid.AppImage
    equal "mode" 755 "$(stat -c %a "$(entry ./suid.AppImage)/AppRun")"
}

# Changes bytes of the superblock and the metadata, which is not compressed here so that every field is reached, and of
# the contents. Each image must end in a message or a start, never in a signal, a hang or a file elsewhere.
damage_many() { # LAUNCHER COUNT
    export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=halt_on_error=1:exitcode=99
    mkdir small
    cp -a "$appdir/AppRun" "$appdir/usr/lib" small
    rm small/lib/hole.bin
    "$here/assemble" "$1" small whole.AppImage -noI -noX
    "$here/assemble" "$1" small packed.AppImage
    local image start end i j offset code
    RANDOM=1
    for i in $(seq 1 "$2"); do
        image=whole
        [ $((i % 4)) -ne 0 ] || image=packed
        start=$(squashfs_offset ./$image.AppImage)
        end=$(stat -c %s $image.AppImage)
        cp $image.AppImage hurt.AppImage
        for j in $(seq 0 $((RANDOM % 4))); do
            case $(((i + j) % 3)) in
                0) offset=$((start + RANDOM % 96)) ;;
                1) offset=$((end - 4096 - RANDOM % 5000)) ;;
                2) offset=$((start + (RANDOM * 32768 + RANDOM) % (end - start))) ;;
            esac
            flip hurt.AppImage $offset $((RANDOM % 255 + 1))
        done
        rm -rf "${HOME:?}/.cache" "${TMPDIR:?}"/tea-* scratch
        mkdir scratch
        for option in "" --appimage-extract; do
            code=0
            # shellcheck disable=SC2086
            (cd scratch && ulimit -f 100000 && timeout 20 ../hurt.AppImage $option >/dev/null 2>../err.txt) ||
                code=$?
            case $code in
                0 | 1 | 2 | 126 | 127) ;;
                *) fail "damage $i, '$option': exit code $code: $(cat err.txt)" ;;
            esac
        done
        [ -z "$(find scratch -mindepth 1 -maxdepth 1 ! -name squashfs-root)" ] || fail "damage $i: $(ls -A scratch)"
        equal "left by damage $i" "" "$(find "$HOME" "$TMPDIR" -name '.launcher?*')"
    done
}

test_damaged_images_never_crash() {
    damage_many "$launcher" "${DAMAGES:-100}"
}

test_damaged_images_never_crash_with_sanitizers() {
    [ -n "${SANITIZED:-}" ] || skip "no sanitized build: make sanitized needs libasan and libubsan"
    damage_many "$SANITIZED" "${DAMAGES:-100}"
}
