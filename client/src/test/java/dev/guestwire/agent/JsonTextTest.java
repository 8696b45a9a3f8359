package dev.guestwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.MalformedDataException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as agents write it, and as nobody should. */
class JsonTextTest {
    @Test
    void allKindsOfValuesAreRead() {
        Json all = JsonText.parse(" {\"a\":[1,-2.5e+3,true,false,null,{}, [ ]],\r\n\t\"b\" : \"x\",\"n\":42} ");
        assertThat(all.find("a").orElseThrow())
                .isEqualTo(new Json.Items(List.of(
                        new Json.Word("1"),
                        new Json.Word("-2.5e+3"),
                        new Json.Word("true"),
                        new Json.Word("false"),
                        new Json.Word("null"),
                        new Json.Members(Map.of()),
                        new Json.Items(List.of()))));
        assertThat(all.findText("b")).contains("x");
        assertThat(all.findLong("n")).hasValue(42);
    }

    @Test
    void whatIsOfAnotherKindIsNotThere() {
        Json all = JsonText.parse("{\"a\":\"1\",\"b\":2,\"c\":12345678901234567890,\"d\":1.5}");
        assertThat(all.findLong("a")).isEmpty();
        assertThat(all.findText("b")).isEmpty();
        assertThat(all.findLong("c")).isEmpty();
        assertThat(all.findLong("d")).isEmpty();
        assertThat(all.isTrue("b")).isFalse();
        assertThat(JsonText.parse("[]").find("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"\\u0041\\n\\/\\\\\\\"\",A\\n/\\\\\"", "\"\\ud83d\\ude00é\",😀é", "\"\",``"})
    void escapesAreRead(String text, String wanted) {
        assertThat(JsonText.parse(text)).isEqualTo(new Json.Text(wanted.translateEscapes()));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Json text = new Json.Text("a\"b\\c\nd\u0001é😀\ud800");
        assertThat(JsonText.parse(JsonText.write(text))).isEqualTo(text);
        assertThat(JsonText.write(Json.texts(List.of("a\nb", "c")))).isEqualTo("[\"a\\u000ab\",\"c\"]");
        Json members = JsonText.parse("{ \"x\" : { } , \"y\" : [ ] , \"z\" : [ 1 , true ] }");
        assertThat(JsonText.write(members)).isEqualTo("{\"x\":{},\"y\":[],\"z\":[1,true]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "{", "[", "\"", "{]", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "1 2",
                "01", "1.", ".5", "+1", "-", "1e", "tru", "nul", "'a'", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\",
                "\"secret\n\"", "\"secret", "[1 2]", "{\"a\":1 \"b\":2}", "NaN", "\u0000"
            })
    void whatIsNoJsonIsToldByItsPlace(String text) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageMatching("Not JSON: expected .+ at character \\d+ of " + text.length())
                .hasMessageNotContaining("secret");
    }

    @Test
    void depthHasALimit() {
        assertThat(JsonText.parse("[".repeat(100) + "]".repeat(100))).isInstanceOf(Json.Items.class);
        assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000))).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void muchIsReadQuickly() {
        String text = "\"" + "QUJD".repeat(1_000_000) + "\"";
        assertThat(((Json.Text) JsonText.parse(text)).value()).hasSize(4_000_000);
    }
}
