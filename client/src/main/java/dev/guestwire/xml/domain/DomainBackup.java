package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.StorageSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A backup job: which disks, from where on, and whether libvirt pushes or somebody pulls.
 *
 * @param xml the element
 */
public record DomainBackup(Element xml) implements View {
    /** Refuses an element of another name. */
    public DomainBackup {
        View.named(xml, "domainbackup");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the backup
     * @throws dev.guestwire.error.MalformedDataException if it is not a backup's document
     */
    public static DomainBackup parse(String xml) {
        return new DomainBackup(Element.parse(xml));
    }

    public Optional<Integer> id() {
        return Leaf.attribute(xml, "id").integer();
    }

    public DomainBackup withId(@Nullable Integer id) {
        return new DomainBackup(Leaf.attribute(xml, "id").put(id));
    }

    /** {@return {@code push} or {@code pull}} */
    public Optional<String> mode() {
        return Leaf.attribute(xml, "mode").string();
    }

    public DomainBackup withMode(@Nullable String mode) {
        return new DomainBackup(Leaf.attribute(xml, "mode").put(mode));
    }

    /** {@return the checkpoint since which changes count} */
    public Optional<String> incremental() {
        return Leaf.text(xml, "incremental").string();
    }

    public DomainBackup withIncremental(@Nullable String incremental) {
        return new DomainBackup(Leaf.text(xml, "incremental").put(incremental));
    }

    public Optional<String> serverTransport() {
        return Leaf.attribute(xml, "server", "transport").string();
    }

    public DomainBackup withServerTransport(@Nullable String serverTransport) {
        return new DomainBackup(Leaf.attribute(xml, "server", "transport").put(serverTransport));
    }

    public Optional<String> serverName() {
        return Leaf.attribute(xml, "server", "name").string();
    }

    public DomainBackup withServerName(@Nullable String serverName) {
        return new DomainBackup(Leaf.attribute(xml, "server", "name").put(serverName));
    }

    public Optional<Integer> serverPort() {
        return Leaf.attribute(xml, "server", "port").integer();
    }

    public DomainBackup withServerPort(@Nullable Integer serverPort) {
        return new DomainBackup(Leaf.attribute(xml, "server", "port").put(serverPort));
    }

    public Optional<String> serverSocket() {
        return Leaf.attribute(xml, "server", "socket").string();
    }

    public DomainBackup withServerSocket(@Nullable String serverSocket) {
        return new DomainBackup(Leaf.attribute(xml, "server", "socket").put(serverSocket));
    }

    public Optional<Boolean> serverTls() {
        return Leaf.attribute(xml, "server", "tls").yesNo();
    }

    public DomainBackup withServerTls(@Nullable Boolean serverTls) {
        return new DomainBackup(Leaf.attribute(xml, "server", "tls").putYesNo(serverTls));
    }

    public List<BackupDisk> disks() {
        return xml.part("disks").children("disk").stream().map(BackupDisk::new).toList();
    }

    public DomainBackup withDisks(List<BackupDisk> disks) {
        return new DomainBackup(xml.withChild("disks", a -> a.withChildren("disk", View.elements(disks))));
    }

    /**
     * One disk.
     *
     * @param xml the element
     */
    public record BackupDisk(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public BackupDisk withName(@Nullable String name) {
            return new BackupDisk(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<Boolean> backup() {
            return Leaf.attribute(xml, "backup").yesNo();
        }

        public BackupDisk withBackup(@Nullable Boolean backup) {
            return new BackupDisk(Leaf.attribute(xml, "backup").putYesNo(backup));
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public BackupDisk withType(@Nullable String type) {
            return new BackupDisk(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<Integer> index() {
            return Leaf.attribute(xml, "index").integer();
        }

        public BackupDisk withIndex(@Nullable Integer index) {
            return new BackupDisk(Leaf.attribute(xml, "index").put(index));
        }

        /** {@return {@code full} or {@code incremental}} */
        public Optional<String> mode() {
            return Leaf.attribute(xml, "backupmode").string();
        }

        public BackupDisk withMode(@Nullable String mode) {
            return new BackupDisk(Leaf.attribute(xml, "backupmode").put(mode));
        }

        public Optional<String> incremental() {
            return Leaf.attribute(xml, "incremental").string();
        }

        public BackupDisk withIncremental(@Nullable String incremental) {
            return new BackupDisk(Leaf.attribute(xml, "incremental").put(incremental));
        }

        /** {@return how far a running backup of it is, such as {@code running} or {@code complete}} */
        public Optional<String> state() {
            return Leaf.attribute(xml, "state").string();
        }

        public Optional<String> exportName() {
            return Leaf.attribute(xml, "exportname").string();
        }

        public BackupDisk withExportName(@Nullable String exportName) {
            return new BackupDisk(Leaf.attribute(xml, "exportname").put(exportName));
        }

        public Optional<String> exportBitmap() {
            return Leaf.attribute(xml, "exportbitmap").string();
        }

        public BackupDisk withExportBitmap(@Nullable String exportBitmap) {
            return new BackupDisk(Leaf.attribute(xml, "exportbitmap").put(exportBitmap));
        }

        public Optional<String> driverType() {
            return Leaf.attribute(xml, "driver", "type").string();
        }

        public BackupDisk withDriverType(@Nullable String driverType) {
            return new BackupDisk(Leaf.attribute(xml, "driver", "type").put(driverType));
        }

        public StorageSource target() {
            return new StorageSource(xml.part("target"));
        }

        public BackupDisk withTarget(UnaryOperator<StorageSource> change) {
            return new BackupDisk(xml.withChild(
                    "target", e -> change.apply(new StorageSource(e)).xml()));
        }

        public StorageSource scratch() {
            return new StorageSource(xml.part("scratch"));
        }

        public BackupDisk withScratch(UnaryOperator<StorageSource> change) {
            return new BackupDisk(xml.withChild(
                    "scratch", e -> change.apply(new StorageSource(e)).xml()));
        }
    }
}
