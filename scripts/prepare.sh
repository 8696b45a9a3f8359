# Shared by ./guestwire and ./verify, which source it: the JDK, the Debian packages, the build.
# The caller sets `root`, the repository's folder, and `me`, the name that messages begin with.
# shellcheck shell=bash disable=SC2034,SC2154

readonly exit_missing=3 exit_build=4
readonly jdk_wanted=25

# A signal sent to the script alone ends it when the program it waits for has ended.
trap 'exit 130' INT
trap 'exit 143' TERM

# What a private host and its guest need: a program or a file (`*` allowed, `|` between alternatives), and the Debian
# package that brings it. The test kit has the last word (dev.guestwire.testkit.Prerequisites).
readonly driver=libvirt/connection-driver/libvirt_driver_qemu.so
readonly lab_needs=(
    "libvirtd|virtqemud libvirt-daemon"
    "/usr/lib*/$driver|/usr/lib*/*/$driver libvirt-daemon-driver-qemu"
    "qemu-system-x86_64 qemu-system-x86"
    "qemu-img qemu-utils"
    "busybox busybox-static"
    "mke2fs e2fsprogs"
    "setpriv util-linux"
)

# What the tests need besides: they compare with libvirt's own client, and read its sample documents.
readonly test_needs=(
    "virsh libvirt-clients"
    "xz xz-utils"
)

say() { printf '%s: %s\n' "$me" "$*" >&2; }

# die EXIT MESSAGE
die() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

# Counts from $1 (seconds, as SECONDS) to now, for people: "12 s" or "3 min 5 s".
elapsed() {
    local seconds=$((SECONDS - $1))
    if ((seconds < 60)); then echo "$seconds s"; else echo "$((seconds / 60)) min $((seconds % 60)) s"; fi
}

# ---- the JDK ----------------------------------------------------------------------------------------------------

# Prints the major version of the JDK in folder $1; nothing when there is none.
jdk_major() {
    [[ -x $1/bin/javac && -r $1/release ]] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the folders where a JDK may be, the likeliest first.
jdk_places() {
    local java
    [[ -z ${JAVA_HOME-} ]] || echo "$JAVA_HOME"
    java=$(command -v javac) && java=$(readlink -f "$java") && echo "${java%/bin/javac}"
    local place
    for place in /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/* \
        "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/* \
        /opt/java/* /opt/*jdk* /usr/java/* /usr/local/*jdk*; do
        [[ ! -d $place ]] || echo "$place"
    done
}

# Sets JAVA_HOME to a JDK that does, or ends: the one that is set, else the wanted version, else a later one.
find_jdk() {
    local place major later="" seen=""
    local -a places
    mapfile -t places < <(jdk_places)
    for place in "${places[@]}"; do
        major=$(jdk_major "$place")
        [[ -n $major ]] || continue
        if ((major == jdk_wanted)) || { ((major > jdk_wanted)) && [[ $place == "${JAVA_HOME-}" ]]; }; then
            export JAVA_HOME=$place
            return
        fi
        if ((major > jdk_wanted)); then later=${later:-$place}; fi
        [[ $seen == *" $place "* ]] || seen+=" $place "
    done
    if [[ -n $later ]]; then
        export JAVA_HOME=$later
        return
    fi
    say "no JDK $jdk_wanted found. Looked in JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN's and other usual folders."
    [[ -z $seen ]] || say "found, but too old:$seen"
    say "get one from https://adoptium.net/temurin/releases/?version=$jdk_wanted and set JAVA_HOME to its folder,"
    say "or: sdk install java $jdk_wanted-tem; or, where Debian has it: apt-get install openjdk-$jdk_wanted-jdk-headless"
    exit "$exit_missing"
}

# ---- Debian packages --------------------------------------------------------------------------------------------

# Whether one of the programs or files $1 is there; an ordinary user's PATH often has no sbin.
is_there() {
    local -a alternatives
    local one
    IFS='|' read -ra alternatives <<<"$1"
    for one in "${alternatives[@]}"; do
        if [[ $one == /* ]]; then
            compgen -G "$one" >/dev/null && return
        else
            PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin" command -v "$one" >/dev/null && return
        fi
    done
    return 1
}

# Prints the words that make a command run as root without asking for a password: nothing for root; fails if there are none.
as_root() {
    ((EUID == 0)) && return
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && echo "sudo -n"
}

may_install() {
    [[ ${GUESTWIRE_INSTALL-} != never ]] && command -v apt-get >/dev/null && as_root >/dev/null
}

apt() {
    local -a root_words
    read -ra root_words <<<"$(as_root)"
    "${root_words[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# Runs apt-get with the given words; shows the end of what it said when it fails.
apt_or_die() {
    local log=$root/target/apt.log
    mkdir -p "$root/target"
    if ! apt "$@" >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        die "$exit_missing" "apt-get $1 failed; all it said is in $log"
    fi
}

# Whether the guest's kernel still has to be fetched, which needs apt's lists.
needs_apt_lists() {
    local cache=${GUESTWIRE_CACHE:-${XDG_CACHE_HOME:-${HOME-}/.cache}/guestwire}
    [[ -z ${GUESTWIRE_GUEST_KERNEL-} ]] && ! compgen -G "$cache/guest-*" >/dev/null \
        && ! apt-cache show linux-image-cloud-amd64 >/dev/null 2>&1
}

# require_packages NEED…: installs what is missing, saying what; where it may not, or GUESTWIRE_INSTALL is "never", says
# how, and ends.
require_packages() {
    local need begin=$SECONDS
    local -a packages=() names=()
    for need in "$@"; do
        if ! is_there "${need% *}"; then
            names+=("${need% *}")
            packages+=("${need##* }")
        fi
    done
    if ((${#packages[@]} == 0)); then
        if needs_apt_lists && may_install; then
            say "fetching apt's package lists, which the guest's kernel comes from"
            apt_or_die update
        fi
        return
    fi
    if ! may_install; then
        say "missing: ${names[*]}"
        say "on Debian or Ubuntu, install them with"
        printf '  apt-get install --no-install-recommends %s\n' "${packages[*]}" >&2
        if [[ ${GUESTWIRE_INSTALL-} == never ]]; then
            say "it was not tried, because GUESTWIRE_INSTALL=never"
        elif ((EUID != 0)); then
            say "as root; it was not tried, because there is no sudo without a password here"
        fi
        exit "$exit_missing"
    fi
    say "installing Debian packages: ${packages[*]}"
    apt_or_die update
    apt_or_die install --no-install-recommends "${packages[@]}"
    say "installed in $(elapsed "$begin")"
}

# Prints a need for each driver of libvirt's that is not there although Debian has a package of its own for it, as Debian 13
# and later have; up to Debian 12 they come with libvirt-daemon. The tests of storage, networks and the like use them.
missing_drivers() {
    local name file
    for name in storage network nodedev secret nwfilter interface; do
        file=libvirt/connection-driver/libvirt_driver_$name.so
        if ! is_there "/usr/lib*/$file|/usr/lib*/*/$file" \
            && apt-cache show "libvirt-daemon-driver-$name" >/dev/null 2>&1; then
            echo "/usr/lib*/$file|/usr/lib*/*/$file libvirt-daemon-driver-$name"
        fi
    done
}

# ---- the build --------------------------------------------------------------------------------------------------

readonly jar=cli/target/guestwire.jar

# start_words FOLDER: sets `start`, the words that start Java for the command in a folder, but for the main class. The small
# collector and the first compiler start fastest; reflection does not make code; nobody looks for another selector. The
# order of the class path is part of the cache, and so must not depend on the language.
start_words() {
    local LC_ALL=C library class_path=$1/guestwire.jar
    for library in "$1"/lib/*.jar; do class_path+=:$library; done
    start=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED
        -Djdk.reflect.useNativeAccessorOnly=true -cp "$class_path")
    if [[ $OSTYPE == linux* ]]; then
        start+=(-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider)
    fi
}

# The verbs that often go without picocli and documents (QuickStart.java). The JVM loads all of a cache at its start: theirs is small.
readonly quick_verbs="list|start|suspend|resume|reset|destroy"

# They end before a compiler pays: its thread takes time from the two that load (Ahead.java).
readonly quick_flags="-Xint"

# use_cache FOLDER ARGUMENT…: adds to `start` the cache that serves a line best, if there is one. The JVM says nothing if it
# is another one's.
use_cache() {
    local cache=$1/guestwire.aot
    if [[ ${2-} =~ ^($quick_verbs)$ && " $* " != *" --json "* ]]; then
        cache=$1/quick.aot
        start+=("$quick_flags")
    fi
    if [[ -r $cache ]]; then
        start+=(-XX:AOTCache="$cache" -Xlog:disable "-Xlog:all=warning,aot=off:stderr")
    fi
}

# Says when the sources were last known to be built; a build takes the time before it starts.
begin_build() {
    mkdir -p "$root/target"
    touch "$root/target/build-began"
}

end_build() { mv "$root/target/build-began" "$root/target/built"; }

is_built() {
    [[ -f $root/$jar && -f $root/target/built ]] || return
    local -a sources=("$root/pom.xml" "$root/.mvn")
    local module
    for module in protocol client testkit cli; do
        sources+=("$root/$module/pom.xml" "$root/$module/src/main")
    done
    [[ -z $(find "${sources[@]}" -newer "$root/target/built" -print -quit) ]]
}

readonly spinner=("|" "/" "-" "\\")

# Shows which module Maven builds: in one changing line on a terminal, in plain lines elsewhere.
show_build() {
    local line module="" begin=$SECONDS turn=0 code
    while true; do
        if IFS= read -r -t 0.2 line; then
            code=0
        else
            code=$?
        fi
        ((code == 0 || code > 128)) || break
        if ((code == 0)) && [[ $line =~ Building\ Guestwire\ ([a-z]+)\ .*(\[[0-9/]+\]) ]]; then
            module="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"
            [[ -t 2 ]] || say "building $module"
        fi
        if [[ -t 2 ]]; then
            turn=$(((turn + 1) % 4))
            printf '\r%s building %s %s\033[K' "${spinner[turn]}" "$module" "$(elapsed "$begin")" >&2
        fi
    done
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# Builds the command unless it is newer than its sources. GUESTWIRE_BUILD=never runs what is there.
build_command() {
    if [[ ${GUESTWIRE_BUILD-} == never ]]; then
        [[ -f $root/$jar ]] || die "$exit_build" "GUESTWIRE_BUILD=never, but $jar has not been built"
        return
    fi
    is_built && return
    if ! mkdir -p "$root/target" 2>/dev/null || [[ ! -w $root/target ]]; then
        [[ -f $root/$jar ]] || die "$exit_build" "$jar has not been built, and you may not write to $root/target"
        say "you may not write to $root/target: running the command as it was last built"
        return
    fi
    exec 9>"$root/target/build-lock"
    flock 9
    if ! is_built; then
        local log=$root/target/build.log begin=$SECONDS
        say "building with $JAVA_HOME (the first time takes a minute, and fetches libraries from Maven Central)"
        begin_build
        if ! (cd "$root" && ./mvnw -Dmaven.test.skip=true -Drehearsal.skip=false -Dspotless.check.skip=true -pl cli -am package) \
            </dev/null 9>&- 2>&1 | tee "$log" | show_build; then
            grep -E '^\[(ERROR|FATAL)\]' "$log" | head -n 30 >&2 || tail -n 30 "$log" >&2
            die "$exit_build" "the build failed; all it said is in $log"
        fi
        end_build
        say "built in $(elapsed "$begin")"
    fi
    exec 9>&-
}
