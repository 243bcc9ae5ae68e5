# Where the entry is, and that it is always whole.
# shellcheck shell=bash disable=SC2154,SC2016

test_XDG_CACHE_HOME_is_used_and_made() {
    XDG_CACHE_HOME=$PWD/x/y/z/ "$app"
    check "entry" [ -x "x/y/z/tea/$(id_of "$app")/AppRun" ]
    equal "mode of what was made" 700 "$(stat -c %a x/y)"
    check "HOME is untouched" [ ! -e "$HOME/.cache" ]
}

test_relative_XDG_CACHE_HOME_is_ignored() {
    XDG_CACHE_HOME=relative "$app"
    check "entry" [ -d "$(entry "$app")" ]
    check "not used" [ ! -e relative ]
}

test_without_HOME_the_entry_is_in_TMPDIR() {
    (unset HOME && "$app")
    tree_is_right "$TMPDIR/tea-$(id -u)/$(id_of "$app")" "$appdir"
    equal "mode" 700 "$(stat -c %a "$TMPDIR/tea-$(id -u)")"
}

test_unwritable_cache_leads_to_TMPDIR() {
    mkdir "$HOME/.cache"
    chmod 500 "$HOME/.cache"
    unprivileged "$app"
    check "entry" [ -d "$TMPDIR"/tea-*/"$(id_of "$app")" ]
}

test_read_only_cache_with_the_entry_is_enough() {
    "$app"
    with_mounts '
        mount --bind "$HOME" "$HOME"
        mount -o remount,ro,bind "$HOME"
        "$app"
        [ -z "$(ls -A "$TMPDIR")" ] || fail "unpacked again"'
}

test_read_only_cache_leads_to_TMPDIR() {
    with_mounts '
        mount --bind "$HOME" "$HOME"
        mount -o remount,ro,bind "$HOME"
        "$app"
        [ -d "$TMPDIR"/tea-*/$(id_of "$app") ] || fail "no entry"'
}

test_noexec_cache_leads_to_TMPDIR() {
    with_mounts '
        mount -t tmpfs -o noexec tmpfs "$HOME"
        "$app"
        [ -d "$TMPDIR"/tea-*/$(id_of "$app") ] || fail "no entry"'
}

test_everything_noexec_is_a_message() {
    with_mounts '
        mount -t tmpfs -o noexec tmpfs "$HOME"
        mount -t tmpfs -o noexec tmpfs "$TMPDIR"
        fails 1 "$app"
        is_message "noexec" "is mounted noexec" "$err"'
}

test_nothing_writable_is_a_message_that_names_both_places() {
    chmod 500 "$HOME" "$TMPDIR"
    chmod 777 .
    fails 1 unprivileged "$app"
    is_message "unwritable" "$HOME/.cache" "$err"
    contains "second place" "$TMPDIR/tea-" "$err"
    contains "fix" "set XDG_CACHE_HOME or TMPDIR" "$err"
}

test_full_disk_leads_to_TMPDIR_and_leaves_nothing() {
    with_mounts '
        mount -t tmpfs -o size=1m tmpfs "$HOME"
        "$app"
        [ -d "$TMPDIR"/tea-*/$(id_of "$app") ] || fail "no entry"
        equal "left behind" launcher.lock "$(ls -A "$(place)")"'
}

test_full_disks_are_a_message_with_the_amounts() {
    with_mounts '
        mount -t tmpfs -o size=1m tmpfs "$HOME"
        mount -t tmpfs -o size=2m tmpfs "$TMPDIR"
        fails 1 "$app"
        is_message "full" "not enough space in $(place): " "$err"
        [[ $err =~ :\ [0-9]+\ [kM]B\ needed,\ [0-9]+\ kB\ free ]] || fail "$err"
        equal "left behind" launcher.lock "$(ls -A "$(place)")"'
}

test_eight_starts_at_once_all_work() {
    local pids=() pid
    for _ in 1 2 3 4 5 6 7 8; do
        "$app" exit 42 &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        local code=0
        wait "$pid" || code=$?
        equal "exit code" 42 $code
    done
    place_is_clean "$app"
    tree_is_right "$(entry "$app")" "$appdir"
}

test_eight_starts_at_once_without_locks_all_work() {
    need strace
    local pids=() pid
    for _ in 1 2 3 4 5 6 7 8; do
        strace -qq -o /dev/null -e trace=flock -e inject=flock:error=ENOLCK "$app" exit 42 &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        local code=0
        wait "$pid" || code=$?
        equal "exit code" 42 $code
    done
    place_is_clean "$app"
    tree_is_right "$(entry "$app")" "$appdir"
}

# Killed by the file size limit in the middle of a file: always leaves a directory half full.
test_leftovers_of_a_killed_start_are_removed_by_the_next() {
    (ulimit -c 0 -f 256 && "$app") 2>/dev/null && fail "was not killed"
    check "something was left" [ -n "$(find "$(place)" -maxdepth 1 -name '.launcher-*')" ]
    check "but no entry" [ ! -e "$(entry "$app")" ]
    "$app"
    place_is_clean "$app"
    tree_is_right "$(entry "$app")" "$appdir"
}

test_failed_writes_leave_nothing() {
    fails 1 bash -c "trap '' XFSZ; ulimit -f 256; '$app'"
    is_message "file size limit" "File too large" "$err"
    equal "left behind" launcher.lock "$(ls -A "$(place)")"
}

# A start that is killed at its Nth system call, for many N, leaves nothing that a later start trusts.
test_killed_anywhere_the_next_start_is_right() {
    need strace
    local call n
    for call in mkdirat openat flock pwrite64 fchmod utimensat symlinkat linkat close renameat; do
        for n in 1 2 4 9 20 60; do
            rm -rf "${HOME:?}/.cache"
            strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n "$app" 2>/dev/null || :
            "$app" || fail "start after a kill at $call $n"
            place_is_clean "$app"
            tree_is_right "$(entry "$app")" "$appdir"
        done
    done
}

test_killed_at_random_moments_the_next_start_is_right() {
    local n
    for n in $(seq 1 30); do
        rm -rf "${HOME:?}/.cache"
        timeout -s KILL "0.0$((n / 10))$((n % 10))" "$app" 2>/dev/null || :
        "$app" || fail "start after kill $n"
        place_is_clean "$app"
        tree_is_right "$(entry "$app")" "$appdir"
    done
}

# Every call that writes is checked: when it fails, there is a message and nothing stays, or another place is used.
test_every_failing_system_call_is_noticed() {
    need strace
    local call n
    for call in mkdirat openat pwrite64 fchmod utimensat symlinkat close renameat; do
        for n in 1 2 3 5 9 17 40; do
            rm -rf "${HOME:?}/.cache" "${TMPDIR:?}"/tea-*
            local code=0
            strace -qq -o /dev/null -e trace=$call -e inject=$call:error=EIO:when=$n "$app" exit 42 2>err.txt || code=$?
            case $code in
                42) ;;
                1) is_message "$call $n" "" "$(cat err.txt)" ;;
                *) fail "$call $n: exit code $code: $(cat err.txt)" ;;
            esac
            equal "left by $call $n" "" "$(find "$HOME" "$TMPDIR" -name '.launcher?*')"
            local tree
            for tree in "$HOME"/.cache/tea/????????????????* "$TMPDIR"/tea-*/????????????????*; do
                [ ! -d "$tree" ] || tree_is_right "$tree" "$appdir"
            done
        done
    done
}

test_calls_that_always_fail_are_a_message() {
    need strace
    local call
    for call in mkdirat pwrite64 fchmod utimensat symlinkat close renameat; do
        rm -rf "${HOME:?}/.cache" "${TMPDIR:?}"/tea-*
        fails 1 strace -qq -o /dev/null -e trace=$call -e inject=$call:error=EIO "$app"
        is_message "$call" ": Input/output error" "$err"
        equal "left by $call" "" "$(find "$HOME" "$TMPDIR" -name '.launcher?*' -o -name '????????????????*')"
    done
}

test_ran_out_of_space_while_writing_is_a_message() {
    need strace
    fails 1 strace -qq -o /dev/null -e trace=pwrite64 -e inject=pwrite64:error=EDQUOT:when=5+ "$app"
    is_message "quota" "not enough space: cannot write $(place)/" "$err"
    [[ $err =~ Disk\ quota\ exceeded\ \(unpacking\ takes\ [0-9]+\ [kM]B\)\; ]] || fail "$err"
    equal "left behind" launcher.lock "$(ls -A "$(place)")"
}

test_disk_without_room_for_a_directory_is_a_message() {
    need strace
    fails 1 strace -qq -o /dev/null -e trace=mkdirat -e inject=mkdirat:error=ENOSPC "$app"
    is_message "full" "No space left on device (unpacking takes " "$err"
}

test_an_entry_with_missing_or_short_files_is_made_anew() {
    "$app"
    rm "$(entry "$app")/usr/lib/random.bin"
    "$app"
    tree_is_right "$(entry "$app")" "$appdir"
    truncate -s 0 "$(entry "$app")/usr/lib/large.txt" # what a power cut may do
    "$app"
    tree_is_right "$(entry "$app")" "$appdir"
    rm "$(entry "$app")/usr/lib/link"
    "$app"
    place_is_clean "$app"
    tree_is_right "$(entry "$app")" "$appdir"
}

test_two_images_share_the_place() {
    make_appdir other
    "$here/assemble" "$launcher" other other.AppImage
    "$app"
    ./other.AppImage
    "$app"
    tree_is_right "$(entry "$app")" "$appdir"
    tree_is_right "$(entry ./other.AppImage)" other
}
