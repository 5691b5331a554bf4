package lanegrad.perf.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's fused optimisers, which change all parameters in one call and one pass. Its Java binding leaves them out and
 * its optimisers in C++ don't use them, so they are called by their names in the library.
 */
@SuppressWarnings("restricted")
final class FusedUpdate {
    /** A c10::ArrayRef: where the tensors are, and how many. */
    private static final StructLayout LIST = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);

    private static final FunctionDescriptor ADAM = FunctionDescriptor.ofVoid(
            LIST, LIST, LIST, LIST, LIST, LIST, // parameters, gradients, means, squares, greatest squares, steps
            JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE, // rate, betas, decay, epsilon
            JAVA_BOOLEAN, JAVA_BOOLEAN, ADDRESS, ADDRESS); // amsgrad, maximise, scale, not finite
    private static final FunctionDescriptor SGD = FunctionDescriptor.ofVoid(
            LIST, LIST, LIST, // parameters, gradients, velocities
            JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE, // decay, momentum, rate, dampening
            JAVA_BOOLEAN, JAVA_BOOLEAN, JAVA_BOOLEAN, ADDRESS, ADDRESS); // nesterov, maximise, first, scale, not finite

    private static final String ADAM_NAME =
            "_ZN2at4_ops12_fused_adam_4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_";
    private static final String SGD_NAME =
            "_ZN2at4_ops11_fused_sgd_4callEN3c108ArrayRefINS_6TensorEEES5_S5_ddddbbbRKSt8optionalIS4_ES9_";

    private final String optimizer;
    private final double rate;
    private final MethodHandle call;
    private final List<TensorVector> kept = new ArrayList<>();
    private final MemorySegment parameters;
    private final MemorySegment first;
    private final MemorySegment second;
    private final MemorySegment steps;
    private final MemorySegment gradients = Arena.global().allocate(LIST);
    private final MemorySegment nothing = Arena.global().allocate(LIST);

    /** A std::optional without a value. */
    private final MemorySegment none = Arena.global().allocate(16);

    private final FloatPointer step = new FloatPointer(0f);

    /** An update of parameters by adam, momentum (0.9) or sgd. */
    FusedUpdate(TensorVector parameters, String optimizer, double rate) {
        this.optimizer = optimizer;
        this.rate = rate;
        boolean adam = optimizer.equals("adam");
        Tensor number = torch.from_blob(step, 1);
        this.parameters = each(parameters, Tensor::detach); // the same memory; updates have no derivatives
        first = optimizer.equals("sgd") ? nothing : each(parameters, torch::zeros_like);
        second = adam ? each(parameters, torch::zeros_like) : nothing;
        steps = each(parameters, _ -> number);
        Path library = Path.of(Loader.load(torch.class)).resolveSibling("libtorch_cpu.so");
        MemorySegment symbol = SymbolLookup.libraryLookup(library, Arena.global())
                .find(adam ? ADAM_NAME : SGD_NAME)
                .orElseThrow();
        call = Linker.nativeLinker().downcallHandle(symbol, adam ? ADAM : SGD);
    }

    private MemorySegment each(TensorVector tensors, UnaryOperator<Tensor> f) {
        TensorVector vector = new TensorVector();
        for (int i = 0; i < tensors.size(); i++) {
            vector.push_back(f.apply(tensors.get(i)));
        }
        kept.add(vector);
        return list(vector, Arena.global().allocate(LIST));
    }

    /** The vector's tensors, which lie one after another, each a pointer. */
    private static MemorySegment list(TensorVector tensors, MemorySegment list) {
        MemorySegment vector = MemorySegment.ofAddress(tensors.address()).reinterpret(16);
        long begin = vector.get(JAVA_LONG, 0);
        list.set(JAVA_LONG, 0, begin);
        list.set(JAVA_LONG, 8, (vector.get(JAVA_LONG, 8) - begin) / ADDRESS.byteSize());
        return list;
    }

    /** Takes a step along the gradients of all parameters. */
    void run(TensorVector along) {
        list(along, gradients);
        step.put(step.get() + 1);
        try {
            if (optimizer.equals("adam")) {
                call.invokeExact(
                        parameters, gradients, first, second, nothing, steps,
                        rate, 0.9, 0.999, 0.0, 1e-8, false, false, none, none);
            } else {
                double momentum = optimizer.equals("momentum") ? 0.9 : 0.0;
                call.invokeExact(
                        parameters, gradients, first, 0.0, momentum, rate, 0.0, false, false, false, none, none);
            }
        } catch (Throwable thrown) {
            throw new IllegalStateException("libtorch's fused update", thrown);
        }
    }
}
