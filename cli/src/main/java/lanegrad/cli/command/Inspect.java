package lanegrad.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanegrad.cli.report.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model or a config consists of. */
@Command(
        name = "inspect",
        description = "Show layers, shapes, parameters, bytes and FLOPs per example, and the columns of the data;"
                + " for a model also how it was trained.",
        footer = {"  lanegrad inspect runs/digits/model.safetensors", "  lanegrad inspect digits.yaml --json"})
public final class Inspect implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "MODEL|CONFIG",
            description = "A model file, the run folder it is in, or a config, whose data is read.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Mixin
    final Common common = new Common();

    /** On a console. */
    public Inspect(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Inspection inspection = isModel(file)
                ? ofModel()
                : Inspection.of(Config.read(file, List.of()).start());
        console.out().print(json ? inspection.json() + "\n" : inspection.toString());
        return 0;
    }

    private Inspection ofModel() {
        var model = TrainedModel.read(file).file();
        return new Inspection(model.model(), model.features(), null, model.about());
    }

    /** By its name, or by the length that a safetensors file begins with: no text has zeros there. */
    private static boolean isModel(Path file) {
        if (Files.isDirectory(file) || file.toString().endsWith(".safetensors")) {
            return true;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] first = bytes.readNBytes(8);
            return first.length == 8 && first[6] == 0 && first[7] == 0;
        } catch (IOException e) {
            return false; // whoever reads it next says what is wrong
        }
    }
}
