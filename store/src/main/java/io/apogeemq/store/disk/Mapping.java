package io.apogeemq.store.disk;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file as memory that can be given back at once. A mapping that waits for the garbage collector keeps the space of a
 * deleted file taken: on an idle broker for days.
 *
 * <p>Since Java 22 an {@code Arena} does it; before that only {@code Unsafe}, which newer versions warn of. Both are asked
 * by name, for this compiles for 17.
 */
final class Mapping {
    /** Java 21 has them on trial, as they were not to stay. */
    private static final int FIRST_WITH_ARENAS = 22;

    private static final @Nullable Arenas ARENAS = Arenas.find();

    private final ByteBuffer bytes;
    private final @Nullable AutoCloseable arena;

    private Mapping(ByteBuffer bytes, @Nullable AutoCloseable arena) {
        this.bytes = bytes;
        this.arena = arena;
    }

    /** Maps the first bytes of the file, read-only. */
    static Mapping of(FileChannel channel, int length) throws IOException {
        if (ARENAS == null) {
            return new Mapping(channel.map(FileChannel.MapMode.READ_ONLY, 0, length), null);
        }
        try {
            AutoCloseable arena = (AutoCloseable) ARENAS.ofShared.invoke(null);
            Object segment = ARENAS.map.invoke(channel, FileChannel.MapMode.READ_ONLY, 0L, (long) length, arena);
            return new Mapping((ByteBuffer) ARENAS.asByteBuffer.invoke(segment), arena);
        } catch (InvocationTargetException e) {
            throw new IOException("mapping failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the methods are public", e);
        }
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Gives the memory back. After this no byte of it may be touched. */
    void unmap() throws IOException {
        try {
            if (arena != null) {
                arena.close();
            } else {
                Unmapper.unmap(bytes);
            }
        } catch (Exception e) {
            throw new IOException("a mapping could not be given back: " + e, e);
        }
    }

    /** {@code FileChannel.map(mode, position, size, arena)} and what belongs to it. */
    private record Arenas(Method ofShared, Method map, Method asByteBuffer) {

        static @Nullable Arenas find() {
            if (Runtime.version().feature() < FIRST_WITH_ARENAS) {
                return null;
            }
            try {
                Class<?> arena = Class.forName("java.lang.foreign.Arena");
                return new Arenas(
                        arena.getMethod("ofShared"),
                        FileChannel.class.getMethod("map", FileChannel.MapMode.class, long.class, long.class, arena),
                        Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer"));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
    }

    /** {@code Unsafe.invokeCleaner}, for Java up to 21. */
    private static final class Unmapper {
        private Unmapper() {}

        static void unmap(ByteBuffer mapped) throws ReflectiveOperationException {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            unsafe.getMethod("invokeCleaner", ByteBuffer.class).invoke(instance.get(null), mapped);
        }
    }
}
