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
    for mode in 770 777 722 702; do
        chmod $mode "$(place)"
        refused "mode $mode" "(its mode is $mode)"
    done
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
