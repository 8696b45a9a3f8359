package dev.guestwire.testkit.fake;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link FakeDaemon} says. JUnit closes the daemons, since what closes them is in its store. */
public final class FakeDaemonExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FakeDaemonExtension.class);

    /** Creates the extension; JUnit does it. */
    public FakeDaemonExtension() {}

    @Override
    public void beforeAll(ExtensionContext test) throws IllegalAccessException {
        fill(null, test);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IllegalAccessException {
        for (Object instance : test.getRequiredTestInstances().getAllInstances()) {
            fill(instance, test);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.isAnnotated(FakeDaemon.class)
                && parameter.getParameter().getType() == FakeLibvirtd.class;
    }

    @Override
    public FakeLibvirtd resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return start(test);
    }

    private static void fill(@Nullable Object instance, ExtensionContext test) throws IllegalAccessException {
        Class<?> type = instance == null ? test.getRequiredTestClass() : instance.getClass();
        for (Field field : AnnotationSupport.findAnnotatedFields(type, FakeDaemon.class)) {
            if (Modifier.isStatic(field.getModifiers()) == (instance == null)) {
                set(field, instance, test);
            }
        }
    }

    private static void set(Field field, @Nullable Object instance, ExtensionContext test)
            throws IllegalAccessException {
        if (field.getType() != FakeLibvirtd.class || Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@FakeDaemon is for fields of type FakeLibvirtd that are not final: " + field);
        }
        field.setAccessible(true);
        // several fields may bring the extension in several times
        if (test.getStore(NAMESPACE).get(field) == null) {
            FakeLibvirtd daemon = start(test);
            test.getStore(NAMESPACE).put(field, true);
            field.set(instance, daemon);
        }
    }

    private static FakeLibvirtd start(ExtensionContext test) {
        FakeLibvirtd daemon = FakeLibvirtd.start();
        test.getStore(NAMESPACE).put(daemon.socket(), new Open(daemon));
        return daemon;
    }

    /**
     * A daemon to be closed. JUnit before 5.13 closes nothing else than a {@code CloseableResource}, which later releases
     * deprecate for the sake of {@link AutoCloseable}.
     */
    @SuppressWarnings("deprecation")
    private record Open(FakeLibvirtd daemon) implements AutoCloseable, ExtensionContext.Store.CloseableResource {
        @Override
        public void close() {
            daemon.close();
        }
    }
}
