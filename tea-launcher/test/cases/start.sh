# The ordinary start.
# shellcheck shell=bash disable=SC2154,SC2016

test_first_start_unpacks_and_the_next_uses_it() {
    "$app"
    tree_is_right "$(entry "$app")" "$appdir"
    place_is_clean "$app"
    touch "$(entry "$app")/mark"
    "$app"
    check "the second start used the entry" [ -e "$(entry "$app")/mark" ]
}

test_directories_are_for_the_user_alone() {
    "$app"
    for directory in "$HOME/.cache" "$(place)" "$(entry "$app")"; do
        equal "mode of $directory" 700 "$(stat -c %a "$directory")"
    done
    equal "mode of the lock" 600 "$(stat -c %a "$(place)/launcher.lock")"
}

test_modes_are_kept_whatever_the_umask_and_the_umask_is_kept() {
    (umask 0777 && equal "umask" 0777 "$("$app" umask)")
    tree_is_right "$(entry "$app")" "$appdir"
}

test_hard_links_stay_links() {
    "$app"
    equal "links" 2 "$(stat -c %h "$(entry "$app")/usr/lib/hard.txt")"
    check "same file" [ "$(entry "$app")/usr/lib/hard.txt" -ef "$(entry "$app")/usr/lib/large.txt" ]
}

test_a_stored_model_becomes_an_extent_that_leads_to_its_bytes() {
    "$app"
    local extent size offset
    extent=$(entry "$app")/usr/share/models/big.gguf
    equal "lines" 3 "$(wc -l <"$extent")"
    equal "first line" "tea-extent 1" "$(sed -n 1p "$extent")"
    offset=$(sed -n '2s/^offset //p' "$extent")
    size=$(sed -n '3s/^size //p' "$extent")
    equal "size" "$(stat -c %s "$appdir/usr/share/models/big.gguf")" "$size"
    tail -c +$(($(squashfs_offset "$app") + offset + 1)) "$app" | head -c "$size" |
        cmp - "$appdir/usr/share/models/big.gguf"
    equal "mode and time" "$(stat -c '%a %Y' "$appdir/usr/share/models/big.gguf")" "$(stat -c '%a %Y' "$extent")"
}

test_small_and_compressed_models_are_unpacked() {
    "$app"
    cmp "$appdir/usr/share/models/small.gguf" "$(entry "$app")/usr/share/models/small.gguf"
    cmp "$appdir/usr/share/models/more/compressed.txt" "$(entry "$app")/usr/share/models/more/compressed.txt"
}

test_arguments_arrive_unchanged() {
    equal "arguments" $'<a b><><c\nd><*><--appimage-help><ü>' "$("$app" args 'a b' '' $'c\nd' '*' --appimage-help 'ü')"
    equal "no arguments" '' "$("$app" args)"
}

test_extract_and_run_is_the_ordinary_start() {
    equal "arguments" '<a b><>' "$("$app" --appimage-extract-and-run args 'a b' '')"
    equal "by environment" '<x>' "$(APPIMAGE_EXTRACT_AND_RUN=1 "$app" args x)"
    place_is_clean "$app"
}

test_environment_has_the_four_variables_and_is_otherwise_unchanged() {
    env >before.txt
    # shellcheck disable=SC2016
    (exec -a 'called so' "$app" env) >after.txt
    added=$(diff <(grep -v '^_=' before.txt | sort) <(grep -v '^_=' after.txt | sort) | sed -n 's/^[<>]/&/p' || true)
    equal "environment" "> APPDIR=$(entry "$app")
> APPIMAGE=$app
> ARGV0=called so
> OWD=$PWD" "$added"
}

test_variables_of_an_outer_appimage_are_replaced() {
    equal "APPIMAGE" "APPIMAGE=$app" "$(APPIMAGE=/other APPDIR=/other "$app" env | grep '^APPIMAGE=')"
}

test_program_is_called_by_its_path_in_the_entry() {
    equal "argv[0]" "$(entry "$app")/AppRun" "$("$app" called)"
}

test_working_directory_is_kept() {
    mkdir 'a directory'
    (cd 'a directory' && equal "pwd" "$PWD" "$("$app" pwd)")
}

test_a_removed_working_directory_is_no_obstacle() {
    mkdir gone
    (cd gone && rmdir ../gone && "$app" exit 0)
}

test_exit_code_is_the_programs() {
    for code in 0 1 2 77 255; do
        fails $code "$app" exit $code
    done
}

test_the_process_stays_the_same_and_gets_its_signals() {
    "$app" wait >wait.txt &
    local pid=$! code=0
    until [ -s wait.txt ]; do sleep 0.02; done
    kill -TERM $pid
    wait $pid || code=$?
    equal "exit code" 43 $code
    equal "output" $'ready\nterminated' "$(cat wait.txt)"
}

test_no_descriptor_leaks_and_signals_are_untouched() {
    "$app" # so that both ways of starting are looked at
    for what in fds signals; do
        rm -rf "$(place)"
        expected=$("$appdir/AppRun" $what)
        equal "$what after unpacking" "$expected" "$("$app" $what)"
        equal "$what with the entry there" "$expected" "$("$app" $what)"
    done
}

test_closed_standard_streams_are_no_obstacle() {
    "$app" exit 0 <&- >&- 2>&-
    tree_is_right "$(entry "$app")" "$appdir"
}

test_path_with_spaces_and_symbolic_link() {
    mkdir 'a b'
    cp "$app" 'a b/my app.AppImage'
    ln -s 'a b/my app.AppImage' link
    equal "APPIMAGE" "APPIMAGE=$PWD/a b/my app.AppImage" "$(./link env | grep '^APPIMAGE=')"
    equal "ARGV0" "ARGV0=./link" "$(./link env | grep '^ARGV0=')"
}

test_image_found_through_PATH() {
    equal "arguments" '<x>' "$(PATH=$work:$PATH app.AppImage args x)"
}

test_moved_image_uses_the_same_entry() {
    cp "$app" one.AppImage
    ./one.AppImage
    mkdir elsewhere
    mv one.AppImage elsewhere/two.AppImage
    equal "APPIMAGE" "APPIMAGE=$PWD/elsewhere/two.AppImage" "$(elsewhere/two.AppImage env | grep '^APPIMAGE=')"
    place_is_clean "$app"
}

test_program_that_cannot_be_started_gives_a_message() {
    make_appdir broken
    echo '#!/nonexistent/interpreter' >broken/AppRun
    "$here/assemble" "$launcher" broken broken.AppImage
    fails 1 ./broken.AppImage
    is_message "interpreter" "cannot start $(entry ./broken.AppImage)/AppRun: No such file or directory" "$err"
}

test_image_without_id_says_so() {
    NO_ID=1 "$here/assemble" "$launcher" "$appdir" plain.AppImage
    fails 1 ./plain.AppImage
    is_message "no id" "no content id" "$err"
    ./plain.AppImage --appimage-extract AppRun >/dev/null
    check "extracted" [ -x squashfs-root/AppRun ]
}

test_blocks_and_fragments_of_every_size() {
    for block in 4K 64K 1M; do
        for options in "" "-no-fragments" "-always-use-fragments" "-noI -noX" "-noF"; do
            # shellcheck disable=SC2086
            "$here/assemble" "$launcher" "$appdir" variant.AppImage -b $block $options
            ./variant.AppImage
            tree_is_right "$(entry ./variant.AppImage)" "$appdir"
        done
    done
}

test_compressor_options_move_the_model() {
    NOT_AT_96=1 "$here/assemble" "$launcher" "$appdir" options.AppImage -Xcompression-level 1
    ./options.AppImage
    equal "extent" "offset 102" "$(sed -n 2p "$(entry ./options.AppImage)/usr/share/models/big.gguf")"
}

test_a_small_model_is_unpacked_and_not_part_of_the_id() {
    mkdir -p little/usr/share/models
    cp "$appdir/AppRun" little
    cp "$appdir/usr/share/models/small.gguf" little/usr/share/models
    MODEL_SIZE=1k "$here/assemble" "$launcher" little little.AppImage
    ./little.AppImage
    diff -r little "$(entry ./little.AppImage)"
}

test_image_without_a_model() {
    mkdir -p none/usr/share/models
    cp "$appdir/AppRun" none
    "$here/assemble" "$launcher" none none.AppImage
    ./none.AppImage
    diff -r none "$(entry ./none.AppImage)"
}

test_many_files_and_deep_directories() {
    local path=many i
    mkdir many
    cp "$appdir/AppRun" many
    for i in $(seq 1 60); do
        path=$path/d
        mkdir $path
        echo "$i" >$path/file
    done
    mkdir many/flat
    for i in $(seq 1 3000); do
        echo "$i" >"many/flat/a file with a somewhat longer name, number $i"
    done
    "$here/assemble" "$launcher" many many.AppImage
    ./many.AppImage
    diff -r many "$(entry ./many.AppImage)"
    rm -rf "$(entry ./many.AppImage)/flat/a file with a somewhat longer name, number 1234"
    ./many.AppImage
    diff -r many "$(entry ./many.AppImage)"
}
