package dev.guestwire.testkit.fake;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Puts a {@link FakeLibvirtd} of its own into a parameter or field of a JUnit test, and closes it afterwards. A field
 * gets a new one for each test, a static field one for all tests of the class. A script that failed fails the test.
 *
 * <pre>{@code
 * @Test
 * void aCutConnectionIsReported(@FakeDaemon FakeLibvirtd daemon) { ... }
 * }</pre>
 */
@Documented
@ExtendWith(FakeDaemonExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface FakeDaemon {}
