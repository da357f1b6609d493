package io.apogeemq.store.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Why the disk did not do what was asked, and what to do: Java's own messages are often only the name of the file. */
public final class DiskTrouble {
    private DiskTrouble() {}

    /** In one line, for an operator. */
    public static String of(Throwable failure) {
        if (failure instanceof AccessDeniedException denied && denied.getFile() != null) {
            return denied(Path.of(denied.getFile()));
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return ((FileSystemException) failure).getFile()
                    + " is in the way: it is a file where a directory should be, or the other way round; move it away";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there";
        }
        String message = failure.getMessage();
        if (failure.getCause() instanceof IOException cause) {
            if (message == null || message.equals(cause.toString())) {
                return of(cause);
            }
            String known = cause.getMessage();
            return known == null || message.contains(known) ? message : message + ": " + of(cause);
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String denied(Path path) {
        Path shut = path;
        // the farthest one that can be looked at: what lies below one that must not be entered cannot
        while (shut != null && !Files.exists(shut, LinkOption.NOFOLLOW_LINKS)) {
            shut = shut.getParent();
        }
        String user = System.getProperty("user.name");
        String what = path + " may not be read and written by the user " + user;
        if (shut == null) {
            return what;
        }
        try {
            PosixFileAttributes found = Files.readAttributes(shut, PosixFileAttributes.class);
            return what + ": " + (shut.equals(path) ? "it" : shut) + " belongs to "
                    + found.owner().getName() + ":" + found.group().getName() + ", "
                    + PosixFilePermissions.toString(found.permissions()) + "; give it to " + user
                    + " (chown, chmod), or start as " + found.owner().getName();
        } catch (IOException | UnsupportedOperationException e) {
            return what;
        }
    }
}
