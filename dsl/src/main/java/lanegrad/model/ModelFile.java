package lanegrad.model;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param model the network, a model or an ensemble of some
 * @param features how raw columns become its inputs
 * @param about what else is to be known, such as the config and the metrics
 */
public record ModelFile(Network model, Features features, Node about) {
    /**
     * What a model is built from, apart from its weights.
     *
     * @param layers the hidden layers
     * @param output the distribution that is predicted
     * @param seed of the first weights and the noise
     * @param members how many models there are, with seeds by {@link Ensemble#seed}; their tensors' names begin with
     *     {@code member-0.}, {@code member-1.} .. if there are several
     */
    public record Description(List<LayerSpec> layers, Output output, long seed, int members) {
        /** One model. */
        public Description(List<LayerSpec> layers, Output output, long seed) {
            this(layers, output, seed, 1);
        }
    }

    private static final String REMEDY = "it was made by another version or by hand: train again";

    /**
     * Writes the file, or replaces it; the same model gives the same bytes.
     *
     * @throws java.io.UncheckedIOException if the disk is full, not writable or broken
     */
    public void write(Path file) {
        write(file, Catalog.STANDARD);
    }

    /**
     * Writes the file of a model with layers or outputs of one's own, by the names that a catalogue gives them.
     *
     * @throws IllegalArgumentException if the catalogue has no name for one
     * @throws java.io.UncheckedIOException if the disk is full, not writable or broken
     */
    public void write(Path file, Catalog catalog) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            tensors.put(parameter.name(), parameter.value());
        }
        Model first = model.members().getFirst();
        var description = new Description(
                first.spec().layers(),
                first.output(),
                first.seed(),
                model.members().size());
        Binder binder = new Binder(catalog);
        Map<String, String> metadata = Map.of(
                "model", Json.write(binder.write(Description.class, description)),
                "features", Json.write(binder.write(Features.class, features)),
                "about", Json.write(about));
        new Safetensors(metadata, tensors).write(file);
    }

    /**
     * Reads a file and builds the model in it.
     *
     * @throws ModelFileException if it isn't there, is damaged, or holds no model that this version can build
     */
    public static ModelFile read(Path file) {
        return read(file, Catalog.STANDARD);
    }

    /**
     * Reads the file of a model with layers or outputs of one's own, by the names that a catalogue gives them.
     *
     * @throws ModelFileException if it isn't there, is damaged, or holds no model that can be built
     */
    public static ModelFile read(Path file, Catalog catalog) {
        Binder binder = new Binder(catalog);
        Safetensors content = Safetensors.read(file);
        String where = file.toString();
        try {
            Description description = binder.bind(Description.class, text(content, "model", where));
            Features features = binder.bind(Features.class, text(content, "features", where));
            if (features.targets().isEmpty() || content.tensors().isEmpty()) {
                throw new ModelFileException(where, "it holds a model without targets or weights", REMEDY);
            }
            if (description.members() < 1) {
                throw new ModelFileException(where, "it holds %d models".formatted(description.members()), REMEDY);
            }
            List<Model> members = new ArrayList<>();
            for (int i = 0; i < description.members(); i++) {
                members.add(member(description, features, i, content.tensors()));
            }
            Network model = Ensemble.of(members);
            if (model.parameters().size() != content.tensors().size()) {
                throw new ModelFileException(where, "it holds tensors that belong to no layer", REMEDY);
            }
            return new ModelFile(model, features, text(content, "about", where));
        } catch (ConfigException | ShapeException e) {
            throw new ModelFileException(where, "it holds no model that can be built: " + e.getMessage(), REMEDY, e);
        }
    }

    private static Model member(Description description, Features features, int member, Map<String, Tensor> all) {
        String prefix = description.members() == 1 ? "" : Ensemble.prefix(member);
        Map<String, Tensor> own = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        if (own.isEmpty()) {
            throw new ShapeException("of %d models, member %d has no weights".formatted(description.members(), member));
        }
        ModelSpec spec = new ModelSpec(description.layers(), description.output());
        return new Model(spec, features, new Scope(Ensemble.seed(description.seed(), member), own));
    }

    private static Node text(Safetensors content, String name, String where) {
        String json = content.metadata().get(name);
        if (json == null) {
            throw new ModelFileException(where, "it holds tensors, but no Lanegrad model: no '" + name + "'", REMEDY);
        }
        return Json.read(json, where);
    }
}
