package lanegrad.perf;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import lanegrad.cli.report.Machine;
import lanegrad.kernels.Peak;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.perf.CostChart.Line;
import lanegrad.perf.CostChart.Panel;
import lanegrad.tensor.Tensor;
import lanegrad.train.Trainer;

/**
 * What a training step costs against width, depth and batch, beside the time that its multiplications and additions alone
 * need at the measured peak; and what of a step goes elsewhere than into products.
 *
 * <p>The argument is the path of the results without its ending: tables go to .md, the drawing to .svg.
 */
public final class CostOverSize {
    private static final double SAMPLE_NANOS = 2e7;
    private static final int SAMPLES = 9;
    private static final long WARM_NANOS = 150_000_000;
    private static final int MOST_ROUNDS = 20;
    private static final int ROUNDS = 1 << 14;
    private static final int[] TEAMS = {1, 2};
    private static final List<String> NAMES = List.of("1 thread", "2 threads");
    private static final List<String> KINDS = List.of("one", "two");

    /** Small, so that the numbers don't become denormal. */
    private static final double RATE = 1e-5;

    private final List<String> page = new ArrayList<>();
    private final double[] peaks = Arrays.stream(TEAMS)
            .mapToDouble(team -> Tiles.with(team, CostOverSize::peak))
            .toArray();

    private CostOverSize() {}

    /** Measures all, in about a minute. */
    public static void main(String[] args) throws IOException {
        OtherKernels.warm();
        powers(16, 512).forEach(size -> Tiles.with(2, () -> step(network(size, size, 2, 64))));
        powers(1, 32).forEach(depth -> Tiles.with(1, () -> step(network(128, 128, depth, 64))));
        powers(1, 256).forEach(batch -> Tiles.with(2, () -> step(network(256, 256, 2, batch))));
        Path drawing = Path.of(args[0] + ".svg");
        CostOverSize cost = new CostOverSize();
        cost.page.add("# What a training step costs over size\n");
        cost.page.add(cost.circumstances() + "\n");
        cost.page.add("![Microseconds against width, depth and batch](" + drawing.getFileName() + ")");
        List<Panel> panels = List.of(
                cost.panel("[w, w, w, 10], batch 64", "width w", powers(16, 2048), w -> network(w, w, 2, 64)),
                cost.panel("[128, d x 128, 10], batch 64", "depth d", powers(1, 32), d -> network(128, 128, d, 64)),
                cost.panel("[256, 256, 256, 10], batch b", "batch b", powers(1, 1024), b -> network(256, 256, 2, b)));
        Files.writeString(
                drawing, CostChart.svg("Microseconds of a training step with Adam", cost.circumstances(), panels));
        cost.outsideProducts(Network.of("784-2048-2048-10 256 adam"));
        cost.fixed(Network.of("2-8-1 4 sgd"));
        cost.fixed(Network.of("2-8-1 4 adam"));
        Files.write(Path.of(args[0] + ".md"), cost.page);
        cost.page.forEach(System.out::println);
    }

    private String circumstances() {
        return String.format(
                Locale.ROOT,
                "%s, %s, JDK %s; peak %.0f GFLOP/s with one thread, %.0f with two",
                LocalDate.now(ZoneOffset.UTC),
                Machine.processor(),
                Runtime.version(),
                peaks[0],
                peaks[1]);
    }

    private static List<Integer> powers(int least, int most) {
        List<Integer> powers = new ArrayList<>();
        for (int power = least; power <= most; power *= 2) {
            powers.add(power);
        }
        return powers;
    }

    private static Network network(int inputs, int width, int depth, int batch) {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(depth, width));
        sizes.addFirst(inputs);
        sizes.addLast(10);
        return new Network(sizes, batch, "adam");
    }

    /** The multiplications and additions in a second that registers alone allow, in billions. */
    private static double peak() {
        int workers = Tiles.workers();
        float[] sums = new float[16 * workers];
        double flops = (double) Peak.flopsPerRound() * ROUNDS * workers;
        return 1e-3 * flops / micros(() -> Tiles.run(workers, i -> sums[16 * i] += Peak.run(ROUNDS)));
    }

    private Panel panel(String title, String axis, List<Integer> sizes, IntFunction<Network> networks) {
        page.add("\n## " + title + "\n");
        page.add("| " + axis + " | 1 thread, us | share of the peak | 2 threads, us | share of the peak |");
        page.add("|---|---|---|---|---|");
        List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Double>> limits = List.of(new ArrayList<>(), new ArrayList<>());
        for (int size : sizes) {
            StringBuilder row = new StringBuilder("| " + size);
            for (int i = 0; i < TEAMS.length; i++) {
                Network network = networks.apply(size);
                double micros = Tiles.with(TEAMS[i], () -> step(network));
                double limit = 1e-3 * network.flops() / peaks[i];
                times.get(i).add(micros);
                limits.get(i).add(limit);
                row.append(String.format(Locale.ROOT, " | %.1f | %.0f %%", micros, 100 * limit / micros));
            }
            page.add(row + " |");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < TEAMS.length; i++) {
            lines.add(new Line(NAMES.get(i), KINDS.get(i), times.get(i)));
            lines.add(new Line(NAMES.get(i) + " at the peak", KINDS.get(i) + " limit", limits.get(i)));
        }
        return new Panel(title, axis, sizes, lines);
    }

    private void outsideProducts(Network network) {
        page.add("\n## Outside products\n");
        for (int team : TEAMS) {
            double step = Tiles.with(team, () -> step(network));
            double products = Tiles.with(team, () -> products(network));
            page.add(String.format(
                    Locale.ROOT,
                    "- %s, %d thread%s: a step takes %.0f us, its products by themselves %.0f us; %.1f %% go elsewhere",
                    network,
                    team,
                    team == 1 ? "" : "s",
                    step,
                    products,
                    100 * (1 - products / step)));
        }
    }

    private void fixed(Network network) {
        page.add(String.format(Locale.ROOT, "- %s: a step takes %.2f us", network, Tiles.with(1, () -> step(network))));
    }

    private static double step(Network network) {
        Trainer trainer = network.trainer(RATE);
        Tensor x = network.x(network.batch());
        Tensor y = network.y();
        return micros(() -> trainer.step(x, y));
    }

    /** The time of all products of a step, each measured alone. */
    private static double products(Network network) {
        double sum = 0;
        int rows = network.batch();
        for (int i = 1; i < network.sizes().size(); i++) {
            int in = network.sizes().get(i - 1);
            int out = network.sizes().get(i);
            Matrix x = matrix(rows, in);
            Matrix w = matrix(in, out);
            Matrix z = matrix(rows, out);
            sum += micros(() -> Gemm.multiply(x, w, z));
            sum += micros(() -> Gemm.multiply(x.transpose(), z, w));
            sum += i == 1 ? 0 : micros(() -> Gemm.multiply(z, w.transpose(), x));
        }
        return sum;
    }

    private static Matrix matrix(int rows, int columns) {
        return Matrix.of(OtherKernels.random(rows * columns, "matrix"), rows, columns);
    }

    /** The best of some samples of a call that has been warmed. */
    private static double micros(Runnable call) {
        int repeats = (int) Math.max(1, SAMPLE_NANOS / warm(call));
        double best = Double.POSITIVE_INFINITY;
        for (int sample = 0; sample < SAMPLES; sample++) {
            long from = System.nanoTime();
            for (int i = 0; i < repeats; i++) {
                call.run();
            }
            best = Math.min(best, (System.nanoTime() - from) / 1e3 / repeats);
        }
        return best;
    }

    /** Calls until two rounds in which nothing was compiled, and returns the nanoseconds of a call in the last. */
    private static double warm(Runnable call) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        int quiet = 0;
        double nanos = 1;
        for (int round = 0; round < MOST_ROUNDS && quiet < 2; round++) {
            long compiled = compiler.getTotalCompilationTime();
            long start = System.nanoTime();
            int count = 0;
            while (System.nanoTime() - start < WARM_NANOS || count < 2) {
                call.run();
                count++;
            }
            nanos = (double) (System.nanoTime() - start) / count;
            quiet = compiler.getTotalCompilationTime() == compiled ? quiet + 1 : 0;
        }
        return nanos;
    }
}
