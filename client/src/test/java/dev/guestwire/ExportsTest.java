package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is public names only types that a user's module can see. javac has a check for that, which would also want each user to have
 * the JAR of JSpecify, whose annotations are in our classes.
 */
class ExportsTest {
    private static final Pattern EXPORTS = Pattern.compile("exports ([a-z.]+);");

    @Test
    void thePublicApiNamesNoTypeThatIsNotExported() throws IOException {
        Set<String> exported = EXPORTS.matcher(Files.readString(Path.of("src/main/java/module-info.java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(RoomsTest.CLIENT.stream()
                        .filter(type -> exported.contains(type.getPackageName()))
                        .filter(ExportsTest::isReachable)
                        .flatMap(type -> named(type)
                                .map(JavaClass::getBaseComponentType)
                                .filter(each -> each.getPackageName().startsWith("dev.guestwire"))
                                .filter(each -> !each.getPackageName().startsWith("dev.guestwire.protocol"))
                                .filter(each -> !exported.contains(each.getPackageName()) || !isReachable(each))
                                .map(each -> type.getName() + " names " + each.getName()))
                        .distinct())
                .isEmpty();
    }

    @Test
    void whatBelongsToAGuestOrAHostSaysSo() {
        assertThat(RoomsTest.CLIENT.stream()
                        .filter(type -> isReachable(type) && !type.isRecord())
                        .filter(type -> type.getFields().stream()
                                .map(field -> field.getRawType().getName())
                                .anyMatch(Set.of(Guest.class.getName(), Host.class.getName())::contains))
                        .filter(type -> type.tryGetMethod("toString").isEmpty())
                        .map(JavaClass::getName))
                .isEmpty();
    }

    private static Stream<JavaClass> named(JavaClass type) {
        return Stream.of(
                        type.getRawSuperclass().stream(),
                        type.getRawInterfaces().stream(),
                        type.getFields().stream()
                                .filter(field -> isVisible(field.getModifiers()))
                                .map(JavaField::getRawType),
                        type.getCodeUnits().stream()
                                .filter(unit -> isVisible(unit.getModifiers()))
                                .flatMap(ExportsTest::named))
                .flatMap(each -> each);
    }

    private static Stream<JavaClass> named(JavaCodeUnit unit) {
        return Stream.concat(
                Stream.of(unit.getRawReturnType()),
                Stream.concat(unit.getRawParameterTypes().stream(), unit.getExceptionTypes().stream()));
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        boolean open = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        return open && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ExportsTest::isReachable).orElse(true);
    }
}
