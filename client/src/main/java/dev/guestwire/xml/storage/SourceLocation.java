package dev.guestwire.xml.storage;

import dev.guestwire.xml.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a source is, in one line of text, whatever its kind. */
final class SourceLocation {
    private SourceLocation() {}

    static Optional<String> of(StorageSource source) {
        return given(source.localPath())
                .or(() -> source.protocol().map(protocol -> network(source, protocol)))
                .or(() -> given(source.volume()).map(volume -> volume(source, volume)))
                .or(() -> nvme(source))
                .or(() -> given(source.path()))
                .or(() -> given(source.name()));
    }

    private static Optional<String> given(Optional<String> text) {
        return text.filter(some -> !some.isEmpty());
    }

    private static String volume(StorageSource source, String volume) {
        return source.pool().map(pool -> pool + "/").orElse("") + volume;
    }

    /** As virsh writes it. */
    private static Optional<String> nvme(StorageSource source) {
        String namespace =
                source.xml().attribute("namespace").map(number -> "/" + number).orElse("");
        return PciAddress.read(source.address().xml()).map(address -> "nvme://" + address + namespace);
    }

    private static String network(StorageSource source, String protocol) {
        List<StorageHost> hosts = source.hosts();
        String image = source.name().orElse("")
                + source.snapshot().map(name -> "@" + name).orElse("");
        if (hosts.isEmpty()) {
            return protocol + ":" + image;
        }
        StorageHost first = hosts.getFirst();
        String transport = first.transport()
                .filter(name -> !name.equals("tcp"))
                .map(name -> "+" + name)
                .orElse("");
        String servers = hosts.stream()
                .filter(host -> host.socket().isEmpty())
                .map(SourceLocation::server)
                .collect(Collectors.joining(","));
        String socket = first.socket().map(path -> "?socket=" + path).orElse("");
        String slash = image.startsWith("/") || (image.isEmpty() && socket.isEmpty()) ? "" : "/";
        return protocol + transport + "://" + servers + slash + image + socket;
    }

    private static String server(StorageHost host) {
        String name = host.name().orElse("");
        String plain = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return plain + host.xml().attribute("port").map(port -> ":" + port).orElse("");
    }
}
