# The --appimage- options.
# shellcheck shell=bash disable=SC2154,SC2016

test_offset_is_where_the_squashfs_begins() {
    equal "magic" hsqs "$(tail -c +$(($("$app" --appimage-offset) + 1)) "$app" | head -c 4)"
    equal "offset" "$(stat -c %s "$launcher")" "$("$app" --appimage-offset)"
}

test_file_is_a_type_2_appimage() {
    equal "magic" 414902 "$(dd if="$app" bs=1 skip=8 count=3 status=none | od -An -tx1 | tr -d ' ')"
}

test_help_and_version_go_to_stdout() {
    fails 0 "$app" --appimage-help
    equal "stderr" "" "$err"
    for option in extract extract-and-run help mount offset updateinfo version; do
        contains "help" "--appimage-$option" "$out"
    done
    fails 0 "$app" --appimage-version
    [[ $out =~ ^tea-launcher\ [0-9]+\.[0-9]+\.[0-9]+ ]] || fail "version: $out"
}

test_output_that_does_not_arrive_is_a_failure() {
    [ -e /dev/full ] || skip "no /dev/full"
    fails 1 bash -c "'$app' --appimage-help >/dev/full"
    is_message "full" "cannot write to standard output" "$err"
}

test_update_information() {
    fails 1 "$app" --appimage-updateinfo
    is_message "none" "no update information" "$err"
    cp "$app" updatable.AppImage
    printf 'zsync|https://example.org/x.zsync' |
        dd of=updatable.AppImage bs=1 seek="$(section_offset updatable.AppImage .upd_info)" conv=notrunc status=none
    for option in updateinfo updateinformation; do
        equal "text" "zsync|https://example.org/x.zsync" "$(./updatable.AppImage --appimage-$option)"
    done
}

test_signature_says_that_there_is_none() {
    fails 1 "$app" --appimage-signature
    is_message "signature" "not signed" "$err"
}

test_unknown_options_are_usage_errors_with_a_suggestion() {
    fails 2 "$app" --appimage-extrakt
    is_message "near" "did you mean --appimage-extract?" "$err"
    fails 2 "$app" --appimage-frobnicate
    is_message "far" "unknown option --appimage-frobnicate" "$err"
    contains "far" "see --appimage-help" "$err"
    fails 2 "$app" --appimage-offset extra
    is_message "arguments" "too many arguments" "$err"
    for option in home config; do
        fails 2 "$app" --appimage-portable-$option
        is_message "$option" "not supported" "$err"
    done
    check "nothing was unpacked" [ ! -e "$HOME/.cache" ]
}

test_other_options_are_the_programs() {
    equal "arguments" '<--appimage-help>' "$("$app" args --appimage-help)"
    fails 0 "$app" --appimage
    fails 0 "$app" --help
}

test_mount_prints_the_unpacked_directory_and_waits() {
    "$app" --appimage-mount >mount.txt &
    local pid=$!
    until [ -s mount.txt ]; do sleep 0.02; done
    equal "directory" "$(entry "$app")" "$(cat mount.txt)"
    kill -0 $pid
    kill $pid
}

test_extract_gives_everything_and_lists_it() {
    "$app" --appimage-extract >list.txt
    tree_is_right squashfs-root "$appdir"
    cmp squashfs-root/usr/share/models/big.gguf "$appdir/usr/share/models/big.gguf"
    equal "list" "$(cd "$appdir" && find . -mindepth 1 -printf 'squashfs-root/%P\n' | sort)" "$(sort list.txt)"
    check "the cache is not used" [ ! -e "$HOME/.cache" ]
}

test_extract_with_a_pattern() {
    "$app" --appimage-extract 'usr/lib' >/dev/null
    diff -r --no-dereference squashfs-root/usr/lib "$appdir/usr/lib"
    equal "only that" lib "$(ls squashfs-root/usr)"
    "$app" --appimage-extract 'usr/bin/tool1?' >/dev/null # into the same directory
    equal "tools" 10 "$(find squashfs-root/usr/bin -type f | wc -l)"
    "$app" --appimage-extract '*/share/models/big.gguf' >/dev/null
    cmp squashfs-root/usr/share/models/big.gguf "$appdir/usr/share/models/big.gguf"
    fails 1 "$app" --appimage-extract 'usr/nothing'
    is_message "no match" "nothing in the image matches usr/nothing" "$err"
}

test_extract_twice_replaces() {
    "$app" --appimage-extract >/dev/null
    echo changed >squashfs-root/AppRun
    rm -rf squashfs-root/usr/share
    "$app" --appimage-extract >/dev/null
    tree_is_right squashfs-root "$appdir"
}

test_extract_does_not_follow_links_that_were_there() {
    mkdir -p outside squashfs-root
    ln -s ../outside squashfs-root/usr
    fails 1 "$app" --appimage-extract
    equal "outside" "" "$(ls -A outside)"
    rm -r squashfs-root
    ln -s outside squashfs-root
    fails 1 "$app" --appimage-extract
    equal "outside" "" "$(ls -A outside)"
    rm squashfs-root
    mkdir squashfs-root
    ln -s ../outside/AppRun squashfs-root/AppRun
    "$app" --appimage-extract AppRun
    equal "outside" "" "$(ls -A outside)"
}

test_extract_into_an_unwritable_directory_is_a_message() {
    mkdir closed
    chmod 555 closed
    fails 1 unprivileged bash -c "chmod 555 closed; cd closed && '$app' --appimage-extract"
    is_message "unwritable" "cannot write squashfs-root: Permission denied" "$err"
}

test_extract_to_a_full_disk_is_a_message() {
    mkdir small
    with_mounts '
        mount -t tmpfs -o size=3m tmpfs small
        cd small
        fails 1 "$app" --appimage-extract
        is_message "full" "not enough space in squashfs-root: " "$err"
        equal "left behind" "" "$(ls -A)"'
}
