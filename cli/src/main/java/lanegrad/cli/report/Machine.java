package lanegrad.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lanegrad.kernels.Cpu;

/** What a run was run on. */
public final class Machine {
    private Machine() {}

    /** The version of lanegrad, or "development" where it isn't a jar that says so. */
    public static String lanegrad() {
        var descriptor = Machine.class.getModule().getDescriptor();
        return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
    }

    /** The version and the vendor of the JDK. */
    public static String jdk() {
        return Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }

    /** The operating system and the architecture. */
    public static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
    }

    /** The processor's name, or its architecture where the system doesn't tell. */
    public static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }

    /** All of it, for run.json. */
    public static SequencedMap<String, Object> map() {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("lanegrad", lanegrad());
        map.put("jdk", jdk());
        map.put("system", system());
        map.put("processor", processor());
        map.put("cores", Runtime.getRuntime().availableProcessors());
        map.put("vectors", Cpu.reason());
        return map;
    }
}
