package dev.guestwire.secret;

import dev.guestwire.protocol.Bytes;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of a secret. Close it when it has been used: then its bytes are overwritten with zeros. What a connection sent
 * or received of them stays in memory until the collector takes it.
 *
 * <p>It never shows its bytes, and has no equality but its identity. Safe for many threads.
 */
public final class SecretValue implements AutoCloseable {
    private final byte[] bytes;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    private SecretValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return a value with a copy of the bytes; the caller overwrites its own} */
    public static SecretValue of(byte[] bytes) {
        return new SecretValue(bytes.clone());
    }

    static SecretValue of(Bytes received) {
        return new SecretValue(received.toArray());
    }

    /**
     * {@return a copy of the bytes, for the caller to overwrite}
     *
     * @throws IllegalStateException if it was closed
     */
    public byte[] bytes() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the value of the secret was closed");
            }
            return bytes.clone();
        } finally {
            lock.unlock();
        }
    }

    Bytes wire() {
        byte[] copy = bytes();
        try {
            return Bytes.of(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Overwrites the bytes; closing again does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Arrays.fill(bytes, (byte) 0);
        } finally {
            lock.unlock();
        }
    }

    /** {@return that it is a secret, and nothing of it} */
    @Override
    public String toString() {
        return "SecretValue[***]";
    }
}
