package dev.guestwire.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "inof, info, true",
        "lsit, list, true",
        "lst, list, true",
        "disk2, disk1, true",
        "vdb, vda, true",
        "WEB, web, true",
        "snapshto, snapshot, true",
        "detach-devcie, detach-device, true",
        "db, vm, false",
        "a, b, false",
        "web, db1, false",
        "top, xml, false",
        "save, edit, false",
        "production, web, false"
    })
    void littleMayBeWrong(String typed, String name, boolean near) {
        assertThat(Nearest.to(typed, List.of(name))).hasSize(near ? 1 : 0);
    }

    @Test
    void theNearestComeFirstAndThereAreFew() {
        assertThat(Nearest.to("web1", List.of("web34", "web2", "web", "web1", "web3")))
                .containsExactly("web1", "web", "web2");
    }
}
