package lanegrad.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lanegrad.cli.bench.Report;
import lanegrad.cli.bench.Roofline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the kernels beside what the machine can do. */
@Command(
        name = "bench",
        description = "Measure this machine: the kernels and a training step, as shares of the processor's peak and of"
                + " the memory's bandwidth. Takes a minute; other programs that run meanwhile show.",
        footer = {"  lanegrad bench --quick", "  lanegrad bench --threads 1 -o roofline.svg"})
public final class Bench implements Callable<Integer> {
    private final Console console;

    @Option(names = "--quick", description = "Take some seconds only: fewer and shorter samples, no large products.")
    private boolean quick;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads compute. Default: as many as in training.")
    private @Nullable Integer threads;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.svg",
            description = "Draw the roofline picture into this file.")
    private @Nullable Path picture;

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Mixin
    final Common common = new Common();

    @Spec
    private @Nullable CommandSpec spec;

    /** On a console. */
    public Bench(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Integer wanted = threads;
        if (wanted != null && (wanted < 1 || wanted > 1024) && spec != null) {
            throw new ParameterException(spec.commandLine(), "--threads: expected 1 to 1024, got " + wanted);
        }
        Path file = picture;
        if (file != null) {
            write(file, ""); // rather now than after a minute
        }
        Report report = Report.measure(
                quick,
                wanted == null ? Train.processors() : wanted,
                words -> console.err().println(words + " ..."));
        if (file != null) {
            write(file, Roofline.svg(report));
        }
        console.out().print(json ? report.json() + "\n" : report.toString());
        return 0;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StorageException(file, e, "name a file in a folder that can be written to");
        }
    }
}
