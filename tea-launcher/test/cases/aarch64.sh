# The launcher for the other architecture, under qemu.
# shellcheck shell=bash disable=SC2154,SC2016

emulated_image() { # APPDIR IMAGE
    need qemu-aarch64-static
    [ "$(uname -m)" != aarch64 ] || skip "this machine is aarch64"
    [ -n "${LAUNCHER_AARCH64:-}" ] || skip "no aarch64 build: make ARCH=aarch64"
    "$here/assemble" "$LAUNCHER_AARCH64" "$1" "$2"
    printf '\0\0\0' | dd of="$2" bs=1 seek=8 conv=notrunc status=none # qemu refuses the AppImage's magic bytes
}

test_aarch64_starts_and_unpacks_the_same() {
    emulated_image "$appdir" arm.AppImage
    equal "arguments" '<a b><>' "$(qemu-aarch64-static ./arm.AppImage args 'a b' '')"
    fails 42 qemu-aarch64-static ./arm.AppImage exit 42
    tree_is_right "$(entry ./arm.AppImage)" "$appdir"
    place_is_clean ./arm.AppImage
    equal "APPIMAGE" "APPIMAGE=$PWD/arm.AppImage" "$(qemu-aarch64-static ./arm.AppImage env | grep ^APPIMAGE=)"
    fails 1 qemu-aarch64-static ./arm.AppImage --appimage-signature
    is_message "message" "not signed" "$err"
}

test_aarch64_extracts_and_notices_damage() {
    emulated_image "$appdir" arm.AppImage
    qemu-aarch64-static ./arm.AppImage --appimage-extract >/dev/null
    tree_is_right squashfs-root "$appdir"
    flip arm.AppImage $(($(stat -c %s arm.AppImage) - 6000))
    fails 1 qemu-aarch64-static ./arm.AppImage
    is_message "damage" "" "$err"
    equal "left behind" launcher.lock "$(ls -A "$(place)")"
}
