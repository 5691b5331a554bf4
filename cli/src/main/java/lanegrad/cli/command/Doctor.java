package lanegrad.cli.command;

import java.lang.Runtime.Version;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lanegrad.cli.report.Machine;
import lanegrad.cli.report.Plain;
import lanegrad.kernels.Cpu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks over the machine and the JVM. */
@Command(
        name = "doctor",
        description = "Look over the JDK, the processor, memory and flags, and say what to mend and how.",
        footer = "  lanegrad doctor")
public final class Doctor implements Callable<Integer> {
    private static final Version SOUND = Version.parse("25.0.3");

    private final Console console;

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Mixin
    final Common common = new Common();

    /** On a console. */
    public Doctor(Console console) {
        this.console = console;
    }

    /**
     * What was looked at.
     *
     * @param subject what
     * @param found how it is
     * @param remedy what to do about it, empty if it is well
     */
    record Finding(String subject, String found, String remedy) {}

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        if (json) {
            SequencedMap<String, Object> map = new LinkedHashMap<>();
            for (Finding finding : findings) {
                SequencedMap<String, Object> inner = new LinkedHashMap<>();
                inner.put("ok", finding.remedy.isEmpty());
                inner.put("found", finding.found);
                if (!finding.remedy.isEmpty()) {
                    inner.put("remedy", finding.remedy);
                }
                map.put(finding.subject, inner);
            }
            console.out().println(Plain.json(map));
            return 0;
        }
        for (Finding finding : findings) {
            String mark = finding.remedy.isEmpty() ? "@|green ok|@     " : "@|bold,yellow warning|@";
            console.out()
                    .println("%s  %-9s %s".formatted(console.colours().string(mark), finding.subject, finding.found));
            if (!finding.remedy.isEmpty()) {
                console.out().println(" ".repeat(19) + "mend it: " + finding.remedy);
            }
        }
        return 0;
    }

    private static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("lanegrad", Machine.lanegrad(), ""));
        String collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
        findings.add(jdk(Runtime.version(), collectors));
        findings.add(new Finding("system", Machine.system(), ""));
        findings.add(vectors(Cpu.VECTORS, Cpu.reason()));
        findings.add(cores(Runtime.getRuntime().availableProcessors()));
        findings.add(memory(Runtime.getRuntime().maxMemory(), collectors));
        findings.add(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return findings;
    }

    /** Before 25.0.3, G1 can move arrays that the Vector API has pinned: JDK-8377811. */
    static Finding jdk(Version version, String collectors) {
        boolean sound = version.compareToIgnoreOptional(SOUND) >= 0 || !collectors.contains("G1");
        String remedy =
                "install JDK 25.0.3 or later (JDK-8377811: G1 may corrupt arrays), or set LANEGRAD_OPTS=-XX:+UseParallelGC";
        return new Finding("jdk", version + ", " + System.getProperty("java.vendor"), sound ? "" : remedy);
    }

    static Finding vectors(boolean on, String reason) {
        int cut = reason.indexOf(';');
        String remedy = cut < 0
                ? "run on a processor with AVX2 and FMA, or with NEON"
                : reason.substring(cut + 1).strip();
        return new Finding("vectors", cut < 0 ? reason : reason.substring(0, cut), on ? "" : remedy);
    }

    static Finding cores(int cores) {
        String found = "%d of %s; training uses %d threads".formatted(cores, Machine.processor(), Train.processors());
        return new Finding("cores", found, "");
    }

    static Finding memory(long heap, String collectors) {
        boolean little = heap < 512L << 20;
        return new Finding(
                "memory",
                "the heap may grow to %d MiB; %s".formatted(heap >> 20, collectors),
                little ? "set LANEGRAD_OPTS=-Xmx2g, or as much as the machine has" : "");
    }

    /** Flags that make everything slow. */
    static Finding flags(List<String> flags) {
        List<String> slow = flags.stream()
                .filter(flag -> flag.equals("-Xint")
                        || flag.startsWith("-XX:TieredStopAtLevel")
                        || flag.startsWith("-Xcomp")
                        || flag.startsWith("-agentlib:jdwp")
                        || flag.startsWith("-Dlanegrad.vectors"))
                .toList();
        List<String> own = flags.stream()
                .filter(flag -> !flag.startsWith("--") && !flag.startsWith("-Djdk.module"))
                .toList();
        return new Finding(
                "flags",
                own.isEmpty() ? "none" : String.join(" ", own),
                slow.isEmpty() ? "" : "remove " + String.join(" ", slow) + ", which make training slow");
    }
}
