package lanegrad.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there entirely or not at all, whenever the process or the machine stops: written under another name in
 * the same folder, forced to the disk, renamed; then the folder is forced too.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** What is in a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; a channel may take fewer bytes than it is given. */
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    /**
     * Writes a file, or replaces it. After a failure the old one is still there.
     *
     * @throws IOException if the disk is full, not writable or broken
     */
    public static void write(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            delete(temporary, e);
            throw e;
        }
        force(temporary.toAbsolutePath().resolveSibling("."));
    }

    private static void delete(Path temporary, Exception reason) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Makes the new name durable; Windows has no such call for folders, and needs none. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
