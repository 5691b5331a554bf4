package lanegrad.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import lanegrad.model.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    @Test
    void isNamedAfterTheRunAndTheTime() {
        LocalDateTime time = LocalDateTime.of(2026, 3, 4, 5, 6, 7);
        assertThat(RunFolder.fresh("digits", time).path()).isEqualTo(Path.of("runs", "digits-20260304-050607"));
        assertThat(RunFolder.fresh("../a b/c", time).path()).isEqualTo(Path.of("runs", "..-a-b-c-20260304-050607"));
    }

    @Test
    void mayBeEmpty() throws IOException {
        RunFolder.at(folder).begin("name: x\n");
        assertThat(folder.resolve("config.yaml")).hasContent("name: x\n");
    }

    @Test
    void belongsToOneRun() {
        RunFolder first = RunFolder.at(folder);
        RunFolder second = RunFolder.at(folder);
        first.begin("name: first\n");
        assertThatThrownBy(() -> second.begin("name: second\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("another run writes into this folder");
        assertThat(folder.resolve("config.yaml")).hasContent("name: first\n");
        assertThatThrownBy(() -> RunFolder.at(folder)).hasMessageContaining("the folder is not empty");
    }

    /** Of several at the same second. */
    @Test
    void takesTheNextNameIfItIsTakenMeanwhile() throws IOException {
        LocalDateTime time = LocalDateTime.of(2026, 3, 4, 5, 6, 7);
        List<RunFolder> folders =
                List.of(RunFolder.fresh("taken", time), RunFolder.fresh("taken", time), RunFolder.fresh("taken", time));
        try {
            folders.forEach(each -> each.begin("name: taken\n"));
            assertThat(folders.stream().map(each -> each.path().toString()))
                    .containsExactly(
                            Path.of("runs", "taken-20260304-050607").toString(),
                            Path.of("runs", "taken-20260304-050607-2").toString(),
                            Path.of("runs", "taken-20260304-050607-3").toString());
        } finally {
            for (RunFolder each : folders) {
                Files.deleteIfExists(each.path().resolve("config.yaml"));
                Files.deleteIfExists(each.path());
            }
        }
    }

    @Test
    void saysWhyItCantBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> RunFolder.at(file.resolve("run")).begin(""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("can't be written")
                .hasMessageContaining("--out");
        assertThatThrownBy(() -> RunFolder.at(folder.resolve("run")).write("metrics.jsonl", Files::createFile))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there is no such folder");
    }
}
