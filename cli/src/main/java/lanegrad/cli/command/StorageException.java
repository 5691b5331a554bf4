package lanegrad.cli.command;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A place that can't be written: the disk is full, or permission is missing. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says which place, why, and what to do about it. */
    StorageException(Path place, Exception cause, String remedy) {
        super("%s: can't be written: %s; %s".formatted(place, reason(cause), remedy), cause);
    }

    /** What the system says, in a few words. */
    public static String reason(Exception e) {
        return switch (e) {
            case UncheckedIOException unchecked when unchecked.getCause() != null -> reason(unchecked.getCause());
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case NoSuchFileException missing -> "there is no such folder (" + missing.getFile() + ")";
            case FileAlreadyExistsException file -> "a file is in the way (" + file.getFile() + ")";
            case FileSystemException system
            when system.getReason() != null -> system.getReason() + " (" + system.getFile() + ")";
            case FileSystemException system -> system.getClass().getSimpleName() + " (" + system.getFile() + ")";
            default -> String.valueOf(e.getMessage());
        };
    }
}
