#!/usr/bin/env bash
# Makes this machine a node from a source checkout: builds the agent's image, asks for the approval, installs and starts the service.
# Needs git, a JDK 25 and Maven to build; the installed agent needs none of them.
#
# usage: scripts/install.sh [--api-url URL] [--email E] [--log-level L]   what is not told is asked
#
# What was entered is mirrored to config.json of the checkout (NODERAX_CONFIG_MIRROR_FILE: another file; empty: none).
set -euo pipefail

here=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
mirror=${NODERAX_CONFIG_MIRROR_FILE-$here/config.json}
api_url='' email='' log_level=''

die() {
    printf 'install.sh: %s\n' "$@" >&2
    exit 1
}

as_root() {
    if [[ $(id -u) == 0 ]]; then "$@"; else sudo -- "$@"; fi
}

read_options() {
    while (($# > 0)); do
        [[ $# -ge 2 && -n $2 ]] || die "usage: scripts/install.sh [--api-url URL] [--email E] [--log-level L]"
        case $1 in
            --api-url) api_url=$2 ;;
            --email) email=$2 ;;
            --log-level) log_level=$2 ;;
            *) die "The option $1 is not known: --api-url, --email and --log-level are." ;;
        esac
        shift 2
    done
}

# ask VARIABLE PATTERN QUESTION [STAND-IN]: unless it was told. Before the build, which takes minutes.
ask() {
    local -n answer=$1
    if [[ -n $answer ]]; then
        [[ $answer =~ $2 ]] || die "--${1//_/-} cannot be \"$answer\". It is asked for as: $3"
    fi
    until [[ $answer =~ $2 ]]; do
        [[ -z $answer ]] || printf '"%s" cannot be used.\n' "$answer"
        read -r -p "$3${4:+ [$4]}: " answer || die "Nobody answers; without questions: scripts/install.sh --api-url URL --email E --log-level L"
        answer=${answer:-${4:-}}
    done
}

require_machine() {
    [[ -d /run/systemd/system ]] || die "systemd does not run here, and the service needs it. In the foreground: ./noderax agent run"
    [[ $(id -u) == 0 ]] || command -v sudo >/dev/null || die "The service is installed as root, and there is no sudo: run this as root."
}

# The image, in a folder of its own so that the packages of an operator stay as they are.
build_image() {
    local images=$here/target/install
    rm -rf "$images" # maybe of another version
    NODERAX_PACKAGE_KINDS=tar "$here/noderax" package agent "$images"
    mkdir -p "$images/image"
    tar -xzf "$(printf '%s\n' "$images"/noderax-agent-*.tar.gz)" -C "$images/image"
    program=$(printf '%s\n' "$images"/image/*/noderax-agent)
}

# Checks what was entered as it writes it down.
mirror_settings() {
    [[ -n $mirror ]] || return 0
    NODERAX_CONFIG_FILE=$mirror "$program" config set api_url "$api_url" >/dev/null
    NODERAX_CONFIG_FILE=$mirror "$program" config set log_level "$log_level" >/dev/null
    printf 'Mirrored to %s\n' "$mirror"
}

read_options "$@"
require_machine
ask api_url '^https?://[^[:space:]]+$' "Address of the server (https://noderax.example.com)"
ask email '^[^[:space:]@]+@[^[:space:]@]+$' "E-mail of the person who approves"
ask log_level '^(debug|info|warn|error)$' "Log level (debug, info, warn, error)" info
build_image
mirror_settings
as_root "$program" install --api-url "$api_url" --email "$email" --log-level "$log_level"
