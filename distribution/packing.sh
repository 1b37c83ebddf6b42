# What both packages are made with; sourced by package-agent and package-server.
# Expects: here (the checkout), output (where the files go), JAVA_HOME (the JDK that built the jars, and whose machine is packed for).

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'noderax: %s\n' "$@" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null || die "$1 is needed to make a package." "Install it:  apt-get install $2"
}

# The architecture as uname says it; it is the JDK's, which has to run here for the training run.
jdk_architecture() {
    local arch
    arch=$(sed -n 's/^OS_ARCH="\(.*\)"$/\1/p' "$JAVA_HOME/release")
    "$JAVA_HOME/bin/java" -version >/dev/null 2>&1 || die "The JDK in $JAVA_HOME (${arch:-of an unknown machine}) does not run here."
    case $arch in
        x86_64 | amd64) printf 'x86_64\n' ;;
        aarch64 | arm64) printf 'aarch64\n' ;;
        *) die "Packages are made for x86_64 and aarch64; the JDK in $JAVA_HOME is of ${arch:-an unknown machine}." ;;
    esac
}

debian_architecture() {
    case $1 in
        x86_64) printf 'amd64\n' ;;
        aarch64) printf 'arm64\n' ;;
    esac
}

# The version of a built jar NAME-VERSION.jar.
version_of() {
    local file=${1##*/}
    file=${file#"$2"-}
    printf '%s\n' "${file%.jar}"
}

# The moment of what is packed, in seconds: that of the commit, so that the same commit makes the same package.
moment_of_checkout() {
    git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s
}

stamp_of_checkout() { date -u -d "@$(moment_of_checkout)" +%Y%m%d%H%M%S; }

# As dpkg and rpm sort it: 1.2.0-rc1 before 1.2.0, and of two snapshots the later commit after the earlier.
package_version() {
    local version=${1,,} rest
    if [[ $version == *-* ]]; then
        rest=${version#*-}
        version=${version%%-*}~${rest//[^a-z0-9.+]/.}
    fi
    [[ $version != *snapshot* ]] || version+=.$(stamp_of_checkout)
    printf '%s\n' "$version"
}

# link_runtime FOLDER MODULES: a Java runtime with these modules alone. Files only, no links: updates refuse those.
link_runtime() {
    "$JAVA_HOME/bin/jlink" --add-modules "$2" --strip-java-debug-attributes --no-man-pages --no-header-files \
        --compress zip-6 --output "$1.linked"
    cp -RL "$1.linked" "$1"
    rm -rf "$1.linked"
}

# write_launcher FILE PROGRAM JVM-VARIABLE FLAGS CLASS-PATH MAIN: the class path's $here is the image's folder.
write_launcher() {
    # The cache is used for exactly the jars that it was made of: with others beside it there is none, instead of old code that
    # runs (JDK-8377932). NODERAX_TRAINING has this run write it. Each process that this script starts delays the first claim.
    cat >"$1" <<TEXT
#!/bin/sh
# Starts $2 with the runtime that lies beside it.
here=\$(readlink -f "\$0")
here=\${here%/*}
cache=\$here/cache/classes.aot
export MALLOC_ARENA_MAX=1
if [ -n "\${NODERAX_TRAINING:-}" ]; then
    unset NODERAX_TRAINING
    (cd "\$here" && sha256sum app/*.jar >cache/jars.sha256)
    set -- "-XX:AOTCacheOutput=\$cache" $6 "\$@"
elif [ -r "\$cache" ] && (cd "\$here" && exec sha256sum -c cache/jars.sha256) >/dev/null 2>&1; then
    set -- "-XX:AOTCache=\$cache" "-Dnoderax.cache=\$cache" $6 "\$@"
else
    set -- $6 "\$@"
fi
exec "\$here/runtime/bin/java" $4 \${$3:-} -cp "$5" "\$@"
TEXT
    chmod 0755 "$1"
}

# class_path JAR...: as the launcher has it.
class_path() {
    local jar path=
    for jar in "$@"; do path+=${path:+:}\$here/app/${jar##*/}; done
    printf '%s\n' "$path"
}

# --- the training run's server -----------------------------------------------------------------------------------------

readonly EMAIL=packager@example.com
server_pid=

# start_server COMMAND...: with a home, TLS and an administrator of its own below $work; sets url, password and token.
start_server() {
    local port
    port=$("$JAVA_HOME/bin/java" "$here/distribution/FreePort.java")
    url=https://127.0.0.1:$port
    password=${password:-$(openssl rand -hex 16)}
    token=
    [[ -s $work/cert.pem ]] || openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
        -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
    mkdir -p "$work/server"
    NODERAX_HOME=$work/server NODERAX_HOST=127.0.0.1 NODERAX_PORT=$port NODERAX_ADMIN_EMAIL=$EMAIL NODERAX_ADMIN_PASSWORD=$password \
        NODERAX_TLS_CERT=$work/cert.pem NODERAX_TLS_KEY=$work/key.pem AGENT_PUBLIC_API_URL=$url "$@" >"$work/server.log" 2>&1 &
    server_pid=$!
    for _ in {1..240}; do
        ! call GET /health/ready >/dev/null 2>&1 || {
            token=$(call POST /api/v1/auth/login "{\"email\":\"$EMAIL\",\"password\":\"$password\"}" | member accessToken)
            return 0
        }
        kill -0 "$server_pid" 2>/dev/null || break
        sleep 0.5
    done
    cat "$work/server.log" >&2
    die "the server for the training run did not start"
}

stop_server() {
    [[ -n $server_pid ]] || return 0
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
}

call() {
    curl --silent --show-error --fail --noproxy '*' --cacert "$work/cert.pem" -X "$1" -H 'Content-Type: application/json' \
        ${token:+-H "Authorization: Bearer $token"} ${3:+--data "$3"} "$url$2"
}

member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# --- files -------------------------------------------------------------------------------------------------------------

# The key that signs: the operator's, or one of this checkout that says nothing about who made the packages.
choose_signing_key() {
    signing_key=${NODERAX_SIGNING_KEY:-}
    if [[ -z $signing_key ]]; then
        signing_key=$here/target/signing-key.pem
        [[ -s $signing_key ]] || (umask 077 && openssl genpkey -algorithm ed25519 -out "$signing_key")
        say "NODERAX_SIGNING_KEY is not set: signed by a throw-away key of this checkout, $signing_key"
    fi
    openssl pkey -in "$signing_key" -noout -text 2>/dev/null | grep -qi ed25519 ||
        die "NODERAX_SIGNING_KEY must be a file with an Ed25519 key (PEM, PKCS#8); it is \"$signing_key\"." \
            "Make one:  openssl genpkey -algorithm ed25519 -out key.pem"
    openssl pkey -in "$signing_key" -pubout -out "$work/signing-key.pub"
}

sign() {
    openssl pkeyutl -sign -rawin -inkey "$signing_key" -in "$1" -out "$1.sig"
}

# Whether this kind of file is to be made: all are, unless NODERAX_PACKAGE_KINDS names some of tar, deb and rpm.
wants() { [[ " ${NODERAX_PACKAGE_KINDS:-tar deb rpm} " == *" $1 "* ]]; }

# Takes a finished file into the output, with its checksum and signature; all three get their names at the end.
publish() {
    local file=$1 name=${1##*/} made
    mkdir -p "$output"
    sign "$file"
    (cd "$(dirname -- "$file")" && sha256sum "$name" >"$name.sha256")
    for made in "$file.sha256" "$file.sig" "$file"; do
        install -m 0644 "$made" "$output/.${made##*/}.new"
        mv "$output/.${made##*/}.new" "$output/${made##*/}"
    done
    install -m 0644 "$work/signing-key.pub" "$output/signing-key.pub"
    say "$output/$name"
}

pack_tar() {
    wants tar || return 0
    tar --create --sort=name --owner=0 --group=0 --numeric-owner -C "$work" "$name" | gzip -3 >"$work/$name.tar.gz"
    publish "$work/$name.tar.gz"
}

# fill TEMPLATE: the template's @WORDS@ replaced.
fill() {
    sed -e "s|@VERSION@|$version|g" -e "s|@PACKAGE_VERSION@|$(package_version "$version")|g" \
        -e "s|@IMAGE@|/opt/noderax-agent/versions/${folder:-}|g" \
        -e "s|@ARCH@|$arch|g" -e "s|@DEBIAN_ARCH@|$(debian_architecture "$arch")|g" \
        -e "s|@KIB@|$(du -sk "$work/root" | cut -f 1)|g" -e "s|@ROOT@|$work/root|g" "$1"
}

# pack_deb FOLDER: of what lies in $work/root, with the control files of that folder.
pack_deb() {
    local control=$work/root/DEBIAN file
    wants deb || return 0
    mkdir -p "$control"
    for file in "$1"/*; do
        fill "$file" >"$control/${file##*/}"
        case ${file##*/} in
            control | conffiles) chmod 0644 "$control/${file##*/}" ;;
            *) chmod 0755 "$control/${file##*/}" ;;
        esac
    done
    # gzip: the image is packed already, and every dpkg reads it.
    dpkg-deb --root-owner-group -Zgzip -z3 --build "$work/root" "$work/$name.deb" >/dev/null
    rm -rf "$control"
    publish "$work/$name.deb"
}

# pack_rpm SPEC: of what lies in $work/root.
pack_rpm() {
    wants rpm || return 0
    fill "$1" >"$work/package.spec"
    mkdir -p "$work/rpm"
    rpmbuild -bb --quiet --target "$arch-linux" --define "_topdir $work/rpm" --define "_rpmdir $work/rpm" \
        --define '_build_name_fmt package.rpm' --define '_binary_payload w3.gzdio' --define '_build_id_links none' \
        --define '__os_install_post %{nil}' --define '_buildhost noderax.invalid' \
        --define "source_date_epoch_from_changelog 0" "$work/package.spec" >"$work/rpm.log" 2>&1 || {
        cat "$work/rpm.log" >&2
        die "rpmbuild failed"
    }
    mv "$work/rpm/package.rpm" "$work/$name.rpm"
    publish "$work/$name.rpm"
}
