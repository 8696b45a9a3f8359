package dev.guestwire.testkit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** What {@link LibvirtHost} does; it is registered by that annotation and not used by itself. */
public final class LibvirtHostExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                TestInstancePostProcessor,
                ParameterResolver,
                TestWatcher,
                LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LibvirtHostExtension.class);

    /** Created by JUnit. */
    public LibvirtHostExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        List<Field> fields = fieldsOf(context.getRequiredTestClass());
        // All begin to start before the first is waited for.
        fields.forEach(field -> hosts(context).begin(nameOf(field, field.getName()), annotation(field)));
        for (Field field : fields) {
            if (Modifier.isStatic(field.getModifiers())) {
                inject(field, null, context);
            }
        }
        if (context.getTestInstance().isPresent()) {
            postProcessTestInstance(context.getRequiredTestInstance(), context);
        }
    }

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) throws IllegalAccessException {
        for (Field field : fieldsOf(test.getClass())) {
            if (!Modifier.isStatic(field.getModifiers())) {
                inject(field, test, context);
            }
        }
    }

    /** JUnit before 5.11 takes notice of an extension on a field that is not static after it has processed the instance. */
    @Override
    public void beforeEach(ExtensionContext context) throws IllegalAccessException {
        for (Object test : context.getRequiredTestInstances().getAllInstances()) {
            postProcessTestInstance(test, ofClass(test.getClass(), context));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(LibvirtHost.class)
                && parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        AnnotatedElement place = parameter.getParameter();
        String name = nameOf(place, parameter.getParameter().getName());
        return hosts(context).begin(name, annotation(place)).await(name);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        hosts(context).printLogs(context.getDisplayName());
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        hosts(context).printLogs(context.getDisplayName());
        throw failure;
    }

    private static void inject(Field field, @Nullable Object test, ExtensionContext context)
            throws IllegalAccessException {
        String name = nameOf(field, field.getName());
        field.setAccessible(true);
        field.set(test, hosts(context).begin(name, annotation(field)).await(name));
    }

    private static List<Field> fieldsOf(Class<?> testClass) {
        List<Field> fields = AnnotationSupport.findAnnotatedFields(
                testClass, LibvirtHost.class, f -> true, HierarchyTraversalMode.TOP_DOWN);
        for (Field field : fields) {
            if (field.getType() != Lab.class || Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException(
                        "@LibvirtHost needs a field of type Lab that is not final: " + field);
            }
        }
        return fields;
    }

    /** {@return the class's part of what a method's context stands in; an outer class keeps the hosts of its own fields} */
    private static ExtensionContext ofClass(Class<?> type, ExtensionContext context) {
        for (Optional<ExtensionContext> place = context.getParent();
                place.isPresent();
                place = place.get().getParent()) {
            if (place.get().getTestClass().equals(Optional.of(type))) {
                return place.get();
            }
        }
        return context;
    }

    private static LibvirtHost annotation(AnnotatedElement place) {
        return AnnotationSupport.findAnnotation(place, LibvirtHost.class).orElseThrow();
    }

    private static String nameOf(AnnotatedElement place, String ownName) {
        String name = annotation(place).value();
        return name.isEmpty() ? ownName : name;
    }

    /**
     * The hosts of a class are kept with the class, whichever of its methods asks; JUnit closes them after it. JUnit 5 has no
     * other method for this than the one that 6 deprecates.
     */
    @SuppressWarnings("deprecation")
    private static ClassHosts hosts(ExtensionContext context) {
        ExtensionContext place = context;
        while (place.getTestMethod().isPresent()) {
            place = place.getParent().orElseThrow();
        }
        return Objects.requireNonNull(place.getStore(NAMESPACE)
                .getOrComputeIfAbsent(ClassHosts.class, key -> new ClassHosts(), ClassHosts.class));
    }
}
