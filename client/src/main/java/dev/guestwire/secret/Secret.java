package dev.guestwire.secret;

import dev.guestwire.Coded;
import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.SecretGetValue;
import dev.guestwire.protocol.remote.SecretGetXmlDesc;
import dev.guestwire.protocol.remote.SecretSetValue;
import dev.guestwire.protocol.remote.SecretUndefine;
import java.util.UUID;

/**
 * One secret that a daemon keeps, by its identity. It does not hold the value: methods ask the daemon. Two are equal if they
 * have the same UUID and host.
 */
public final class Secret {
    private final Host host;
    private final dev.guestwire.protocol.remote.Secret handle;

    /** A secret as libvirt names it. */
    public Secret(Host host, dev.guestwire.protocol.remote.Secret handle) {
        this.host = host;
        this.handle = handle;
    }

    /** {@return the host that was asked for it} */
    public Host host() {
        return host;
    }

    /** {@return what tells it from all other secrets} */
    public UUID uuid() {
        return handle.uuid();
    }

    /** {@return what kind of thing it is for} */
    public Coded<UsageType> usageType() {
        return Coded.of(UsageType.values(), handle.usageType());
    }

    /** {@return the path, name or target that it is for; empty if it is for nothing special} */
    public String usage() {
        return handle.usageId();
    }

    /** {@return how calls name this secret, for {@link Host#call}} */
    public dev.guestwire.protocol.remote.Secret handle() {
        return handle;
    }

    /** {@return its document, without its value: {@code virSecretGetXMLDesc}} */
    public String xmlDescription() {
        return host.call(new SecretGetXmlDesc(handle, 0)).xml();
    }

    /** {@return its definition, without its value: {@code virSecretGetXMLDesc}} */
    public dev.guestwire.xml.host.Secret definition() {
        return dev.guestwire.xml.host.Secret.parse(xmlDescription());
    }

    /**
     * {@return its value: {@code virSecretGetValue}}
     *
     * @throws NotFoundException if it has none
     * @throws CallFailedException if it is private, or the host was opened read-only
     */
    public SecretValue value() {
        return SecretValue.of(host.call(new SecretGetValue(handle, 0)).value());
    }

    /** Gives it a value, at most 64 KiB: {@code virSecretSetValue}. */
    public void value(SecretValue value) {
        host.call(new SecretSetValue(handle, value.wire(), 0));
    }

    /** Forgets it and its value: {@code virSecretUndefine}. */
    public void undefine() {
        host.call(new SecretUndefine(handle));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && host == that.host && uuid().equals(that.uuid());
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return uuid() + " (" + usageType() + (usage().isEmpty() ? "" : " " + usage()) + ")";
    }

    /** What a secret is for: {@code virSecretUsageType}. */
    public enum UsageType {
        /** Nothing special. */
        NONE,
        /** A volume with encryption; its usage is the volume's path. */
        VOLUME,
        /** A Ceph cluster; its usage is a name. */
        CEPH,
        /** An iSCSI target; its usage is a name. */
        ISCSI,
        /** A TLS key; its usage is a name. */
        TLS,
        /** The state of a guest's TPM; its usage is a name. */
        VTPM,
        UNKNOWN;

        // libvirt counts them in this order; SecretCallsTest has the numbers.
        @SuppressWarnings("EnumOrdinal")
        int number() {
            return this == UNKNOWN ? -1 : ordinal();
        }
    }

    /**
     * Which secrets are listed: {@code virConnectListAllSecretsFlags}. A secret must meet one filter of each group that is
     * named: where it is kept, privacy.
     */
    public enum Filter implements Flag {
        /** Kept in memory only. */
        EPHEMERAL,
        NO_EPHEMERAL,
        /** Its value is told to nobody but libvirt itself. */
        PRIVATE,
        NO_PRIVATE
    }

    /** How a secret is defined: {@code virSecretDefineFlags}. */
    public enum Define implements Flag {
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }
}
