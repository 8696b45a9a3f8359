#!/usr/bin/env bash
# picocli 4.7.7: a group of options that exists for its heading only, @ArgGroup(validate = false),
# begins anew when one of its options comes a second time. The options of the group that were given before are back at their
# defaults. No error is raised, and the exit code is 0. Outside a group the same line is refused with exit code 2.
#
# Seen: "--force --level 1 --level 2" ends with force=false and level=2; "--force --level 2" with force=true.
# It hurts whoever lets a script append an option to a line that has it already: a word like --force or --dry-run is lost.
# What helps: options that matter stand outside such groups, or a test for each option given twice.
#
# Needs: a JDK of 11 or later, curl, sha256sum, repo1.maven.org.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

curl -fsSLO https://repo1.maven.org/maven2/info/picocli/picocli/4.7.7/picocli-4.7.7.jar
echo "f86e30fffd10d2b13b8caa8d4b237a7ee61f2ffccf5b1941de718b765d235bf8  picocli-4.7.7.jar" | sha256sum --check --quiet

cat > Twice.java <<'JAVA'
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

public class Twice {
    static class Options {
        @Option(names = "--force")
        boolean force;

        @Option(names = "--level")
        int level;
    }

    static abstract class Shown implements Runnable {
        abstract Options options();

        @Override
        public void run() {
            System.out.println("force=" + options().force + " level=" + options().level);
        }
    }

    @Command(name = "grouped")
    static class Grouped extends Shown {
        @ArgGroup(validate = false, heading = "How%n")
        Options options = new Options();

        @Override
        Options options() {
            return options;
        }
    }

    @Command(name = "plain")
    static class Plain extends Shown {
        @Mixin
        Options options;

        @Override
        Options options() {
            return options;
        }
    }

    public static void main(String[] words) {
        Object command = words[0].equals("grouped") ? new Grouped() : new Plain();
        System.exit(new CommandLine(command).execute(java.util.Arrays.copyOfRange(words, 1, words.length)));
    }
}
JAVA

expect() { # CODE OUTPUT WORDS...: what the words lead to
    local code=$1 output=$2 got=0 said
    shift 2
    said=$(java -cp picocli-4.7.7.jar Twice.java "$@" 2> errors) || got=$?
    echo "$*: exit $got, '$said'"
    if [[ $got != "$code" || $said != "$output" ]]; then
        echo "changed: exit $code and '$output' were seen before" >&2
        exit 1
    fi
}

expect 0 'force=true level=2' grouped --force --level 2
expect 0 'force=false level=2' grouped --force --level 1 --level 2
expect 0 'force=true level=2' plain --force --level 2
expect 2 '' plain --force --level 1 --level 2
grep -q 'should be specified only once' errors
