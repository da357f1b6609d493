package io.apogeemq.settings;

import io.apogeemq.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The properties file of a process: read at the start, rewritten after a change. Blocks; not for a loop that must not. */
public final class ConfigFile {
    private final Path path;

    public ConfigFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** @throws BadSettings naming the file and what is wrong with it */
    public PropertyText load() throws BadSettings {
        try {
            byte[] bytes = Files.readAllBytes(path);
            if (holdsZero(bytes)) {
                throw unreadable(
                        "it holds zero bytes, as UTF-16 does; save it as ASCII, or as UTF-8 without other letters");
            }
            return PropertyText.ofFile(bytes);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no such file");
        } catch (AccessDeniedException e) {
            throw unreadable("permission denied");
        } catch (IOException e) {
            throw unreadable(Files.isDirectory(path) ? "it is a directory" : String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw unreadable("it holds a \\u that is not followed by four hexadecimal digits");
        }
    }

    private static boolean holdsZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    private BadSettings unreadable(String why) {
        return new BadSettings(Draft.USUAL_EXIT, "cannot read the configuration file " + path + ": " + why);
    }

    /**
     * Replaces the content as a whole, and keeps the old one in {@code <file>.bak}. A crash leaves the old content or the
     * new, never a part.
     *
     * @throws IOException when the disk does not take it; the old content stands then
     */
    public void save(String text) throws IOException {
        new AtomicFile(path).write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
