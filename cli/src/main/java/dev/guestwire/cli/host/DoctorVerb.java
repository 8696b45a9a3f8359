package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.Target;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.LibvirtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The verb {@code doctor}. */
@Command(
        name = "doctor",
        description = "Tells what can be reached, what was tried, and what is missing.",
        mixinStandardHelpOptions = true)
public final class DoctorVerb extends Verb {
    /** What every Linux has. */
    private static final Path PROC = Path.of("/proc/self");

    private static final Path SYSFS = Path.of("/sys/devices");

    private final List<Row> rows = new ArrayList<>();
    private int code = ExitCode.OK;

    /** Creates the verb. */
    public DoctorVerb() {}

    @Override
    public Integer call() {
        for (Target target : settings().targets()) {
            examine(target);
        }
        out().table(
                        settings().targets().size() > 1
                                ? List.of("host", "check", "ok", "result")
                                : List.of("check", "ok", "result"),
                        rows);
        return code;
    }

    private void examine(Target target) {
        try (Host host = target.open()) {
            add(target, "connection", true, target.label());
            lookForSysfs(target);
            check(target, "libvirt", () -> host.libvirtVersion().toString());
            check(target, "hypervisor", () -> host.hypervisorType() + " " + host.hypervisorVersion());
            check(target, "guests", () -> Integer.toString(host.states().size()));
            check(target, "virtualization", () -> virtualization(host));
            check(
                    target,
                    "storage pools",
                    () -> Integer.toString(host.storage().pools().size()));
            check(
                    target,
                    "networks",
                    () -> Integer.toString(host.networks().list().size()));
            check(
                    target,
                    "node devices",
                    () -> Integer.toString(host.nodeDevices().list().size()));
            check(
                    target,
                    "secrets",
                    () -> Integer.toString(host.secrets().list().size()));
        } catch (ConnectFailedException none) {
            code = ExitCode.UNREACHABLE;
            add(
                    target,
                    "connection",
                    false,
                    String.valueOf(none.getMessage()).lines().findFirst().orElse(""));
            none.attempts().forEach(tried -> add(target, "tried " + tried.address(), false, tried.problem()));
        } catch (LibvirtException failed) {
            code = ExitCode.FAILED;
            add(target, "connection", false, String.valueOf(failed.getMessage()));
        }
    }

    private void lookForSysfs(Target target) {
        if (Files.exists(PROC) && !Files.exists(SYSFS)) {
            add(
                    target,
                    "sysfs",
                    false,
                    "this machine has no " + SYSFS
                            + "; if the daemon has none either, it starts no guest from libvirt"
                            + " 12.8.0 on: mount -t sysfs sysfs /sys");
        }
    }

    private static String virtualization(Host host) {
        String xml = host.capabilitiesXml();
        if (xml.contains("<domain type='kvm'")) {
            return "KVM";
        }
        return xml.contains("<domain type='qemu'")
                ? "emulated only: is /dev/kvm there and allowed?"
                : "as the driver has it";
    }

    private void check(Target target, String what, Supplier<String> question) {
        try {
            add(target, what, true, question.get());
        } catch (CallFailedException refused) {
            add(target, what, false, String.valueOf(refused.getMessage()));
        }
    }

    private void add(Target target, String what, boolean ok, String result) {
        rows.add(target.row().with("check", what).with("ok", ok).with("result", result));
    }
}
