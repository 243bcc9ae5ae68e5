# Directories that others could have prepared.
# shellcheck shell=bash disable=SC2154,SC2016

refused() { # WHAT PART
    fails 1 "$app"
    is_message "$1" "is not safe to use" "$err"
    contains "$1" "$2" "$err"
}

test_entry_that_others_can_read_is_refused() {
    "$app"
    chmod 755 "$(entry "$app")"
    refused "mode" "$(entry "$app")"
    contains "fix" "chmod 700 '$(entry "$app")'" "$err"
}

test_place_that_others_can_write_is_refused() {
    mkdir -p "$(place)"
    for mode in 777 722 702; do
        chmod $mode "$(place)"
        refused "mode $mode" "(its mode is $mode)"
    done
}

test_place_that_another_group_can_write_is_refused() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    mkdir -p "$(place)"
    chgrp 12345 "$(place)"
    chmod 770 "$(place)"
    refused "mode 770" "(its mode is 770)"
}

test_place_that_a_umask_of_002_made_is_used() {
    (umask 002 && mkdir -p "$(place)") # as Maven does where users have groups of their own
    equal "mode" 775 "$(stat -c %a "$(place)")"
    "$app"
    equal "mode of the entry" 700 "$(stat -c %a "$(entry "$app")")"
}

test_place_that_others_can_read_is_used() {
    mkdir -p "$(place)" # as other programs of the project make it
    chmod 755 "$(place)"
    "$app"
    equal "mode of the entry" 700 "$(stat -c %a "$(entry "$app")")"
}

test_place_in_TMPDIR_must_be_private() {
    unset HOME
    mkdir -m 755 "$TMPDIR/tea-$(id -u)"
    refused "mode" "(its mode is 755)"
}

test_symbolic_links_are_refused() {
    mkdir -p "$HOME/.cache" elsewhere
    chmod 700 elsewhere
    ln -s "$PWD/elsewhere" "$(place)"
    refused "place" "a symbolic link"
    rm "$(place)"
    "$app"
    mv "$(entry "$app")" elsewhere/entry
    ln -s "$PWD/elsewhere/entry" "$(entry "$app")"
    refused "entry" "a symbolic link"
    unset HOME
    ln -s "$PWD/elsewhere" "$TMPDIR/tea-$(id -u)"
    refused "in TMPDIR" "a symbolic link"
    equal "nothing went through the link" entry "$(ls -A elsewhere)"
}

test_a_lock_that_is_a_link_is_not_followed() {
    mkdir -p "$(place)"
    chmod 700 "$(place)"
    ln -s "$PWD/victim" "$(place)/launcher.lock"
    "$app"
    check "not followed" [ ! -e victim ]
    check "so TMPDIR was used" [ -d "$TMPDIR"/tea-*/"$(id_of "$app")" ]
}

test_a_file_in_the_place_of_a_directory_is_refused() {
    mkdir -p "$HOME/.cache"
    : >"$(place)"
    refused "file" "a file, not a directory"
}

test_places_of_another_user_are_refused() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    mkdir -p "$(place)"
    chmod 700 "$(place)"
    chown "$NOBODY" "$(place)"
    refused "place" "belongs to user $NOBODY"
    chown root "$(place)"
    "$app"
    chown "$NOBODY" "$(entry "$app")"
    refused "entry" "belongs to user $NOBODY"
    unset HOME
    mkdir -m 700 "$TMPDIR/tea-0"
    chown "$NOBODY" "$TMPDIR/tea-0"
    refused "in TMPDIR" "belongs to user $NOBODY"
}

test_nothing_is_made_in_the_home_of_another_user() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    chown "$NOBODY" "$HOME"
    "$app"
    equal "HOME" "" "$(ls -A "$HOME")"
    check "TMPDIR was used" [ -d "$TMPDIR/tea-0/$(id_of "$app")" ]
}

test_a_directory_where_everybody_may_rename_is_not_used() {
    chmod 777 "$TMPDIR"
    (unset HOME && fails 1 "$app" && is_message "no sticky bit" "everybody may rename" "$err")
    chmod 1777 "$TMPDIR"
    (unset HOME && "$app")
}

# shared MODE [OWNER:GROUP]: $HOME/.cache of an unprivileged user, empty, and an empty TMPDIR
shared() {
    rm -rf "${HOME:?}/.cache" "${TMPDIR:?}"/tea-*
    mkdir "$HOME/.cache"
    chown -R "$NOBODY:$NOBODY" "$HOME" "$TMPDIR" .
    chown "${2:-$NOBODY:$NOBODY}" "$HOME/.cache"
    chmod "$1" "$HOME/.cache"
}

as_nobody() {
    setpriv --reuid "$NOBODY" --regid "$NOBODY" --clear-groups -- "$@"
}

test_a_directory_where_another_group_may_rename_is_not_used() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    local owner
    for owner in "$NOBODY:12345" 0:12345 "0:$NOBODY"; do
        shared 2775 "$owner"
        as_nobody "$app"
        equal "$owner: nothing there" "" "$(ls -A "$HOME/.cache")"
        check "$owner: so TMPDIR was used" [ -d "$TMPDIR/tea-$NOBODY/$(id_of "$app")" ]
        (TMPDIR=/nonexistent fails 1 as_nobody "$app"
            is_message "$owner" "$HOME/.cache is not safe to use: group ${owner#*:} may rename" "$err")
    done
    (unset HOME && chgrp 12345 "$TMPDIR" && chmod 770 "$TMPDIR" && fails 1 as_nobody "$app" &&
        is_message "TMPDIR" "$TMPDIR is not safe to use: group 12345 may rename" "$err")
}

test_ordinary_cache_directories_are_used() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    local mode
    for mode in 700 755 775 2775 1777; do # 775: umask 002
        shared $mode
        as_nobody "$app"
        check "mode $mode" [ -d "$(entry "$app")" ]
    done
    shared 3775 "$NOBODY:12345"
    as_nobody "$app"
    check "another group, but sticky" [ -d "$(entry "$app")" ]
}

test_a_HOME_that_everybody_can_write_is_used() { # a container with --tmpfs /home/user:mode=0777
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    chmod 777 "$HOME"
    as_nobody "$app"
    check "entry" [ -d "$(entry "$app")" ]
    equal "mode of .cache" 700 "$(stat -c %a "$HOME/.cache")"
}

test_a_TMPDIR_of_another_user_is_not_used() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    unset HOME
    chmod 1777 "$TMPDIR"
    as_nobody "$app" # root's
    chown 12345 "$TMPDIR"
    fails 1 as_nobody "$app"
    is_message "sticky" "$TMPDIR belongs to user 12345, and you are user $NOBODY" "$err"
    chown 65534 "$TMPDIR" # root in a user namespace
    as_nobody "$app"
    chmod 755 "$TMPDIR"
    fails 1 as_nobody "$app"
    is_message "not sticky" "$TMPDIR belongs to user 65534" "$err"
}

test_the_sticky_directory_of_an_unmapped_root_is_used() {
    [ "$(id -u)" -eq 0 ] || skip "needs root"
    unset HOME
    chmod 1777 "$TMPDIR"
    as_nobody unshare -U --map-user=1000 true 2>/dev/null || skip "no user namespaces here"
    equal "owner seen there" 65534 "$(as_nobody unshare -U --map-user=1000 stat -c %u "$TMPDIR")"
    as_nobody unshare -U --map-user=1000 "$app"
    check "entry" [ -d "$TMPDIR/tea-1000/$(id_of "$app")" ]
}

test_a_path_with_a_colon_is_not_used() {
    mkdir 'a:b'
    XDG_CACHE_HOME="$PWD/a:b/cache" "$app"
    equal "nothing made" "" "$(ls -A 'a:b')"
    check "TMPDIR was used" [ -d "$TMPDIR/tea-$(id -u)/$(id_of "$app")" ]
    HOME="$PWD/a:b" TMPDIR="$PWD/a:b" fails 1 "$app"
    is_message "both" "$PWD/a:b/.cache is not used: Java cannot run from a path with a colon; $PWD/a:b is not" "$err"
    contains "fix" "a directory without a colon" "$err"
    equal "still nothing made" "" "$(ls -A 'a:b')"
    ln -s 'a:b' link # Java follows it
    XDG_CACHE_HOME="$PWD/link" TMPDIR="$PWD/link" fails 1 "$app"
    is_message "link" "$PWD/link is not used: Java cannot run" "$err"
}
