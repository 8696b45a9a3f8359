package dev.guestwire.testkit.image;

import dev.guestwire.testkit.error.LabException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The modules of a kernel, with what each needs first. One that is not there is taken to be built in. */
final class KernelModules {
    private static final Pattern FILE = Pattern.compile("([^/]+)\\.ko(\\.gz|\\.xz|\\.zst)?$");
    private static final Pattern DEPENDS = Pattern.compile("\0depends=([^\0]*)\0");

    private final Map<String, Path> files = new HashMap<>();

    /** Reads the names below a folder such as {@code /lib/modules/6.1.0-56-cloud-amd64}. */
    KernelModules(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.forEach(this::note);
        } catch (IOException e) {
            throw new LabException("Cannot read the kernel modules in " + folder + ": " + e, e);
        }
    }

    /** {@return the named modules and all they need, by name, in the order in which they load} */
    Map<String, byte[]> inOrder(List<String> wanted) {
        Map<String, byte[]> loaded = new LinkedHashMap<>();
        wanted.forEach(name -> add(name, loaded));
        return loaded;
    }

    private void add(String name, Map<String, byte[]> loaded) {
        Path file = files.get(canonical(name));
        if (file == null || loaded.containsKey(canonical(name))) {
            return;
        }
        byte[] content = content(file);
        needs(content).forEach(need -> add(need, loaded));
        loaded.put(canonical(name), content);
    }

    private void note(Path file) {
        Matcher name = FILE.matcher(file.toString());
        if (name.find()) {
            files.put(canonical(name.group(1)), file);
        }
    }

    private static Stream<String> needs(byte[] module) {
        Matcher depends = DEPENDS.matcher(new String(module, StandardCharsets.ISO_8859_1));
        return depends.find()
                ? Arrays.stream(depends.group(1).split(",", -1)).filter(name -> !name.isEmpty())
                : Stream.of();
    }

    private static byte[] content(Path file) {
        try {
            byte[] stored = Files.readAllBytes(file);
            String name = file.toString();
            if (name.endsWith(".gz")) {
                return new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes();
            }
            return name.endsWith(".ko") ? stored : unpacked(name.endsWith(".xz") ? "xz" : "zstd", file);
        } catch (IOException e) {
            throw new LabException("Cannot read the kernel module " + file + ": " + e, e);
        }
    }

    private static byte[] unpacked(String tool, Path file) throws IOException {
        Process process = new ProcessBuilder(tool, "-dcq", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream content = process.getInputStream()) {
            byte[] bytes = content.readAllBytes();
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException(tool + " cannot unpack it");
            }
            return bytes;
        }
    }

    private static String canonical(String name) {
        return name.replace('-', '_');
    }
}
