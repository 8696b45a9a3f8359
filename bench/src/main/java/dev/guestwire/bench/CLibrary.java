package dev.guestwire.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** libvirt's own C library, called directly: a downcall costs some ten nanoseconds more than a call from C. */
@SuppressWarnings("restricted") // calling native code is what this class is for
final class CLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup library = SymbolLookup.libraryLookup("libvirt.so.0", Arena.global());
    private final MethodHandle getInfo = handle("virDomainGetInfo", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle getXml =
            handle("virDomainGetXMLDesc", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private final MethodHandle lookup =
            handle("virDomainLookupByName", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private final MethodHandle free;
    private final MemorySegment connection;

    CLibrary(String uri) throws Throwable {
        free = LINKER.downcallHandle(
                LINKER.defaultLookup().find("free").orElseThrow(), FunctionDescriptor.ofVoid(ADDRESS));
        MethodHandle open = handle("virConnectOpen", FunctionDescriptor.of(ADDRESS, ADDRESS));
        connection = (MemorySegment) open.invokeExact(Arena.global().allocateFrom(uri));
        if (connection.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("virConnectOpen failed for " + uri);
        }
    }

    private MethodHandle handle(String function, FunctionDescriptor types) {
        return LINKER.downcallHandle(library.find(function).orElseThrow(), types);
    }

    MemorySegment domain(String name) throws Throwable {
        return (MemorySegment) lookup.invokeExact(connection, Arena.global().allocateFrom(name));
    }

    /** Calls virDomainGetInfo so many times. */
    void info(MemorySegment domain, int times) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(MemoryLayout.sequenceLayout(64, JAVA_INT));
            for (int i = 0; i < times; i++) {
                if ((int) getInfo.invokeExact(domain, info) != 0) {
                    throw new IllegalStateException("virDomainGetInfo failed");
                }
            }
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Calls virDomainGetXMLDesc once and frees the text. */
    void xml(MemorySegment domain) {
        try {
            MemorySegment text = (MemorySegment) getXml.invokeExact(domain, 0);
            free.invokeExact(text);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
