package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanegrad.cli.yaml.YamlReader;
import lanegrad.data.DataSpec;
import lanegrad.data.RowWeights;
import lanegrad.data.Share;
import lanegrad.data.format.Csv;
import lanegrad.loss.Bernoulli;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Gaussian.Variance;
import lanegrad.loss.Heads;
import lanegrad.loss.Hinge;
import lanegrad.loss.Huber;
import lanegrad.loss.JointTable;
import lanegrad.loss.Laplace;
import lanegrad.loss.Mixture;
import lanegrad.loss.Output;
import lanegrad.loss.Poisson;
import lanegrad.loss.Quantiles;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.ModelSpec;
import lanegrad.nn.ActivationSpec;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.init.He;
import lanegrad.nn.layer.BernoulliUnits;
import lanegrad.nn.layer.BernoulliUnits.Baseline;
import lanegrad.nn.layer.Dense;
import lanegrad.nn.layer.Embedding;
import lanegrad.nn.layer.Flatten;
import lanegrad.nn.layer.GaussianUnits;
import lanegrad.nn.layer.LogSoftmax;
import lanegrad.nn.layer.Maxout;
import lanegrad.nn.layer.Merge;
import lanegrad.nn.layer.Noise;
import lanegrad.nn.layer.Prelu;
import lanegrad.nn.layer.Rbf;
import lanegrad.nn.layer.Select;
import lanegrad.nn.layer.Shared;
import lanegrad.nn.layer.Softmax;
import lanegrad.optim.AdamW;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.CosineDecay;
import lanegrad.train.EarlyStopping;
import lanegrad.train.Experiment;
import lanegrad.train.Group;
import lanegrad.train.TrainSpec;
import lanegrad.train.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first promise: YAML, Java and Kotlin spell the same value. */
class OneDescriptionTest {
    private static final Path EVERYTHING = Path.of("src/test/resources/lanegrad/examples/everything.yaml");

    @Test
    void digitsInThreeSpellings(@TempDir Path classes) throws Exception {
        assertThat(Spellings.java("Digits", classes)).isEqualTo(Spellings.yaml("digits"));
        assertThat(DigitsKt.digits()).isEqualTo(Spellings.yaml("digits"));
    }

    @Test
    void allLayersAndOutputsInThreeSpellings() {
        Experiment yaml = new Binder(Catalog.STANDARD).bind(Experiment.class, YamlReader.read(EVERYTHING));
        assertThat(EverythingKt.everything()).isEqualTo(yaml);
        assertThat(everything()).isEqualTo(yaml);
    }

    @Test
    void noneIsLeftOut() throws Exception {
        String yaml = Files.readString(EVERYTHING);
        for (Catalog.Line line : Catalog.STANDARD.lines()) {
            boolean isOne =
                    List.of(LayerSpec.class, ActivationSpec.class, Output.class).contains(line.kind());
            if (isOne && !line.name().isEmpty() && !line.name().equals("auto")) {
                assertThat(yaml).containsPattern("(?m)[\\[{ ]" + line.name() + "([]:,]|$)");
            }
        }
    }

    private static Experiment everything() {
        DataSpec data = new DataSpec(
                        new Csv("rows.csv"), "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m")
                .validation(new Share(0.1))
                .weights(new RowWeights.ByColumn("trust"));
        Map<String, Output> heads = new LinkedHashMap<>();
        heads.put("a", new Gaussian());
        heads.put("b, c", new Gaussian(Variance.FULL));
        heads.put("d", new Laplace());
        heads.put("e", new Huber(2));
        heads.put("f", new Poisson());
        heads.put("g", new Quantiles(List.of(0.1, 0.9)));
        heads.put("h", new Mixture(5));
        heads.put("i", new Hinge());
        heads.put("j, k", new JointTable());
        heads.put("l", new Bernoulli());
        heads.put("m", new Categorical(0.1));
        ModelSpec spec = ModelSpec.of(layers -> layers.parallel(
                                Merge.CONCAT,
                                branch -> branch.layer(new Select(List.of("age", "income")))
                                        .layer(new Noise(0.1))
                                        .dense(8),
                                branch -> branch.layer(new Embedding(4, List.of("zip")))
                                        .dropout(0.2),
                                branch -> branch)
                        .layer(new Dense(2).mask(List.of(List.of(1, 0), List.of(1, 1))))
                        .layer(new Shared(
                                "block", List.of(new Dense(8).bias(false).l1(0.001), new Prelu())))
                        .residual(inner -> inner.batchNorm()
                                .relu()
                                .layer(new Dense(8).activation(new Softmax()).init(new He())))
                        .recomputed(inner -> inner.dense(8).relu())
                        .layerNorm()
                        .layer(new Maxout(8, 3))
                        .layer(new Rbf(8))
                        .layer(new GaussianUnits(8))
                        .layer(new BernoulliUnits(8, Baseline.OPTIMAL, false))
                        .layer(new Flatten())
                        .layer(new LogSoftmax())
                        .parallel(Merge.MULTIPLY, branch -> branch.tanh(), branch -> branch.sigmoid()))
                .output(new Heads(heads));
        TrainSpec train = new TrainSpec()
                .epochs(5)
                .batch(16)
                .accumulate(2)
                .optimizer(new AdamW(0.01, 0.1))
                .schedule(new CosineDecay(0, 0.1))
                .clip(new ClipNorm(1))
                .weights(new Weights(0.001, 0.01, 3))
                .groups(new Group("1.dense", 0))
                .average(0.9)
                .ensemble(3)
                .earlyStopping(new EarlyStopping("validation.loss", 4));
        return Experiment.of("everything", data, spec).seed(3).train(train);
    }
}
