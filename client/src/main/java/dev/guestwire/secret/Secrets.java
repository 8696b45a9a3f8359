package dev.guestwire.secret;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.ConnectListAllSecrets;
import dev.guestwire.protocol.remote.SecretDefineXml;
import dev.guestwire.protocol.remote.SecretLookupByUsage;
import dev.guestwire.protocol.remote.SecretLookupByUuid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The secrets that a daemon keeps. It holds no state: methods ask the daemon. */
public final class Secrets {
    private final Host host;

    /** The secrets of a host. */
    public Secrets(Host host) {
        this.host = host;
    }

    /**
     * {@return the secrets of the host: {@code virConnectListAllSecrets}}
     *
     * @param filters which; none: all
     */
    public List<Secret> list(Secret.Filter... filters) {
        return host.call(new ConnectListAllSecrets(1, Flag.word(filters))).secrets().stream()
                .map(this::secret)
                .toList();
    }

    /**
     * {@return the secret of a UUID: {@code virSecretLookupByUUID}}
     *
     * @throws NotFoundException if there is none
     */
    public Secret secret(UUID uuid) {
        return secret(host.call(new SecretLookupByUuid(uuid)).secret());
    }

    /**
     * {@return the secret for something: {@code virSecretLookupByUsage}}
     *
     * @param usage the path, name or target that it is for
     * @throws NotFoundException if there is none
     */
    public Secret secret(Secret.UsageType type, String usage) {
        return secret(host.call(new SecretLookupByUsage(type.number(), usage)).secret());
    }

    /** {@return the secret of a UUID, if there is one: {@code virSecretLookupByUUID}} */
    public Optional<Secret> findSecret(UUID uuid) {
        return ifFound(() -> secret(uuid));
    }

    /** {@return the secret for something, if there is one: {@code virSecretLookupByUsage}} */
    public Optional<Secret> findSecret(Secret.UsageType type, String usage) {
        return ifFound(() -> secret(type, usage));
    }

    /** Defines a secret, or defines it anew if there is one of its UUID: {@code virSecretDefineXML}. */
    public Secret define(dev.guestwire.xml.host.Secret definition, Secret.Define... flags) {
        return define(definition.xml().toXml(), flags);
    }

    /**
     * Defines a secret, or defines it anew if there is one of its UUID: {@code virSecretDefineXML}. It has no value until
     * {@link Secret#value(SecretValue)} gives it one.
     *
     * @param xml libvirt's secret document
     */
    public Secret define(String xml, Secret.Define... flags) {
        return secret(host.call(new SecretDefineXml(xml, Flag.word(flags))).secret());
    }

    private Secret secret(dev.guestwire.protocol.remote.Secret handle) {
        return new Secret(host, handle);
    }

    private static <T> Optional<T> ifFound(Supplier<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "secrets of " + host;
    }
}
