package lanegrad.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether someone is watching. */
final class Terminal {
    private Terminal() {}

    /** Whether the standard error is a terminal: asked of Linux, elsewhere of the JDK, which knows only the others. */
    static boolean isError() {
        Path link = Path.of("/proc/self/fd/2");
        if (Files.isSymbolicLink(link)) {
            try {
                String device = Files.readSymbolicLink(link).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** By option, or by the environment (no-color.org, and terminals that can't). */
    static boolean refusesColours(String... args) {
        String variable = System.getenv("NO_COLOR");
        return List.of(args).contains("--no-color")
                || (variable != null && !variable.isEmpty())
                || "dumb".equals(System.getenv("TERM"));
    }
}
