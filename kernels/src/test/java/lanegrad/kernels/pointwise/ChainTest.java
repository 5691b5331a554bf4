package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Floats;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One sweep through many links gives the bits of their float forms, one after another. */
@Tag("widths")
class ChainTest {
    private static final List<Link> LINKS = Stream.of(
                    Functions.pointwise().stream().filter(Pointwise::isShort).map(Link.Alone::new),
                    Functions.pointwise().stream().filter(Pointwise::isShort).map(Link.TimesSlope::new),
                    Functions.binary().stream().map(Link.With::new),
                    Functions.binary().stream().map(Link.After::new))
            .flatMap(links -> links.map(Link.class::cast))
            .toList();

    /** Each link in some chain, at some place. */
    static List<Chain> chains() {
        List<Chain> chains = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int from = 0; from < LINKS.size(); from++) {
            List<Link> links = new ArrayList<>(List.of(LINKS.get(from)));
            int length = 1 + from % Chain.MOST;
            while (links.size() < length) {
                links.add(random.nextInt(links.size() + 1), LINKS.get(random.nextInt(LINKS.size())));
            }
            chains.add(chain(links, random));
        }
        return chains;
    }

    @ParameterizedTest
    @MethodSource("chains")
    void aChainGivesTheFloatFormsBitsAtAnyLengthAndOffset(Chain chain) {
        ChainLoop loop = ChainLoop.of(chain);
        for (int n : Floats.lengths()) {
            float[][] in = arrays(chain, Floats.normal(n, 8 * (n + 20)), n + 20);
            int[] at = IntStream.range(0, in.length).map(i -> 3 + i).toArray();
            float[] out = Floats.guarded(n + 40);
            float[] expected = out.clone();
            for (int i = 0; i < n; i++) {
                expected[17 + i] = at(chain, in, at, i + 2);
            }
            loop.run(in, at, out, 15, 2, n);
            assertSameBits(out, expected, chain);
        }
    }

    @ParameterizedTest
    @MethodSource("chains")
    void specialNumbersToo(Chain chain) {
        float[] special = Floats.special();
        float[][] in = arrays(chain, special, special.length);
        int[] at = new int[in.length];
        float[] expected = new float[special.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = at(chain, in, at, i);
        }
        float[] out = new float[special.length];
        ChainLoop.of(chain).run(in, at, out, 0, 0, out.length);
        assertSameBits(out, expected, chain);
    }

    @Test
    void theResultMayLieOverAnyArray() {
        List<Link> links = List.of(
                new Link.With(new Minus()), new Link.Alone(new Relu()), new Link.TimesSlope(new Polynomial(1, 0, -1)));
        Chain chain = new Chain(links, List.of(false, false));
        for (int over = 0; over < 3; over++) {
            float[][] in = arrays(chain, Floats.normal(1, 3 * 1000), 1000);
            float[] expected = new float[1000];
            ChainLoop.of(chain).run(in, new int[3], expected, 0, 0, 1000);
            ChainLoop.of(chain).run(in, new int[3], in[over], 0, 0, 1000);
            assertSameBits(in[over], expected, "over " + over);
        }
    }

    @Test
    void longFunctionsAndLongChainsAreRefused() {
        Link alone = new Link.Alone(new Tanh());
        assertThatThrownBy(() -> new Chain(List.of(alone), List.of()))
                .hasMessage("chain: Alone[f=Tanh[]] is too long for it; give it a sweep of its own");
        List<Link> seven = Stream.generate(() -> (Link) new Link.Alone(new Relu()))
                .limit(7)
                .collect(Collectors.toList());
        assertThatThrownBy(() -> new Chain(seven, List.of()))
                .hasMessage("chain: expected 1 to 6 links, got 7; cut it in two");
        assertThatThrownBy(() -> new Chain(List.of(new Link.With(new Plus())), List.of()))
                .hasMessage("chain: the links read 1 arrays, got 0");
        assertThatThrownBy(() -> new Chain(List.of(new Link.TimesSlope(new Relu())), List.of(true)))
                .hasMessage("chain: TimesSlope[f=Relu[]] reads one number; give it an array");
    }

    /** What the compiler inlines however rarely it has seen it called: {@code -XX:MaxInlineSize}. */
    @Test
    void vectorFormsOfLinksAreShort() throws Exception {
        Assumptions.assumeTrue(Cpu.VECTORS);
        for (Link link : LINKS) {
            assertThat(bytecodes(link.lane())).as("%s", link).isLessThanOrEqualTo(35);
            if (link instanceof Link.Alone(Pointwise f)) {
                assertThat(bytecodes(f.lane())).as("%s", f).isLessThanOrEqualTo(35);
            }
        }
    }

    private static int bytecodes(Object lane) throws Exception {
        String name = lane.getClass().getName();
        try (InputStream bytes =
                lane.getClass().getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return ClassFile.of().parse(Objects.requireNonNull(bytes).readAllBytes()).methods().stream()
                    .filter(method -> method.methodName().equalsString("at"))
                    .mapToInt(method -> method.findAttribute(Attributes.code())
                            .orElseThrow()
                            .codeLength())
                    .max()
                    .orElseThrow();
        }
    }

    private static Chain chain(List<Link> links, SplittableRandom random) {
        return new Chain(
                links,
                links.stream()
                        .filter(Link::readsAnother)
                        .map(link -> !(link instanceof Link.TimesSlope) && random.nextInt(3) == 0)
                        .toList());
    }

    private static float[][] arrays(Chain chain, float[] from, int length) {
        float[][] arrays = new float[1 + chain.numbers().size()][length];
        for (int array = 0; array < arrays.length; array++) {
            for (int i = 0; i < length; i++) {
                arrays[array][i] = from[(array * (length + 7) + i) % from.length];
            }
        }
        return arrays;
    }

    private static float at(Chain chain, float[][] in, int[] at, int i) {
        int array = 0;
        float v = in[0][at[0] + i];
        for (Link link : chain.links()) {
            float b = v;
            if (link.readsAnother()) {
                array++;
                b = in[array][chain.numbers().get(array - 1) ? at[array] : at[array] + i];
            }
            v = link.at(v, b);
        }
        return v;
    }
}
