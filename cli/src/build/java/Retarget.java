import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a JAR today's format, in place: the JVM's cache of started programs takes no classes of before Java
 * 6, which picocli's are, and so would read and check each of them anew at every start. Their code stays as it is; the stack
 * maps that newer classes need are added.
 */
final class Retarget {
    private static final int OLDEST_CACHED = ClassFile.JAVA_6_VERSION;

    private Retarget() {}

    public static void main(String[] arguments) throws IOException {
        for (String argument : arguments) {
            Path jar = Path.of(argument);
            Path changed = jar.resolveSibling(jar.getFileName() + ".new");
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
                write(
                        jar,
                        changed,
                        ClassFile.of(
                                StackMapsOption.GENERATE_STACK_MAPS,
                                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader))));
            }
            Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void write(Path jar, Path changed, ClassFile format) throws IOException {
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (Enumeration<? extends ZipEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                try (InputStream bytes = in.getInputStream(entry)) {
                    byte[] content = bytes.readAllBytes();
                    out.write(entry.getName().endsWith(".class") ? retargeted(content, format) : content);
                }
            }
        }
    }

    private static byte[] retargeted(byte[] content, ClassFile format) {
        var model = format.parse(content);
        if (model.majorVersion() >= OLDEST_CACHED) {
            return content;
        }
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_21_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        return format.transformClass(
                model, version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }
}
