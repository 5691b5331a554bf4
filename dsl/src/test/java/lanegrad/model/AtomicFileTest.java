package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsWrittenAndReplaced() throws IOException {
        Path file = folder.resolve("a");

        for (String text : new String[] {"long content", "short"}) {
            AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes())));
            assertThat(file).hasContent(text);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void afterAFailureTheOldOneIsThere() throws IOException {
        Path file = folder.resolve("a");
        Files.writeString(file, "old");

        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[100]));
                    throw new IOException("No space left on device");
                }))
                .withMessage("No space left on device");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whatACrashLeftIsInNoOnesWay() throws IOException {
        Files.writeString(folder.resolve("a.tmp"), "half of something long");

        AtomicFile.write(folder.resolve("a"), channel -> channel.write(ByteBuffer.wrap(new byte[] {'x'})));

        assertThat(folder.resolve("a")).hasContent("x");
    }

    @Test
    void theFolderMustBeThere() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> AtomicFile.write(folder.resolve("none/a"), channel -> {}));
    }
}
