package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.lxc.LxcProgram;
import dev.guestwire.protocol.qemu.QemuProgram;
import dev.guestwire.protocol.remote.RemoteProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The listings are whole: every number of libvirt 9.0.0, what came later with its release, and every mark. */
class CoverageTest {
    private static final List<Procedure> REMOTE = RemoteProgram.procedures();

    @Test
    void theNumbersAreDense() {
        assertThat(numbers(REMOTE)).isEqualTo(upTo(456));
        assertThat(numbers(QemuProgram.procedures())).isEqualTo(upTo(7));
        assertThat(numbers(LxcProgram.procedures())).isEqualTo(upTo(1));
    }

    @Test
    void libvirt900Has451CallsAndEvents() {
        List<Procedure> old = new ArrayList<>(REMOTE.subList(0, 443));
        assertThat(old).allMatch(procedure -> procedure.since().equals("9.0.0"));
        assertThat(old.stream().filter(Procedure::event)).hasSize(51);
        assertThat(QemuProgram.procedures().stream().filter(Procedure::event)).hasSize(1);
        assertThat(LxcProgram.procedures()).noneMatch(Procedure::event);
    }

    @Test
    void additionsNameTheirRelease() {
        Map<String, List<Integer>> releases = new TreeMap<>(REMOTE.subList(443, 456).stream()
                .collect(Collectors.groupingBy(
                        Procedure::since, Collectors.mapping(Procedure::number, Collectors.toList()))));
        assertThat(releases)
                .containsExactly(
                        Map.entry("10.1.0", List.of(447)),
                        Map.entry("10.2.0", List.of(448)),
                        Map.entry("11.2.0", List.of(449, 450, 451, 452, 453)),
                        Map.entry("12.4.0", List.of(454, 455)),
                        Map.entry("12.5.0", List.of(456)),
                        Map.entry("9.7.0", List.of(444, 445)),
                        Map.entry("9.8.0", List.of(446)));
        assertThat(REMOTE.subList(443, 456).stream().filter(Procedure::event).map(Procedure::number))
                .containsExactly(446, 453, 454, 455);
    }

    @Test
    void everyLineHasItsRecord() {
        Map<String, Class<?>> records = Samples.records().stream()
                .collect(Collectors.toMap(type -> type.getName().replace("dev.guestwire.protocol.", ""), type -> type));
        List<Procedure> all = new ArrayList<>(REMOTE);
        all.addAll(QemuProgram.procedures());
        all.addAll(LxcProgram.procedures());
        for (Procedure procedure : all) {
            String name = procedure.program().name().toLowerCase(Locale.ROOT) + "." + camel(procedure.name());
            assertThat(records).containsKey(name);
            XdrValue value = Samples.value(records.getOrDefault(name, Void.class), 0);
            if (procedure.event()) {
                assertThat(value).isInstanceOfSatisfying(Event.class, event -> {
                    assertThat(event.number()).isEqualTo(procedure.number());
                    assertThat(event.program()).isEqualTo(procedure.program());
                });
            } else {
                assertThat(value).isInstanceOfSatisfying(Call.class, call -> {
                    assertThat(call.number()).isEqualTo(procedure.number());
                    assertThat(call.program()).isEqualTo(procedure.program());
                });
            }
        }
    }

    @Test
    void marksAreLibvirts() {
        List<? extends Call<?>> calls = Samples.records().stream()
                .filter(Call.class::isAssignableFrom)
                .map(type -> (Call<?>) Samples.value(type, 0))
                .toList();
        assertThat(calls.stream().filter(call -> call.program() == Program.REMOTE && call.number() <= 443))
                .hasSize(392)
                .filteredOn(Call::highPriority)
                .hasSize(184);
        assertThat(numbersOf(calls, StreamDirection.READ)).containsExactly(209, 211);
        assertThat(numbersOf(calls, StreamDirection.WRITE)).containsExactly(148, 208, 215, 304);
        assertThat(numbersOf(calls, StreamDirection.BOTH)).containsExactly(201, 296);
        assertThat(calls.stream().filter(Call::needsFileDescriptors).map(call -> call.program() + " " + call.number()))
                .containsExactlyInAnyOrder(
                        "REMOTE 249", "REMOTE 309", "REMOTE 310", "REMOTE 343", "REMOTE 443", "QEMU 7", "LXC 1");
    }

    /** A query that is taken for a change costs a look; a change that is taken for a query may be made twice. */
    @Test
    void queriesAreTheCallsThatAskByTheirNames() {
        Pattern asks =
                Pattern.compile("(?:Get|List|Num|Lookup|Is|Has|Supports|Compare|Baseline|Find|Peek|Current|Stats|"
                        + "Addresses|XmlFrom|XmlTo)(?![a-z])");
        Pattern acts =
                Pattern.compile("(?:Set|Create|Define|Delete|Destroy|Migrate(?!Get)|Register)(?![a-z])|AuthList");
        List<? extends Call<?>> calls = Samples.records().stream()
                .filter(Call.class::isAssignableFrom)
                .map(type -> (Call<?>) Samples.value(type, 0))
                .toList();
        assertThat(calls.stream()
                        .filter(Call::isQuery)
                        .map(call -> call.getClass().getSimpleName()))
                .hasSize(193)
                .containsExactlyInAnyOrderElementsOf(calls.stream()
                        .map(call -> call.getClass().getSimpleName())
                        .filter(name -> asks.matcher(name).find())
                        .filter(name -> !acts.matcher(name).find())
                        .toList());
    }

    @Test
    void numbersBeyondTheListingAreLeftToTheCaller() {
        assertThat(RemoteProgram.readCall(457, new XdrReader(new byte[0]))).isNull();
        assertThat(RemoteProgram.readEvent(457, new XdrReader(new byte[0]))).isNull();
        assertThat(RemoteProgram.readCall(318, new XdrReader(new byte[0]))).isNull();
        assertThat(RemoteProgram.readEvent(1, new XdrReader(new byte[0]))).isNull();
    }

    @Test
    void eventsOfARegistrationNameIt() {
        List<Integer> without = Samples.records().stream()
                .filter(type -> Event.class.isAssignableFrom(type) && !CallbackEvent.class.isAssignableFrom(type))
                .map(type -> ((Event) Samples.value(type, 0)).number())
                .sorted()
                .toList();
        assertThat(without)
                .as("the legacy events, and the end of the daemon's own connection")
                .containsExactly(107, 169, 170, 171, 172, 173, 195, 224, 241, 248, 268, 269, 270, 276, 292, 311, 362);
    }

    private static List<Integer> numbers(List<Procedure> procedures) {
        return procedures.stream().map(Procedure::number).toList();
    }

    private static List<Integer> numbersOf(List<? extends Call<?>> calls, StreamDirection direction) {
        return calls.stream()
                .filter(call -> call.stream() == direction)
                .map(Call::number)
                .sorted()
                .toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static String camel(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_", -1)) {
            out.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return out.toString();
    }
}
