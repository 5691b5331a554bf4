package lanegrad.perf.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lanegrad.kernels.Peak;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.MomentumStep;
import lanegrad.kernels.vector.SgdStep;
import lanegrad.perf.Network;
import lanegrad.perf.OtherKernels;
import lanegrad.perf.peers.Peer.Work;
import lanegrad.train.Trainer;

/**
 * One library in a process of its own, with a number of threads: prints a line for each task, with tabs between
 * library, threads, task, the flops of its products (0 if it has none) or the weights of an update, and the median and
 * the best microseconds of a call; and before them a line with what the library says of itself.
 *
 * <p>Each result is checked, so that nobody wins by leaving something out.
 */
public final class Race {
    private static final int SAMPLES = 9;

    /** Fewer samples of a task that takes longer than this share out. */
    private static final double SECONDS = 2;

    /** Large loops are compiled only after seconds, and until then look as if they had become no faster. */
    private static final long WARM_NANOS = 5_000_000_000L;

    /** What others do outside Java is compiled already. */
    private static final long NATIVE_WARM_NANOS = 1_000_000_000L;

    private static final long MOST_WARM_NANOS = 7_000_000_000L;
    private static final long SLICE_NANOS = 60_000_000;
    private static final double SAMPLE_SECONDS = 0.02;
    private static final int FLOATS = 1 << 16;
    private static final int PEAK_ROUNDS = 1 << 14;

    /** So few that the first-level cache holds them and all that belongs to them. */
    private static final int WEIGHTS = 1 << 10;

    /** Of training, before its cost is compared with that of ours. */
    private static final int STEPS = 6;

    private final String name;
    private final int threads;
    private final Peer peer;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(String name, double flops, Runnable call, Runnable check) {}

    private Race(String name, int threads, Peer peer) {
        this.name = name;
        this.threads = threads;
        this.peer = peer;
    }

    /**
     * The arguments are a library (lanegrad, openblas, netlib, libtorch, onnxruntime), the number of threads, and the
     * tasks: products, elements, steps or predictions.
     */
    public static void main(String[] args) {
        String name = args[0];
        int threads = Integer.parseInt(args[1]);
        Peer peer = switch (name) {
            case "lanegrad" -> new LanegradPeer();
            case "openblas" -> new OpenBlasPeer();
            case "netlib" -> new NetlibPeer();
            case "libtorch", "libtorch-passive" -> new TorchPeer(threads);
            case "onnxruntime" -> new OnnxPeer(threads);
            default -> throw new IllegalArgumentException("no such library: " + name);
        };
        Race race = new Race(name, threads, peer);
        // Only ours has a team; for the others it would spin beside their own threads.
        Tiles.with(name.equals("lanegrad") ? threads : 1, () -> {
            race.run(args[2]);
            return 0;
        });
        System.exit(0); // libraries' threads don't end by themselves
    }

    private void run(String group) {
        System.out.println("#\t" + name + "\t" + peer.about());
        if (peer instanceof LanegradPeer) {
            OtherKernels.warm();
        }
        switch (group) {
            case "products" -> products();
            case "elements" -> elements();
            case "steps" -> steps();
            case "predictions" -> predictions();
            default -> throw new IllegalArgumentException("no such tasks: " + group);
        }
        warm();
        tasks.forEach(this::time);
    }

    /** What registers alone allow: each product, step and prediction is a share of it. */
    private void peak() {
        float[] sums = new float[16 * threads];
        Runnable call = () -> Tiles.run(threads, i -> sums[16 * i] += Peak.run(PEAK_ROUNDS));
        tasks.add(new Task(Comparison.PEAK, (double) Peak.flopsPerRound() * PEAK_ROUNDS * threads, call, () -> {}));
    }

    private void products() {
        if (peer instanceof LanegradPeer) {
            peak();
        }
        for (Shape shape : Shape.RACED) {
            float[] a = random(shape.m() * shape.k(), "a");
            float[] b = random(shape.k() * shape.n(), "b");
            double flops = 2.0 * shape.m() * shape.n() * shape.k();
            peer.gemm(shape, a, b)
                    .ifPresent(work -> tasks.add(new Task(shape.toString(), flops, work.call(), () -> {
                        float[] c = work.result().get();
                        for (int at = 0; at < c.length; at += 1 + c.length / 100) {
                            check(shape.toString(), c[at], shape.element(a, b, at / shape.n(), at % shape.n()));
                        }
                    })));
        }
    }

    private void elements() {
        float[] x = random(FLOATS, "x");
        for (String function : new String[] {"exp", "sigmoid", "tanh", "gelu", "gelu by erf", "relu"}) {
            peer.pointwise(function, x).ifPresent(work -> {
                Runnable check = () -> check(function, work.result().get()[5], Exact.of(function, x[5]));
                tasks.add(new Task(function + " " + FLOATS, 0, work.call(), check));
            });
        }
        for (String function : new String[] {"softmax", "log-softmax"}) {
            for (int columns : new int[] {1000, 10}) {
                float[] z = random(128 * columns, "z");
                peer.rowwise(function, z, 128, columns).ifPresent(work -> {
                    Runnable check = () -> check(function, total(function, work.result().get(), columns), 1);
                    tasks.add(new Task(function + " 128x" + columns, 0, work.call(), check));
                });
            }
        }
    }

    /** What an optimiser's step takes of weights that the first-level cache holds. */
    private void updates() {
        float[] w = random(WEIGHTS, "w");
        float[] g = random(WEIGHTS, "g");
        float[] m = new float[WEIGHTS];
        float[] v = new float[WEIGHTS];
        Descent descent = new Descent(1e-12);
        update("sgd", () -> SgdStep.run(w, 0, g, 0, WEIGHTS, descent));
        update("momentum", () -> MomentumStep.run(w, 0, g, 0, m, 0, WEIGHTS, 0.9, descent));
        update("adam", () -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, WEIGHTS, 0.9, 0.999, 1e-8, 10, descent));
    }

    private void update(String optimizer, Runnable call) {
        tasks.add(new Task(Comparison.UPDATE + optimizer, WEIGHTS, call, () -> {}));
    }

    /** Rates are low, so that numbers don't become denormal, but not where costs are compared with ours. */
    private void steps() {
        if (peer instanceof LanegradPeer) {
            peak();
            updates();
        }
        for (Network network : Network.RACED) {
            double visible = network.optimizer().equals("adam") ? 1e-4 : 1e-2;
            peer.training(network, visible).ifPresent(work -> {
                Trainer trainer = network.trainer(visible);
                for (int step = 1; step < STEPS; step++) {
                    trainer.step(network.x(network.batch()), network.y());
                    work.call().run();
                }
                float cost = trainer.step(network.x(network.batch()), network.y());
                check("step " + network, work.result().get()[0], cost, 1e-3);
            });
            peer.training(network, 1e-5)
                    .ifPresent(work -> tasks.add(new Task("step " + network, network.flops(), work.call(), () -> {})));
        }
    }

    private void predictions() {
        predictions("20-64-64-1", 1);
        predictions("784-512-256-10", 1);
        predictions("784-512-256-10", 1024);
    }

    private void predictions(String sizes, int rows) {
        Network network = Network.of(sizes + " " + rows + " sgd");
        String task = "predict " + network.name() + " " + rows;
        float[] means = network.model().predict(network.x(rows)).data();
        peer.prediction(network, rows)
                .ifPresent(work -> tasks.add(new Task(task, network.forwardFlops(), work.call(), () -> {
                    float[] y = work.result().get();
                    for (int i = 0; i < means.length; i++) {
                        check(task, y[i], means[i], 1e-5);
                    }
                })));
    }

    /** The sum of the first row's probabilities. */
    private static double total(String function, float[] y, int columns) {
        return IntStream.range(0, columns)
                .mapToDouble(j -> function.equals("softmax") ? y[j] : Math.exp(y[j]))
                .sum();
    }

    /** Runs all tasks by turns for some seconds, then in Java until none has become faster by a tenth for two rounds. */
    private void warm() {
        boolean compiles = peer instanceof LanegradPeer || peer instanceof NetlibPeer;
        long least = compiles ? WARM_NANOS : NATIVE_WARM_NANOS;
        long most = compiles ? MOST_WARM_NANOS : NATIVE_WARM_NANOS;
        long start = System.nanoTime();
        double[] best = new double[tasks.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        int quiet = 0;
        for (long spent = 0; spent < least || (quiet < 2 && spent < most); ) {
            quiet++;
            for (int i = 0; i < best.length; i++) {
                double seconds = fastest(tasks.get(i).call());
                if (seconds < 0.9 * best[i]) {
                    quiet = 0;
                }
                best[i] = Math.min(best[i], seconds);
            }
            spent = System.nanoTime() - start;
        }
    }

    private static double fastest(Runnable call) {
        double fastest = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + SLICE_NANOS;
        do {
            fastest = Math.min(fastest, seconds(call, 1));
        } while (System.nanoTime() < end);
        return fastest;
    }

    private static void check(String task, double found, double expected) {
        check(task, found, expected, 1e-3);
    }

    private static void check(String task, double found, double expected, double tolerance) {
        if (!(Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
            throw new AssertionError(task + ": expected " + expected + " but got " + found);
        }
    }

    private void time(Task task) {
        double fastest = fastest(task.call());
        int calls = (int) Math.clamp(SAMPLE_SECONDS / fastest, 1, 1e6);
        double[] samples = new double[(int) Math.clamp(SECONDS / fastest, 3, SAMPLES)];
        Arrays.setAll(samples, _ -> seconds(task.call(), calls));
        task.check().run();
        Arrays.sort(samples);
        System.out.printf(
                Locale.ROOT,
                "%s\t%d\t%s\t%.0f\t%.3f\t%.3f%n",
                name,
                threads,
                task.name(),
                task.flops(),
                1e6 * samples[samples.length / 2],
                1e6 * samples[0]);
    }

    private static double seconds(Runnable call, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return (System.nanoTime() - start) / 1e9 / calls;
    }

    private static float[] random(int n, String purpose) {
        float[] x = new float[n];
        Philox.normal(Philox.key(1, purpose), 0, x, 0, n);
        return x;
    }
}
