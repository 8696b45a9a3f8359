package dev.guestwire.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Brings a private libvirt host into a JUnit test: on a field of type {@link Lab}, static or not, or on a parameter of a
 * constructor, a test or a method that runs before or after tests. The host starts when the class or the first method
 * that asks for it begins, and is closed after the last test of the class. Fields and parameters of one name share a
 * host. When a test fails, the end of the daemon's log is printed. Works with JUnit Jupiter 5.10 and later, and 6.
 *
 * {@snippet :
 * class CloningTest {
 *     @LibvirtHost Lab lab;
 *     @LibvirtHost(settings = "max_client_requests = 20") Lab busy;
 * }
 * }
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LibvirtHostExtension.class)
public @interface LibvirtHost {
    /** {@return the host's name within the class; when empty, the name of the field or parameter} */
    String value() default "";

    /** {@return lines for the daemon's configuration, such as {@code keepalive_interval = 1}; the first use counts} */
    String[] settings() default {};
}
