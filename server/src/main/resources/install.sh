#!/bin/bash
# Installs the Noderax agent as a service and makes this machine the node that an operator has prepared. Served by a Noderax server:
#
#   curl -fsSL 'https://noderax.example.com/install.sh' | sudo bash -s -- --api-url 'https://noderax.example.com' --bootstrap-token 'TOKEN'
#
# Nothing happens before the last line: a half-downloaded script does nothing. It may be run again after a failure.

usage() {
    cat <<'TEXT'
usage: bash install.sh --api-url URL --bootstrap-token TOKEN [OPTIONS]

  --api-url URL            the server, with its path prefix if it has one
  --bootstrap-token TOKEN  from `noderax node add NAME`; good for 15 minutes
  --version VERSION        that version of the agent, not the latest
  --ca FILE                certificates (PEM) of a private authority that the server's certificate is of
  --release-key FILE       public keys (PEM, Ed25519) of which one must have signed the release
  --proxy URL              a proxy on the way to the server (or HTTPS_PROXY, which sudo drops)
  --log-level LEVEL        of the agent: debug, info, warn, error
TEXT
}

say() { printf '%s\n' "$*" >&2; }

# Ends the script; the server shows the sentence.
fail() {
    failure=$*
    exit 1
}

read_options() {
    while (($# > 0)); do
        case $1 in
            --help | -h) usage && exit 0 ;;
            --api-url) api_url=${2:-} ;;
            --bootstrap-token) token=${2:-} ;;
            --version) version=${2:-} ;;
            --ca) ca=${2:-} ;;
            --release-key) release_key=${2:-} ;;
            --proxy) export HTTPS_PROXY=${2:-} https_proxy=${2:-} HTTP_PROXY=${2:-} http_proxy=${2:-} ;;
            --log-level) log_level=${2:-} ;;
            *) usage >&2 && fail "The option $1 is not known." ;;
        esac
        [[ -n ${2:-} ]] || fail "The option $1 needs a value."
        shift 2
    done
    [[ -n $api_url ]] || { usage >&2 && fail "The option --api-url is needed."; }
    [[ -n $token ]] || { usage >&2 && fail "The option --bootstrap-token is needed."; }
    [[ $api_url =~ ^https?://[^[:space:]\"\\]+$ ]] || fail "--api-url must be an address such as https://noderax.example.com (it is \"$api_url\")."
    [[ $token =~ ^[A-Za-z0-9._~+/=-]{8,}$ ]] || fail "--bootstrap-token is not a token; copy the whole command again."
    [[ $version =~ ^[A-Za-z0-9][A-Za-z0-9._+-]*$ ]] || fail "--version must be a version such as 1.2.0 (it is \"$version\")."
    while [[ $api_url == */ ]]; do api_url=${api_url%/}; done
    api=$api_url
    [[ $api == */api/v1 ]] || api+=/api/v1
}

require_usable_files() {
    [[ -z $ca || -r $ca ]] || fail "The file $ca of --ca cannot be read."
    [[ -z $release_key || -r $release_key ]] || fail "The file $release_key of --release-key cannot be read."
    # A key that this machine's root has pinned counts, whatever the server offers.
    [[ -n $release_key || ! -r /etc/noderax-agent/release-key.pub ]] || release_key=/etc/noderax-agent/release-key.pub
}

# --- the server --------------------------------------------------------------------------------------------------------

# Without the lock on the place (9): a download that outlives a killed script must not hold up the next one.
fetch() { curl --fail --silent --show-error --location --connect-timeout 20 ${ca:+--cacert "$ca"} "$@" 9<&-; }

# Text as a JSON string, without what would have to be escaped.
quoted() { printf '"%s"' "$(printf '%s' "$1" | tr '\000-\037"\\' ' ' | cut -c 1-500)"; }

# report STAGE PERCENT [STATUS [MESSAGE]]: what the operator sees; gives the HTTP status, 000 without an answer.
report() {
    local body="{\"token\":\"$token\",\"stage\":\"$1\",\"status\":\"${3:-installing}\",\"progressPercent\":$2"
    [[ -z ${4:-} ]] || body+=",\"statusMessage\":$(quoted "$4")"
    printf '%s}' "$body" | curl --silent --output /dev/null --write-out '%{http_code}' --connect-timeout 10 --max-time 20 \
        ${ca:+--cacert "$ca"} -H 'Content-Type: application/json' --data-binary @- "$api/node-installs/progress" || true
}

announce() {
    say "$3"
    report "$1" "$2" >/dev/null
}

# The first word to the server tells at once whether it can be reached and knows the token.
start_with_server() {
    local status
    say "Joining $api_url"
    status=$(report installer_started 8)
    case $status in
        2??) ;;
        404) fail "The server does not know this bootstrap token (or $api is not a Noderax server)." ;;
        410) fail "The bootstrap token has expired; let the operator make a new command." ;;
        429) fail "The server asks to come back later: too many installations at once. Run the same command again in a minute." ;;
        000) fail "$(reach_in_words)" ;;
        *) fail "The server at $api answers with HTTP status $status." ;;
    esac
    announced=yes
}

reach_in_words() {
    local code=0
    fetch --max-time 30 --output /dev/null "$api/health" 2>/dev/null || code=$?
    case $code in
        5) printf 'The name of the proxy cannot be found.' ;;
        6) printf 'The name of the server in %s cannot be found: look at the address and at /etc/resolv.conf.' "$api_url" ;;
        7) printf 'Nothing listens at %s, or a firewall refuses.' "${https_proxy:-$api_url}" ;;
        28) printf '%s does not answer in time.' "$api_url" ;;
        35 | 51 | 58 | 60 | 77) printf 'The TLS certificate of %s is not trusted here. Is it of a private authority, then name its file with --ca.' "$api_url" ;;
        *) printf '%s cannot be reached (curl ends with %s); is a proxy needed, name it with --proxy.' "$api_url" "$code" ;;
    esac
}

# --- this machine ------------------------------------------------------------------------------------------------------

require_machine() {
    [[ $(id -u) == 0 ]] || fail "This has to run as root: put sudo before bash."
    [[ $(uname -s) == Linux ]] || fail "The agent runs on Linux, and this is $(uname -s)."
    arch=$(uname -m)
    [[ $arch == x86_64 || $arch == aarch64 ]] || fail "The agent is made for x86_64 and aarch64, and this machine is $arch."
    [[ -d /run/systemd/system ]] ||
        fail "systemd does not run here, and the service needs it. The agent also runs in the foreground: see its README."
}

# What is missing is installed where a package manager is there to do it.
require_tools() {
    local tool missing=()
    for tool in tar gzip sha256sum df useradd; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    if ((${#missing[@]} > 0)); then
        announce dependencies_installing 18 "Installing ${missing[*]}"
        install_tools
        for tool in "${missing[@]}"; do command -v "$tool" >/dev/null || fail "$tool is needed and could not be installed."; done
    else
        announce dependencies_installing 18 "Everything that is needed is there"
    fi
    report dependencies_ready 30 >/dev/null
}

install_tools() {
    local packages=(tar gzip coreutils)
    if command -v apt-get >/dev/null; then
        packages+=(passwd)
        export DEBIAN_FRONTEND=noninteractive
        apt-get install -y "${packages[@]}" >&2 || { apt-get update && apt-get install -y "${packages[@]}"; } >&2 || true
    elif command -v dnf >/dev/null; then
        dnf install -y "${packages[@]}" shadow-utils >&2 || true
    elif command -v yum >/dev/null; then
        yum install -y "${packages[@]}" shadow-utils >&2 || true
    elif command -v zypper >/dev/null; then
        zypper --non-interactive install "${packages[@]}" shadow >&2 || true
    fi
}

# The service's user, and a folder on the disk where the agent will be, which must be able to run programs.
prepare_place() {
    if ! id noderax >/dev/null 2>&1; then
        useradd --system --user-group --no-create-home --home-dir /var/lib/noderax-agent --shell "$(command -v nologin || command -v false)" noderax ||
            fail "The user noderax cannot be created."
    fi
    mkdir -p /opt/noderax-agent || fail "The folder /opt/noderax-agent cannot be made."
    exec 9</opt/noderax-agent
    ! command -v flock >/dev/null || flock --nonblock 9 || fail "Another installation is under way on this machine; wait for its end."
    # What a killed run has left.
    rm -rf /opt/noderax-agent/.install-*
    place=$(mktemp -d /opt/noderax-agent/.install-XXXXXX) || fail "/opt/noderax-agent cannot be written; is the disk full or read-only?"
    printf '#!/bin/sh\nexit 0\n' >"$place/try" && chmod 0700 "$place/try" || fail "/opt/noderax-agent cannot be written; is the disk full?"
    "$place/try" 2>/dev/null || fail "Programs cannot run below /opt: its file system is mounted noexec."
    announce service_user_ready 45 "User and folder are there"
}

# --- the agent's files -------------------------------------------------------------------------------------------------

# member NAME: of the manifest's file in $entry; text or number.
member() { printf '%s' "$entry" | sed -n "s/.*\"$1\"[[:space:]]*:[[:space:]]*\"\{0,1\}\([A-Za-z0-9._+-]*\).*/\1/p"; }

read_manifest() {
    local releases=$api/agent-releases/$version code=0 words
    words=$(fetch --max-time 60 --output "$place/release.json" "$releases/release.json" 2>&1) || code=$?
    if ((code == 22)); then
        words=$(curl --silent --max-time 20 ${ca:+--cacert "$ca"} "$releases/release.json" | sed -n 's/.*"message":"\([^"]*\)".*/\1/p')
        fail "The server has no agent to give: ${words:-no releases are configured there (NODERAX_RELEASES)}."
    fi
    ((code == 0)) || fail "The list of the agent's files cannot be downloaded: $words"
    verify_signature "$releases"
    # A file a line.
    entry=$(tr -d '\r\n' <"$place/release.json" | sed 's/{/\n{/g' | grep '"kind"[[:space:]]*:[[:space:]]*"image"' |
        grep "\"arch\"[[:space:]]*:[[:space:]]*\"$arch\"" | head -n 1) || true
    [[ -n $entry ]] || fail "The server has no agent for $arch."
    file=$(member name) size=$(member size) checksum=$(member sha256)
    [[ $file =~ ^[A-Za-z0-9][A-Za-z0-9._+-]*$ && $size =~ ^[0-9]+$ && $checksum =~ ^[0-9a-fA-F]{64}$ ]] ||
        fail "The list of the agent's files on the server is broken."
}

# With a key that is known here. Without one, what is downloaded is as trustworthy as the connection, as this script is.
verify_signature() {
    local key=$place/key
    [[ -n $release_key ]] || return 0
    openssl pkeyutl -help 2>&1 | grep -q -e -rawin || fail "openssl 3.0 or later is needed to check the signature of the release; install it, or leave --release-key out."
    fetch --max-time 60 --output "$place/release.json.sig" "$1/release.json.sig" 2>/dev/null || fail "The release has no signature."
    # One key a file.
    awk -v to="$key" '/BEGIN PUBLIC KEY/ { n++ } n { print > (to n ".pem") }' "$release_key"
    for key in "$place"/key*.pem; do
        ! openssl pkeyutl -verify -rawin -pubin -inkey "$key" -in "$place/release.json" -sigfile "$place/release.json.sig" >/dev/null 2>&1 || return 0
    done
    fail "The signature of the release is not by a key in $release_key: it is not used."
}

download() {
    local free code=0 words
    # Packed, unpacked, and installed beside.
    free=$(df -Pk "$place" | awk 'NR == 2 { print $4 }')
    ((free > size / 1024 * 7)) || fail "The disk of /opt has $((free / 1024)) MB left, and $((size / 1024 * 7 / 1024)) MB are needed."
    announce binary_download_started 60 "Downloading $file ($((size / 1048576)) MB)"
    words=$(fetch --max-time 1800 --retry 3 --output "$place/$file" "$api/agent-releases/$version/$file" 2>&1) || code=$?
    ((code != 23)) || fail "The download cannot be written: the disk of /opt is full."
    ((code == 0)) || fail "The agent cannot be downloaded: $words"
    [[ $(sha256sum "$place/$file" | cut -d ' ' -f 1) == "${checksum,,}" ]] ||
        fail "The checksum of the downloaded agent is wrong: it was changed on its way, or the server's files do not belong together."
    announce binary_downloaded 74 "Downloaded, and its checksum is right"
}

unpack() {
    mkdir "$place/image"
    tar -xzf "$place/$file" -C "$place/image" --no-same-owner 2>"$place/words" || fail "The agent cannot be unpacked: $(tail -n 1 "$place/words")"
    rm -f "$place/$file"
    program=$(printf '%s\n' "$place"/image/*/noderax-agent)
    "$program" version >"$place/words" 2>&1 || fail "The agent does not run on this machine (glibc 2.28 or later is needed): $(tail -n 1 "$place/words")"
}

install_agent() {
    local settings=/etc/noderax-agent
    announce agent_bootstrapping 88 "Installing the service and joining"
    if [[ -n $ca ]]; then
        mkdir -p "$settings"
        [[ $ca -ef $settings/ca.pem ]] || install -m 0644 "$ca" "$settings/ca.pem" || fail "$settings/ca.pem cannot be written."
        NODERAX_CONFIG_FILE=$settings/config.json "$program" config set api_tls_ca_file "$settings/ca.pem" >/dev/null ||
            fail "The setting api_tls_ca_file cannot be written to $settings/config.json."
    fi
    keep_proxy "$settings" || fail "$settings/environment cannot be written."
    "$program" install --non-interactive --api-url "$api_url" --bootstrap-token "$token" ${log_level:+--log-level "$log_level"} \
        2> >(tee "$place/words" >&2) || fail "The service could not be installed: $(tail -n 1 "$place/words")"
    report service_started 100 completed >/dev/null
    say "This machine is a node now. How it is:  noderax-agent status"
}

# The service needs the proxy of the installation too. Its address may have a password in it.
keep_proxy() {
    local https=${HTTPS_PROXY:-${https_proxy:-}} http=${HTTP_PROXY:-${http_proxy:-}} none=${NO_PROXY:-${no_proxy:-}}
    [[ -n $https$http ]] || return 0
    mkdir -p "$1" && (umask 077 && printf 'HTTPS_PROXY="%s"\nHTTP_PROXY="%s"\nNO_PROXY="%s"\n' "$https" "$http" "$none" >"$1/environment")
}

# --- in order ----------------------------------------------------------------------------------------------------------

# On every way out: the folder goes, and a failure is told to the operator too.
finish() {
    local code=$?
    trap - EXIT
    [[ -z $place ]] || rm -rf "$place"
    if ((code != 0)); then
        say "noderax: ${failure:-The installation was broken off.}"
        [[ -z $announced ]] || report failed 0 failed "${failure:-The installation was broken off.}" >/dev/null
    fi
    exit "$code"
}

main() {
    set -euo pipefail
    umask 022
    api_url='' token='' version=latest ca='' release_key='' log_level=''
    api='' arch='' place='' file='' size='' checksum='' entry='' program='' failure='' announced=''
    trap finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    read_options "$@"
    command -v curl >/dev/null || fail "curl is needed; install it with the machine's package manager."
    require_usable_files
    start_with_server
    require_machine
    require_tools
    prepare_place
    read_manifest
    download
    unpack
    install_agent
}

{ main "$@" </dev/null; exit; }
