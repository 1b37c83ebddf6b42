#!/bin/bash
# Records what real package tools print when they are given the agent's commands, against a repository of tiny packages:
#     record.sh SUITE WORKFOLDER TOOL...      for instance: record.sh bookworm /var/tmp/tools dnf zypper pacman
# as root on a Debian with mmdebstrap. The tools live in a root folder of their own (WORKFOLDER/SUITE), which is kept for the next
# run; nothing of this machine is changed. A recording is the command after "$", what it printed (standard error marked), its exit code.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here/../resources/io/noderax/agent/packages/recorded
packages=createrepo-c,rpm,dnf,zypper,pacman-package-manager,makepkg,libarchive-tools,zstd,util-linux,procps

outside() {
    local suite=$1 root=$2/$1 tool
    shift 2
    if [[ ! -d $root/usr ]]; then
        [[ $suite != sid ]] || packages+=,dnf5
        mmdebstrap --variant=essential --include="$packages" ${APT_OPTION:+--aptopt="$APT_OPTION"} "$suite" "$root"
    fi
    for tool in "$@"; do
        cp "${BASH_SOURCE[0]}" "$root/record.sh"
        rm -rf "$root/recorded"
        mkdir -p "$root/recorded"
        unshare --mount --pid --fork -- bash -euc '
            mount --bind "$1" "$1" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount -t tmpfs -o size=1m,mode=755 none "$1/opt"
            exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /bin/bash /record.sh inside "$2"' - "$root" "$tool"
        local folder
        folder=$out/$tool-$(cat "$root/recorded/version")
        rm -rf "$folder" "$root/recorded/version"
        mkdir -p "$out"
        cp -r "$root/recorded" "$folder"
        echo "recorded: $folder"
    done
}

# --- from here on: inside of the root folder ---

# The surroundings of the agent's questions, and of its changes.
asked() { run "$1" COLUMNS=100000 TERM=dumb "${@:2}"; }
told() { run "$1" COLUMNS=80 "${@:2}"; }

run() {
    local file=/recorded/$1.txt setting=(HOME=/root USER=root LOGNAME=root LC_ALL=C.UTF-8 LANGUAGE=)
    shift
    while [[ $1 == *=* ]]; do
        setting+=("$1")
        shift
    done
    {
        echo "\$ $*"
        local code=0
        env -i PATH="$PATH" "${setting[@]}" "${as[@]}" "$@" </dev/null 2> >(sed -u 's/^/[stderr] /') || code=$?
        sleep 0.2
        echo "exit $code"
    } >"$file"
}
as=()

# Installs the slow package in the background; goes on when it is in the middle of it.
beside() {
    rm -f /slow
    "$@" >/var/log/slow 2>&1 </dev/null &
    until [[ -e /slow ]]; do
        kill -0 $! || { cat /var/log/slow >&2 && exit 1; }
        sleep 0.1
    done
}

# NAME VERSION RELEASE ARCHITECTURE SUMMARY [LINE OF THE SPEC...]
rpm_package() {
    local name=$1 version=$2 release=$3 architecture=$4 summary=$5 folder=/build/$1-$2-$4
    shift 5
    mkdir -p "$folder/root/opt" /repository
    head -c 3000000 /dev/urandom >"$folder/large"
    {
        printf 'Name: %s\nVersion: %s\nRelease: %s\nSummary: %s\nLicense: Apache-2.0\nAutoReqProv: no\n' \
            "$name" "$version" "$release" "$summary"
        [[ $architecture != noarch ]] || echo 'BuildArch: noarch'
        printf '%s\n' "$@" | grep '^[A-Z]' || true
        printf '%%description\n%s\n%%files\n' "$summary"
        [[ $name != large ]] || echo /opt/large
        printf '%s\n' "$@" | grep -v '^[A-Z]' || true
    } >"$folder/spec"
    mkdir -p "$folder/buildroot/opt"
    [[ $name != large ]] || cp "$folder/large" "$folder/buildroot/opt/large"
    rpmbuild --quiet -bb --target "$architecture" --buildroot "$folder/buildroot" --define "_topdir $folder" --define "_rpmdir /repository" \
        --define '_build_id_links none' --define '__os_install_post true' --define 'debug_package %{nil}' --noclean \
        --define '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' "$folder/spec" >"$folder/log" 2>&1 || cat "$folder/log"
}

LONG=name-that-is-too-long-for-the-column-which-a-tool-has-for-the-names-of-packages
OF_A_LIBRARY='Library, of which a machine may have two'

rpm_packages() {
    local tail=
    if [[ $1 == old ]]; then
        rm -rf /repository /build
        rpm_package editor 1.0 1 x86_64 'Small text editor: with a colon | and a bar'
        rpm_package editor-lang 1.0 1 noarch 'Translations for the editor'
        rpm_package libtwice 1.0 1 x86_64 "$OF_A_LIBRARY"
        rpm_package libtwice 1.0 1 i686 "$OF_A_LIBRARY"
        rpm_package epochal 1.0 1 noarch 'Package with an epoch' 'Epoch: 2'
        rpm_package $LONG 1.0 1.of.a.long.kind noarch 'Package whose name and release are long'
        rpm_package older 1.0 1 noarch 'Package that another one replaces'
    else
        rpm_package editor 1.1 1 x86_64 'Small text editor: with a colon | and a bar'
        rpm_package libtwice 1.1 1 x86_64 "$OF_A_LIBRARY"
        rpm_package libtwice 1.1 1 i686 "$OF_A_LIBRARY"
        rpm_package epochal 1.1 1 noarch 'Package with an epoch' 'Epoch: 2'
        rpm_package $LONG 1.0 2.of.a.long.kind noarch 'Package whose name and release are long'
        rpm_package newer 1.0 1 noarch 'Package that replaces the older one' 'Obsoletes: older'
        rpm_package broken 1.0 1 noarch 'Package whose need is not there' 'Requires: not-there'
        rpm_package large 1.0 1 noarch 'Package without room'
        rpm_package slow 1.0 1 noarch 'Package that takes its time' 'Provides: /bin/sh' '%pre' 'touch /slow' 'sleep 8'
    fi
    createrepo_c --quiet /repository
}

rpm_begin() {
    rm -rf /var/lib/rpm /usr/lib/sysimage/rpm /root/.rpmdb /var/cache/dnf /var/cache/libdnf5 /var/cache/zypp /var/lib/dnf \
        /usr/lib/sysimage/libdnf5 /etc/zypp/locks /etc/yum.repos.d /etc/zypp/repos.d
    rpm --initdb
    rpm_packages old
}

dnf_repository() {
    mkdir -p /etc/yum.repos.d /etc/dnf/vars
    echo 1 >/etc/dnf/vars/releasever
    printf '[main]\n%s\n' "${2:-}" >/etc/dnf/dnf.conf
    printf '[local]\nname=Local Packages\nbaseurl=%s\ngpgcheck=0\n' "$1" >/etc/yum.repos.d/local.repo
}

record_dnf() {
    local dnf=$1
    rpm_begin
    dnf_repository file:///repository
    ln -sf "/usr/bin/$dnf" /usr/local/bin/dnf
    PATH=/usr/local/bin:$PATH
    told install dnf -y install editor editor-lang libtwice.x86_64 libtwice.i686 epochal $LONG older
    asked no-updates dnf -q -C check-update
    rpm_packages new
    dnf -q makecache --refresh
    asked installed rpm -qa --queryformat '%{NAME}\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}\t%{ARCH}\t%{SUMMARY}\n'
    asked updates dnf -q -C check-update
    asked search dnf -q search editor
    asked search-nothing dnf -q search nosuch
    told not-found dnf -y install nosuch
    told remove-not-found dnf -y remove nosuch
    told no-space dnf -y install large
    told broken dnf -y install broken
    dnf_repository file:///repository excludepkgs=large
    told held dnf -y install large
    dnf_repository file:///repository
    beside dnf -y install slow
    told locked dnf -y install newer
    wait
    told upgrade-one dnf -y upgrade editor
    told upgrade dnf -y upgrade
    told remove dnf -y remove editor-lang
    dnf_repository http://127.0.0.1:9/
    dnf -q clean all >/dev/null
    told network dnf -y install large
    { dnf --version | head -n 1 | sed 's/^dnf5 version //'; } >/recorded/version
}

record_zypper() {
    rpm_begin
    # Without one, libsolv takes the system for broken.
    rpm_package glibc 2.0 1 x86_64 'Library of all'
    rpm --install --nodeps --force-debian /repository/glibc-*.rpm 2>/dev/null || rpm --install --nodeps /repository/glibc-*.rpm
    createrepo_c --quiet /repository
    mkdir -p /etc/zypp/repos.d /var/cache/zypp
    printf '[local]\nname=Local Packages\nbaseurl=dir:///repository\nenabled=1\ngpgcheck=0\nautorefresh=0\n' >/etc/zypp/repos.d/local.repo
    zypper --non-interactive --quiet refresh
    told install zypper --non-interactive install --auto-agree-with-licenses -- editor editor-lang libtwice.x86_64 libtwice.i686 epochal $LONG older
    asked no-updates zypper --non-interactive --no-refresh --quiet list-updates
    rpm_packages new
    zypper --non-interactive --quiet refresh --force
    asked installed rpm -qa --queryformat '%{NAME}\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}\t%{ARCH}\t%{SUMMARY}\n'
    asked updates zypper --non-interactive --no-refresh --quiet list-updates
    asked search zypper --non-interactive --no-refresh search -t package --match-substrings editor
    asked search-nothing zypper --non-interactive --no-refresh search -t package --match-substrings nosuch
    told not-found zypper --non-interactive install --auto-agree-with-licenses -- nosuch
    told remove-not-found zypper --non-interactive remove -- nosuch
    told no-space zypper --non-interactive install --auto-agree-with-licenses -- large
    told broken zypper --non-interactive install --auto-agree-with-licenses -- broken
    zypper --non-interactive --quiet addlock large
    told held zypper --non-interactive install --auto-agree-with-licenses -- large
    zypper --non-interactive --quiet removelock large
    beside zypper --non-interactive install slow
    told locked ZYPP_LOCK_TIMEOUT=1 zypper --non-interactive install --auto-agree-with-licenses -- newer
    asked search-locked zypper --non-interactive --no-refresh search -t package --match-substrings editor
    told waited ZYPP_LOCK_TIMEOUT=90 zypper --non-interactive install --auto-agree-with-licenses -- newer
    wait
    told upgrade-one zypper --non-interactive update --auto-agree-with-licenses -- editor
    told upgrade zypper --non-interactive update --auto-agree-with-licenses --
    told remove zypper --non-interactive remove -- editor-lang
    told needs-rebooting zypper --non-interactive needs-rebooting
    sed -i -e 's|^baseurl=.*|baseurl=http://127.0.0.1:9/|' -e s/autorefresh=0/autorefresh=1/ /etc/zypp/repos.d/local.repo
    rm -rf /var/cache/zypp/*
    told network zypper --non-interactive install --auto-agree-with-licenses -- large
    { zypper --version | sed 's/^zypper //'; } >/recorded/version
}

# NAME VERSION ARCHITECTURE SUMMARY [LINE OF THE DESCRIPTION...]
pacman_package() {
    local folder=/build/$1-$2
    rm -rf "$folder"
    mkdir -p "$folder/opt" /repository
    printf '%s = %s\n' pkgname "$1" pkgbase "$1" pkgver "$2" pkgdesc "$4" url https://example.com arch "$3" license Apache-2.0 \
        builddate 1700000000 packager nobody size "$([[ $1 == large ]] && echo 3000000 || echo 1000)" >"$folder/.PKGINFO"
    [[ $# -lt 5 ]] || printf '%s\n' "${@:5}" >>"$folder/.PKGINFO"
    [[ $1 != large ]] || head -c 3000000 /dev/urandom >"$folder/opt/large"
    [[ $1 != slow ]] || printf 'pre_install() {\n touch /slow\n sleep 8\n}\n' >"$folder/.INSTALL"
    (cd "$folder" && tar --zstd -cf "/repository/$1-$2-$3.pkg.tar.zst" .PKGINFO $([[ $1 != slow ]] || echo .INSTALL) opt)
    repo-add -q /repository/tiny.db.tar.zst "/repository/$1-$2-$3.pkg.tar.zst" >/dev/null 2>&1
}

pacman_settings() {
    printf '[options]\nArchitecture = x86_64\nSigLevel = Never\nCheckSpace\n%s\n[tiny]\nServer = %s\n' "${2:-}" "$1" >/etc/pacman.conf
    mkdir -p /var/lib/pacman /var/cache/pacman/pkg
}

record_pacman() {
    rm -rf /repository /build /var/lib/pacman /var/cache/pacman
    ln -sf /proc/self/mounts /etc/mtab
    pacman_settings file:///repository
    pacman_package editor 1.0-1 x86_64 'Small text editor: with a colon' 'group = tools'
    pacman_package editor-lang 1.0-1 any 'Translations for the editor, with a description that is so long that it does not fit into one row of a terminal of eighty columns'
    pacman_package epochal 2:1.0-1 any 'Package with an epoch' 'depend = editor'
    pacman_package kept 1.0-1 any 'Package that is not to be upgraded'
    pacman -Sy --noconfirm >/dev/null
    told install pacman -S --needed --noconfirm --noprogressbar --color never -- editor editor-lang epochal kept
    asked no-updates pacman -Qu
    pacman_package editor 1.1-1 x86_64 'Small text editor: with a colon' 'group = tools' 'group = texts'
    pacman_package epochal 2:1.1-1 any 'Package with an epoch' 'depend = editor'
    pacman_package kept 1.1-1 any 'Package that is not to be upgraded'
    pacman_package broken 1.0-1 any 'Package whose need is not there' 'depend = not-there'
    pacman_package large 1.0-1 any 'Package without room'
    pacman_package slow 1.0-1 any 'Package that takes its time'
    pacman_package newer 1.0-1 any 'Package that nobody has'
    pacman -Sy --noconfirm >/dev/null
    pacman_settings file:///repository 'IgnorePkg = kept'
    asked installed pacman -Qi
    asked updates pacman -Qu
    asked search pacman -Ss --color never -- editor
    asked search-nothing pacman -Ss --color never -- nosuch
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent)
    asked updates-of-a-user pacman -Qu
    as=()
    told not-found pacman -S --needed --noconfirm --noprogressbar --color never -- nosuch
    told remove-not-found pacman -R --noconfirm --noprogressbar --color never -- nosuch
    told no-space pacman -S --needed --noconfirm --noprogressbar --color never -- large
    told broken pacman -S --needed --noconfirm --noprogressbar --color never -- broken
    told held pacman -R --noconfirm --noprogressbar --color never -- editor
    beside pacman -S --noconfirm slow
    told locked pacman -S --needed --noconfirm --noprogressbar --color never -- newer
    wait
    told upgrade-one pacman -S --needed --noconfirm --noprogressbar --color never -- editor
    told upgrade pacman -Syu --noconfirm --noprogressbar --color never
    told remove pacman -R --noconfirm --noprogressbar --color never -- editor-lang
    told purge pacman -Rn --noconfirm --noprogressbar --color never -- kept
    pacman_settings http://127.0.0.1:9/
    told network pacman -S --needed --noconfirm --noprogressbar --color never -- newer
    { pacman --version | sed -n 's/.*Pacman v\([^ ]*\).*/\1/p'; } >/recorded/version
}

inside() {
    case $1 in
        dnf) record_dnf "$(ls /usr/bin/dnf4 /usr/bin/dnf-3 2>/dev/null | head -n 1 | xargs -r basename)" ;;
        dnf5) record_dnf dnf5 ;;
        zypper) record_zypper ;;
        pacman) record_pacman ;;
        *) echo "no recording for $1: dnf, dnf5, zypper or pacman" >&2 && exit 2 ;;
    esac
}

case ${1:-} in
    inside) inside "$2" ;;
    '' | -*) sed -n '2,5s/^# //p' "$0" && exit 2 ;;
    *) outside "$@" ;;
esac
