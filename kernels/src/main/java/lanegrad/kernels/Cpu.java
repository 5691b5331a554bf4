package lanegrad.kernels;

import jdk.incubator.vector.VectorShape;

/**
 * What this machine and JVM can do, asked once: whether the kernels run on vectors, how wide, and why not if they do not.
 *
 * <p>The system property {@code lanegrad.vectors} chooses: {@code auto} (the default), {@code off}, or a width of
 * {@code 128}, {@code 256} or {@code 512} bits. Every choice gives the same bits; only the time differs.
 */
public final class Cpu {
    private static final Choice CHOICE = choose(System.getProperty("lanegrad.vectors", "auto"));

    /** Whether the kernels run on vectors; if not, they run in their scalar form. */
    public static final boolean VECTORS = CHOICE.bits() > 0;

    /** The width of a vector in bits, 0 when vectors are off. */
    public static final int BITS = CHOICE.bits();

    private Cpu() {}

    /** Says in a sentence what was chosen, why, and, when vectors are off, the remedy. */
    public static String reason() {
        return CHOICE.reason();
    }

    private record Choice(int bits, String reason) {}

    private static Choice choose(String wish) {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return switch (wish) {
            case "off" -> new Choice(0, "vectors are off: -Dlanegrad.vectors=off; remove it to turn them on");
            case "128", "256", "512" ->
                module
                        ? new Choice(Integer.parseInt(wish), wish + "-bit vectors: -Dlanegrad.vectors=" + wish)
                        : absent();
            case "auto" -> module ? automatic() : absent();
            default ->
                throw new IllegalArgumentException(
                        "-Dlanegrad.vectors=" + wish + ": expected auto, off, 128, 256 or 512");
        };
    }

    private static Choice absent() {
        return new Choice(
                0,
                "vectors are off: the module jdk.incubator.vector is absent; add --add-modules jdk.incubator.vector");
    }

    private static Choice automatic() {
        // Without C2 each vector operation is a call that allocates: the scalar form is a hundred times faster.
        String mode = System.getProperty("java.vm.info", "");
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return new Choice(
                    0,
                    "vectors are off: the C2 compiler is off (" + mode + "); remove -Xint, -client and"
                            + " -XX:TieredStopAtLevel");
        }
        int bits = Preferred.BITS;
        // On x86, AVX2 comes with FMA; without it each FMA would be computed with BigDecimal.
        if (bits < 256 && !System.getProperty("os.arch").equals("aarch64")) {
            return new Choice(0, "vectors are off: this processor lacks AVX2 and FMA");
        }
        return new Choice(bits, bits + "-bit vectors");
    }

    /** Apart, so that it is loaded only where the Vector API is. */
    private static final class Preferred {
        static final int BITS = VectorShape.preferredShape().vectorBitSize();
    }
}
