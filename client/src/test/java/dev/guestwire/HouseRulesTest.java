package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limits of CONTRIBUTING.md, for every Java file of the repository that is written by hand. */
class HouseRulesTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 40;
    private static final int PARAMETERS = 4;
    private static final int PACKAGE_FILES = 25;
    private static final Pattern BANNED_NAME = Pattern.compile("(Abstract|Base|Default|I)\\p{Lu}.*"
            + "|.*(Manager|Helper|Utils?|Impl|Support|Context|Processor|Data|Info)");
    private static final Set<String> LIBVIRT_NAMES = Set.of("BlockInfo", "BlockJobInfo", "JobInfo", "VcpuInfo");
    private static final Pattern ACCESSOR = Pattern.compile("(get|set)\\p{Lu}.*");
    private static final Pattern BANNED_TEXT = Pattern.compile("@author|\\bTODO\\b|\\bFIXME\\b|\\bsynchronized\\b");

    private static List<Path> files = List.of();

    @BeforeAll
    static void findFiles() throws IOException {
        Path repository = Path.of("..").toRealPath();
        try (Stream<Path> tree = Files.walk(repository)) {
            files = tree.filter(path -> path.toString().endsWith(".java"))
                    .map(repository::relativize)
                    .filter(path -> path.toString().matches("[a-z]+/src/.*"))
                    .map(repository::resolve)
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
    }

    @Test
    void filesAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files) {
            long lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES) {
                tooLong.add(file + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void packagesAreSmall() {
        Map<Path, Long> counts = files.stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        assertThat(counts).allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(PACKAGE_FILES));
    }

    @Test
    void someWordsAreNotWritten() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (file.endsWith("HouseRulesTest.java")) {
                continue;
            }
            Matcher matcher = BANNED_TEXT.matcher(Files.readString(file));
            while (matcher.find()) {
                found.add(file + ": " + matcher.group());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void testsDoNotSleep() throws IOException {
        List<Path> sleeping = new ArrayList<>();
        for (Path file : files) {
            boolean test = file.toString().contains("/src/test/") && !file.endsWith("HouseRulesTest.java");
            if (test && Files.readString(file).contains("Thread.sleep")) {
                sleeping.add(file);
            }
        }
        assertThat(sleeping).isEmpty();
    }

    @Test
    void methodsAreShortAndNamesAreThings() throws IOException {
        List<String> broken = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(unit, positions, broken).scan(unit, null);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void interfacesHaveAReason() {
        assertThat(RoomsTest.CLIENT.stream()
                        .filter(type -> type.isInterface() && type.isTopLevelClass())
                        .filter(type -> !type.isAnnotation() && !type.reflect().isSealed())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> type.getMethods().stream()
                                        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                                        .count()
                                != 1)
                        .filter(type -> type.getAllSubclasses().size() < 2)
                        .map(JavaClass::getName))
                .isEmpty();
    }

    /** Looks at the types and methods of one file. */
    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> broken;
        private boolean ofRecord;

        Reader(CompilationUnitTree unit, SourcePositions positions, List<String> broken) {
            this.unit = unit;
            this.positions = positions;
            this.broken = broken;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            if (BANNED_NAME.matcher(name).matches() && !LIBVIRT_NAMES.contains(name)) {
                report(type, "the name " + type.getSimpleName() + " says nothing");
            }
            boolean outer = ofRecord;
            ofRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            ofRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long lines = method.getBody() == null ? 1 : lines(method.getBody());
            if (lines > METHOD_LINES) {
                report(method, method.getName() + " has " + lines + " lines");
            }
            if (isOurs(method) && !ofRecord && method.getParameters().size() > PARAMETERS) {
                report(
                        method,
                        method.getName() + " has " + method.getParameters().size() + " parameters");
            }
            if (isOurs(method) && ACCESSOR.matcher(method.getName()).matches()) {
                report(method, method.getName() + " gets or sets");
            }
            return super.visitMethod(method, null);
        }

        private static boolean isOurs(MethodTree method) {
            return StreamSupport.stream(method.getModifiers().getAnnotations().spliterator(), false)
                    .map(AnnotationTree::getAnnotationType)
                    .noneMatch(annotation -> annotation.toString().equals("Override"));
        }

        private long lines(Tree tree) {
            return line(positions.getEndPosition(unit, tree)) - line(positions.getStartPosition(unit, tree)) + 1;
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }

        private void report(Tree tree, String problem) {
            broken.add(unit.getSourceFile().getName() + ":" + line(positions.getStartPosition(unit, tree)) + ": "
                    + problem);
        }
    }
}
