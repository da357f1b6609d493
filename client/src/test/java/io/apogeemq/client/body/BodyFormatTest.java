package io.apogeemq.client.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.SysFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyFormatTest {
    private static final byte[] TEXT = "again and again ".repeat(5_000).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void a_body_comes_back_as_it_was(BodyFormat format) throws IOException {
        for (byte[] body : new byte[][] {TEXT, {}, {1}, noise(100_000)}) {
            assertThat(format.restore(format.compress(body, 5))).isEqualTo(body);
        }
        assertThat(format.compress(TEXT, 5).length).isLessThan(TEXT.length / 20);
    }

    @ParameterizedTest
    @EnumSource
    void a_message_says_its_format(BodyFormat format) {
        assertThat(BodyFormat.of(format.sysFlag())).isEqualTo(format);
        assertThat(SysFlag.has(format.sysFlag(), SysFlag.COMPRESSED)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_cut_or_is_something_else_is_refused(BodyFormat format) throws IOException {
        byte[] compressed = format.compress(noise(10_000), 5);
        byte[] cut = Arrays.copyOf(compressed, compressed.length / 2);
        assertThatThrownBy(() -> format.restore(cut)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> format.restore(TEXT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> format.restore(new byte[0])).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_few_bytes_that_stand_for_a_hundred_million_are_refused(BodyFormat format) throws IOException {
        byte[] bomb = format.compress(new byte[100 << 20], 5);
        assertThatThrownBy(() -> format.restore(bomb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("grows");
    }

    @Test
    void a_missing_library_is_named_and_zlib_needs_none() throws Exception {
        assertThat(withoutLibraries("LZ4")).contains("LZ4 needs at.yawk.lz4:lz4-java on the class path");
        assertThat(withoutLibraries("ZSTD")).contains("ZSTD needs com.github.luben:zstd-jni on the class path");
        assertThat(withoutLibraries("ZLIB")).isEqualTo("restored");
    }

    /** What a program is told that has only our jar. */
    private static String withoutLibraries(String format) throws Exception {
        Class<?> probe = new OnlyOurs().loadClass(Probe.class.getName());
        @SuppressWarnings("unchecked")
        Callable<String> made =
                (Callable<String>) probe.getDeclaredConstructor(String.class).newInstance(format);
        return made.call();
    }

    /** Loaded by {@link OnlyOurs}. */
    public static final class Probe implements Callable<String> {
        private final String format;

        public Probe(String format) {
            this.format = format;
        }

        @Override
        public String call() {
            try {
                BodyFormat made = BodyFormat.valueOf(format);
                return Arrays.equals(made.restore(made.compress(TEXT, 5)), TEXT) ? "restored" : "spoilt";
            } catch (IOException e) {
                return e.getMessage();
            }
        }
    }

    /** A class path without the optional libraries. */
    private static final class OnlyOurs extends ClassLoader {
        OnlyOurs() {
            super(BodyFormatTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("net.jpountz.") || name.startsWith("com.github.luben.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.apogeemq.client.body.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
