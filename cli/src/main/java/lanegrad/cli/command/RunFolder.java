package lanegrad.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import lanegrad.model.ConfigException;
import org.jspecify.annotations.Nullable;

/** The folder that a run is written into; it belongs to one run alone. */
final class RunFolder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final String REMEDY = "choose a folder that can be written with --out";

    /** What its name begins with if nobody has chosen it, so that it may change; else null. */
    private final @Nullable String stem;

    private Path path;

    private RunFolder(@Nullable String stem, Path path) {
        this.stem = stem;
        this.path = path;
    }

    /**
     * The folder of that name, not made yet.
     *
     * @throws ConfigException if there is something in it
     * @throws StorageException if it can't be looked into
     */
    static RunFolder at(Path out) {
        try {
            if (Files.exists(out) && !Files.isDirectory(out)) {
                throw new ConfigException("--out " + out, "this is a file; choose a new folder");
            }
            if (Files.isDirectory(out) && !isEmpty(out)) {
                throw new ConfigException(
                        "--out " + out, "the folder is not empty; choose another, or remove what is in it");
            }
        } catch (IOException e) {
            throw new StorageException(out, e, REMEDY);
        }
        return new RunFolder(null, out);
    }

    /** A folder that isn't there yet: {@code runs/<name>-<time>}. */
    static RunFolder fresh(String name, LocalDateTime time) {
        String stem = name.replaceAll("[^\\p{L}\\p{N}._-]", "-") + "-" + TIME.format(time);
        return new RunFolder(stem, free(stem));
    }

    private static Path free(String stem) {
        Path path = Path.of("runs", stem);
        for (int i = 2; Files.exists(path); i++) {
            path = Path.of("runs", stem + "-" + i);
        }
        return path;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /**
     * Makes the folder and its first file, which keeps others out; if another run was faster, under the next name that is
     * free, unless the name was chosen.
     *
     * @throws ConfigException if the name was chosen and another run was faster
     * @throws StorageException if it can't be written
     */
    void begin(String config) {
        try {
            Files.createDirectories(path);
            Files.writeString(path.resolve("config.yaml"), config, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            if (stem != null && Files.isDirectory(path)) {
                path = free(stem);
                begin(config);
                return;
            }
            if (Files.isDirectory(path)) {
                throw new ConfigException("--out " + path, "another run writes into this folder; choose another");
            }
            throw new StorageException(path, e, REMEDY);
        } catch (IOException e) {
            throw new StorageException(path, e, REMEDY);
        }
    }

    /** Something that writes a file. */
    @FunctionalInterface
    interface Writing<T> {
        T to(Path file) throws IOException;
    }

    /**
     * Writes a file of this name.
     *
     * @throws StorageException if that fails
     */
    <T> T write(String name, Writing<T> writing) {
        try {
            return writing.to(path.resolve(name));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(name, e);
        }
    }

    /** What to throw when a file of this name couldn't be written. */
    StorageException unwritable(String name, Exception cause) {
        return new StorageException(path.resolve(name), cause, "make room, or choose another folder with --out");
    }

    Path path() {
        return path;
    }
}
