package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypedParamsTest {
    private final TypedParams params = new TypedParams(List.of(
            TypedParam.ofInt("int", -1),
            TypedParam.ofUint("uint", -1),
            TypedParam.ofLlong("llong", -1),
            TypedParam.ofUllong("ullong", 1L << 40),
            TypedParam.ofBoolean("yes", true),
            TypedParam.ofDouble("half", 0.5),
            TypedParam.ofText("disk", "vda"),
            TypedParam.ofText("disk", "vdb"),
            TypedParam.ofUint("net.count", 2),
            TypedParam.ofText("net.0.name", "vnet0"),
            TypedParam.ofText("net.10.name", "vnet10")));

    @Test
    void numbersOfAnyWidthReadAsLong() {
        assertThat(params.findLong("int")).hasValue(-1);
        assertThat(params.findLong("uint")).hasValue(4_294_967_295L);
        assertThat(params.findLong("llong")).hasValue(-1);
        assertThat(params.findLong("ullong")).hasValue(1L << 40);
        assertThat(params.findInt("ullong")).isEmpty();
        assertThat(params.findInt("int")).hasValue(-1);
        assertThat(params.findDouble("half")).hasValue(0.5);
    }

    @Test
    void whatIsAbsentOrOfAnotherKindIsEmpty() {
        assertThat(params.findLong("nothing")).isEmpty();
        assertThat(params.findLong("disk")).isEmpty();
        assertThat(params.findText("int")).isEmpty();
        assertThat(params.findDouble("int")).isEmpty();
        assertThat(params.find("nothing")).isEmpty();
    }

    @Test
    void yesAndNo() {
        assertThat(params.findBoolean("yes")).contains(true);
        assertThat(params.findBoolean("int")).contains(true);
        assertThat(params.findBoolean("disk")).isEmpty();
    }

    @Test
    void aNameMayRepeat() {
        assertThat(params.findText("disk")).contains("vda");
        assertThat(params.texts("disk")).containsExactly("vda", "vdb");
    }

    @Test
    void groupsAreNumbered() {
        assertThat(params.numbered("net.")).containsOnlyKeys(0, 10);
        assertThat(params.numbered("net."))
                .containsEntry(10, new TypedParams(List.of(TypedParam.ofText("name", "vnet10"))));
        assertThat(params.without(Set.of("disk")).findText("disk")).isEmpty();
    }
}
