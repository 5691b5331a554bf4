package lanegrad.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import lanegrad.autodiff.Parameter;
import lanegrad.cli.report.Plain;
import lanegrad.cli.report.TextTable;
import lanegrad.data.Dataset;
import lanegrad.kernels.random.Philox;
import lanegrad.model.Model;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.ModelCheck;
import lanegrad.train.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the derivatives of a config's model and cost. */
@Command(
        name = "gradcheck",
        description = "Compare the derivatives of a config's model and cost with central differences in double"
                + " precision, at its first weights, each moved a little away from kinks; noise and samples are the same"
                + " throughout. Exits with 1 if they differ.",
        footer = {"  lanegrad gradcheck digits.yaml", "  lanegrad gradcheck digits.yaml --elements 1000 --json"})
public final class Gradcheck implements Callable<Integer> {
    /** Relative; what central differences are good for in double precision. */
    private static final double TOLERANCE = 1e-6;

    private static final float NUDGE = 0.05f;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "A YAML or JSON file; its data is read.")
    private Path file = Path.of("");

    @Option(
            names = "--elements",
            paramLabel = "N",
            description = "Compare at most N elements of each parameter, evenly spaced; default 100.")
    private int elements = 100;

    @Option(names = "--rows", paramLabel = "N", description = "Take the first N rows of the training data; default 8.")
    private int rows = 8;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Mixin
    final Common common = new Common();

    /** On a console. */
    public Gradcheck(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requirePositive("--elements", elements);
        requirePositive("--rows", rows);
        Config config = Config.read(file, List.of());
        Run run = config.start();
        nudge(run.model());
        List<ModelCheck> checks = config.blamed(() -> check(run));
        console.out().print(json ? Plain.json(map(checks)) + "\n" : table(checks));
        return passed(checks) ? 0 : 1;
    }

    private void requirePositive(String option, int number) {
        if (number < 1) {
            throw new ParameterException(spec.commandLine(), option + ": expected at least 1, got " + number);
        }
    }

    private List<ModelCheck> check(Run run) {
        Dataset data = run.features().encode(run.split().train());
        int taken = Math.min(rows, data.rows());
        float[] x = Arrays.copyOf(data.inputs(), taken * data.width());
        float[] y = Arrays.copyOf(data.targets(), taken * data.targetWidth());
        return ModelCheck.of(
                run.model(),
                Tensor.of(Shape.of(taken, data.width()), x),
                Tensor.of(Shape.of(taken, data.targetWidth()), y),
                elements);
    }

    /** Biases begin at 0, where a rectifier of a sum that is 0 has its kink. */
    private static void nudge(Model model) {
        for (Parameter parameter : model.learned()) {
            float[] noise = new float[parameter.value().count()];
            Philox.normal(Philox.key(model.seed(), "gradcheck " + parameter.name()), 0, noise, 0, noise.length);
            for (int i = 0; i < noise.length; i++) {
                parameter.value().data()[i] += NUDGE * noise[i];
            }
        }
    }

    private static boolean passed(List<ModelCheck> checks) {
        return checks.stream().allMatch(check -> check.report().error() <= TOLERANCE) && isAnyCompared(checks);
    }

    private static boolean isAnyCompared(List<ModelCheck> checks) {
        return checks.stream().anyMatch(check -> check.report().elements() > 0);
    }

    private static String table(List<ModelCheck> checks) {
        TextTable table = new TextTable(List.of("parameter", "elements", "compared", "kinks", "largest error"));
        StringBuilder worst = new StringBuilder();
        for (ModelCheck check : checks) {
            table.row(List.of(
                    check.parameter().name(),
                    String.format(Locale.ROOT, "%,d", check.parameter().value().count()),
                    String.format(Locale.ROOT, "%,d", check.report().elements()),
                    String.format(Locale.ROOT, "%,d", check.report().kinks()),
                    String.format(Locale.ROOT, "%.1e", check.report().error())));
            if (!(check.report().error() <= TOLERANCE)) {
                worst.append("wrong: ").append(check.report().where()).append('\n');
            }
        }
        if (!isAnyCompared(checks)) {
            worst.append("nothing could be compared; try other rows, or more elements\n");
        }
        String verdict = worst.isEmpty()
                ? String.format(Locale.ROOT, "all derivatives agree with central differences to %.0e\n", TOLERANCE)
                : worst.toString();
        return table + verdict;
    }

    private static SequencedMap<String, Object> map(List<ModelCheck> checks) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("passed", passed(checks));
        map.put("tolerance", TOLERANCE);
        map.put("parameters", checks.stream().map(Gradcheck::map).toList());
        return map;
    }

    private static SequencedMap<String, Object> map(ModelCheck check) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("name", check.parameter().name());
        map.put("elements", check.parameter().value().count());
        map.put("compared", check.report().elements());
        map.put("kinks", check.report().kinks());
        map.put("error", check.report().error());
        map.put("worst", check.report().where());
        return map;
    }
}
