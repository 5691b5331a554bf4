package lanegrad.perf.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.perf.peers.Peer.Work;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;

/**
 * One library in a process of its own, with a number of threads: prints a line for each task, with tabs between
 * library, threads, task, the median and the best microseconds of a call.
 *
 * <p>Each result is checked, so that nobody wins by leaving something out.
 */
public final class Race {
    private static final int SAMPLES = 9;
    private static final long WARM_NANOS = 25_000_000_000L;
    private static final long SLICE_NANOS = 60_000_000;
    private static final double SAMPLE_SECONDS = 0.02;
    private static final int FLOATS = 1 << 16;

    private final String name;
    private final int threads;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(String name, Runnable call, Runnable check) {}

    private Race(String name, int threads) {
        this.name = name;
        this.threads = threads;
    }

    /** The arguments are a library (lanegrad, openblas, netlib, libtorch) and the number of threads. */
    public static void main(String[] args) {
        String name = args[0];
        int threads = Integer.parseInt(args[1]);
        Peer peer = switch (name) {
            case "lanegrad" -> new LanegradPeer();
            case "openblas" -> new OpenBlasPeer();
            case "netlib" -> new NetlibPeer();
            case "libtorch" -> new TorchPeer(threads);
            default -> throw new IllegalArgumentException("no such library: " + name);
        };
        Race race = new Race(name, threads);
        // Only ours has a team; for the others it would spin beside their own threads.
        Tiles.with(name.equals("lanegrad") ? threads : 1, () -> {
            race.run(peer);
            return 0;
        });
        System.exit(0); // libraries' threads don't end by themselves
    }

    private void run(Peer peer) {
        prepare(peer);
        warm();
        tasks.forEach(this::time);
    }

    private void prepare(Peer peer) {
        for (Shape shape : Shape.ALL) {
            float[] a = random(shape.m() * shape.k(), "a");
            float[] b = random(shape.k() * shape.n(), "b");
            Work work = peer.gemm(shape, a, b);
            tasks.add(new Task(shape.toString(), work.call(), () -> {
                float[] c = work.result().get();
                for (int at = 0; at < c.length; at += 1 + c.length / 100) {
                    check(shape.toString(), c[at], shape.element(a, b, at / shape.n(), at % shape.n()));
                }
            }));
        }
        float[] x = random(FLOATS, "x");
        for (String function : new String[] {"exp", "sigmoid", "tanh", "relu"}) {
            peer.pointwise(function, x).ifPresent(work -> {
                Runnable check = () -> check(function, work.result().get()[5], exact(function, x[5]));
                tasks.add(new Task(function + " " + FLOATS, work.call(), check));
            });
        }
        for (int columns : new int[] {1000, 10}) {
            float[] z = random(128 * columns, "z");
            peer.softmax(z, 128, columns)
                    .ifPresent(work -> tasks.add(new Task("softmax 128x" + columns, work.call(), () -> {
                        float[] y = work.result().get();
                        check(
                                "softmax",
                                IntStream.range(0, columns)
                                        .mapToDouble(j -> y[j])
                                        .sum(),
                                1);
                    })));
        }
        if (peer instanceof LanegradPeer) {
            tasks.add(new Task("training step", trainingStep(), () -> {}));
        }
    }

    /** Runs all tasks by turns until none has become faster by a tenth for two rounds, or it takes too long. */
    private void warm() {
        long end = System.nanoTime() + WARM_NANOS;
        double[] best = new double[tasks.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        int quiet = 0;
        for (int round = 0; round < 4 || (quiet < 2 && System.nanoTime() < end); round++) {
            quiet++;
            for (int i = 0; i < best.length; i++) {
                double seconds = fastest(tasks.get(i).call());
                if (seconds < 0.9 * best[i]) {
                    quiet = 0;
                }
                best[i] = Math.min(best[i], seconds);
            }
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

    private static double exact(String function, double x) {
        return switch (function) {
            case "exp" -> Math.exp(x);
            case "sigmoid" -> 1 / (1 + Math.exp(-x));
            case "tanh" -> Math.tanh(x);
            default -> Math.max(0, x);
        };
    }

    private static Runnable trainingStep() {
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.dense(512).relu().dense(256).relu())
                .output(new Categorical());
        Trainer trainer = new Trainer(new Model(spec, 784, 10, 1), new TrainSpec());
        Tensor x = Tensor.zeros(lanegrad.tensor.Shape.of(128, 784));
        Tensor y = Tensor.zeros(lanegrad.tensor.Shape.of(128, 1));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        for (int row = 0; row < 128; row++) {
            y.data()[row] = row % 10;
        }
        return () -> trainer.step(x, y);
    }

    private static void check(String task, double found, double expected) {
        if (!(Math.abs(found - expected) <= 1e-3 * Math.max(1, Math.abs(expected)))) {
            throw new AssertionError(task + ": expected " + expected + " but got " + found);
        }
    }

    private void time(Task task) {
        int calls = (int) Math.clamp(SAMPLE_SECONDS / fastest(task.call()), 1, 1e6);
        double[] samples = new double[SAMPLES];
        Arrays.setAll(samples, _ -> seconds(task.call(), calls));
        task.check().run();
        Arrays.sort(samples);
        System.out.printf(
                Locale.ROOT,
                "%s\t%d\t%s\t%.3f\t%.3f%n",
                name,
                threads,
                task.name(),
                1e6 * samples[SAMPLES / 2],
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
