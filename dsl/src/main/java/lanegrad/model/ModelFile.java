package lanegrad.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.autodiff.Parameter;
import lanegrad.data.Features;
import lanegrad.loss.Output;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * A trained model in one file of the safetensors format: weights as tensors; description, features and what else is to
 * be known about it as JSON in the metadata.
 *
 * <pre>{@code
 * new ModelFile(result.model(), result.features(), about).write(Path.of("model.safetensors"));
 * }</pre>
 *
 * @param model the network
 * @param features how raw columns become its inputs
 * @param about what else is to be known, such as the config and the metrics
 */
public record ModelFile(Model model, Features features, Node about) {
    /**
     * What a model is built from, apart from its weights.
     *
     * @param layers the hidden layers
     * @param output the distribution that is predicted
     * @param seed of the first weights and the noise
     */
    public record Description(List<LayerSpec> layers, Output output, long seed) {}

    private static final Binder BINDER = new Binder(Catalog.STANDARD);
    private static final String REMEDY = "it was made by another version or by hand: train again";

    /**
     * Writes the file, or replaces it; the same model gives the same bytes.
     *
     * @throws java.io.UncheckedIOException if the disk is full, not writable or broken
     */
    public void write(Path file) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            tensors.put(parameter.name(), parameter.value());
        }
        var description = new Description(model.spec().layers(), model.output(), model.seed());
        Map<String, String> metadata = Map.of(
                "model", Json.write(BINDER.write(Description.class, description)),
                "features", Json.write(BINDER.write(Features.class, features)),
                "about", Json.write(about));
        new Safetensors(metadata, tensors).write(file);
    }

    /**
     * Reads a file and builds the model in it.
     *
     * @throws ModelFileException if it isn't there, is damaged, or holds no model that this version can build
     */
    public static ModelFile read(Path file) {
        Safetensors content = Safetensors.read(file);
        String where = file.toString();
        try {
            Description description = BINDER.bind(Description.class, text(content, "model", where));
            Features features = BINDER.bind(Features.class, text(content, "features", where));
            if (features.targets().isEmpty() || content.tensors().isEmpty()) {
                throw new ModelFileException(where, "it holds a model without targets or weights", REMEDY);
            }
            Scope scope = new Scope(description.seed(), content.tensors());
            ModelSpec spec = new ModelSpec(description.layers(), description.output());
            Model model = new Model(spec, features, scope);
            if (model.parameters().size() != content.tensors().size()) {
                throw new ModelFileException(where, "it holds tensors that belong to no layer", REMEDY);
            }
            return new ModelFile(model, features, text(content, "about", where));
        } catch (ConfigException | ShapeException e) {
            throw new ModelFileException(where, "it holds no model that can be built: " + e.getMessage(), REMEDY, e);
        }
    }

    private static Node text(Safetensors content, String name, String where) {
        String json = content.metadata().get(name);
        if (json == null) {
            throw new ModelFileException(where, "it holds tensors, but no Lanegrad model: no '" + name + "'", REMEDY);
        }
        return Json.read(json, where);
    }
}
