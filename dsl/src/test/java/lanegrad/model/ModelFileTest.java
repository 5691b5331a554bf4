package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanegrad.data.Column;
import lanegrad.data.Features;
import lanegrad.data.Table;
import lanegrad.loss.Categorical;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    private Path folder;

    private final Table table = new Table(
            "pets",
            List.of(
                    new Column.Numeric("weight", 4, 30, Double.NaN, 0.1),
                    new Column.Categorical("home", List.of("flat", "house", "house", "flat")),
                    new Column.Categorical("kind", List.of("cat", "dog", "dog", "mouse"))));
    private final Features features = Features.fit(table, List.of("kind"));
    private final ModelSpec spec = ModelSpec.of(layers -> layers.dense(5)
                    .tanh()
                    .dropout(0.1)
                    .residual(inner -> inner.dense(5).relu()))
            .output(new Categorical());
    private final Model model = new Model(spec, features.width(), 3, 9);
    private Path file = Path.of("");

    @BeforeEach
    void write() {
        file = folder.resolve("model.safetensors");
        new ModelFile(model, features, Json.read("{\"metrics\": {\"accuracy\": 0.5}}", "")).write(file);
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        ModelFile read = ModelFile.read(file);
        assertThat(read.model().spec()).isEqualTo(spec);
        assertThat(read.features()).isEqualTo(features);
        assertThat(Json.write(read.about())).isEqualTo("{\"metrics\":{\"accuracy\":0.5}}");
        List<Prediction> before = new Predictor(model, features).predict(table);
        List<Prediction> after = new Predictor(read.model(), read.features()).predict(table);
        for (int row = 0; row < before.size(); row++) {
            assertThat(((Prediction.OfClass) after.get(row)).probabilities())
                    .isEqualTo(((Prediction.OfClass) before.get(row)).probabilities());
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws Exception {
        byte[] first = Files.readAllBytes(file);
        ModelFile.read(file).write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void anyFlippedByteIsNoticed() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            Files.write(file, bytes);
            assertThatThrownBy(() -> ModelFile.read(file))
                    .as("byte %d", i)
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining("model.safetensors");
            bytes[i] ^= 1;
        }
    }

    @Test
    void tensorsThatDoNotFitTheLayersAreRefused() {
        Safetensors content = Safetensors.read(file);
        var tensors = new java.util.LinkedHashMap<String, Tensor>(content.tensors());
        tensors.remove("0.dense.bias");
        Map<String, String> metadata = new TreeMap<>(content.metadata());
        metadata.keySet().removeAll(List.of("lanegrad", "sha256"));
        new Safetensors(metadata, tensors).write(file);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("parameter 0.dense.bias: expected [5], but saved is none");
    }
}
