package lanegrad.perf.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import lanegrad.perf.Network;

/** onnxruntime, on memory outside the heap that inputs and outputs are pinned to. */
final class OnnxPeer implements Peer {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final int threads;

    OnnxPeer(int threads) {
        this.threads = threads;
    }

    @Override
    public String about() {
        return "onnxruntime " + environment.getVersion() + ", " + OrtEnvironment.getAvailableProviders();
    }

    @Override
    public Optional<Work> prediction(Network network, int rows) {
        try {
            SessionOptions options = new SessionOptions();
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(OnnxFile.of(network, rows), options);
            FloatBuffer x = floats(rows * network.inputs());
            FloatBuffer y = floats(rows * network.outputs());
            x.put(0, network.x(rows).data());
            Map<String, OnnxTensor> in =
                    Map.of("x", OnnxTensor.createTensor(environment, x, new long[] {rows, network.inputs()}));
            Map<String, OnnxTensor> out =
                    Map.of("y", OnnxTensor.createTensor(environment, y, new long[] {rows, network.outputs()}));
            return Optional.of(new Work(() -> run(session, in, out), () -> {
                float[] results = new float[y.capacity()];
                y.get(0, results);
                return results;
            }));
        } catch (OrtException e) {
            throw new IllegalStateException("onnxruntime: " + e.getMessage(), e);
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Float.BYTES * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static void run(OrtSession session, Map<String, OnnxTensor> in, Map<String, OnnxTensor> out) {
        try {
            session.run(in, out).close();
        } catch (OrtException e) {
            throw new IllegalStateException("onnxruntime: " + e.getMessage(), e);
        }
    }
}
