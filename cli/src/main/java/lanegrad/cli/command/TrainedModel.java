package lanegrad.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import lanegrad.data.DataException;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.data.format.Csv;
import lanegrad.model.ModelFile;
import lanegrad.model.ModelFileException;
import lanegrad.model.Node;
import lanegrad.model.Node.Mapping;

/**
 * A model file as the commands use it.
 *
 * @param file what is in it
 */
record TrainedModel(ModelFile file) {
    /**
     * Reads a model file, or that of a run folder.
     *
     * @throws lanegrad.model.ModelFileException if it can't be used
     */
    static TrainedModel read(Path path) {
        if (path.toString().matches(".*\\.ya?ml")) {
            throw new ModelFileException(
                    path.toString(), "this is a config", "give the model file of its run, or the run folder");
        }
        return new TrainedModel(ModelFile.read(Files.isDirectory(path) ? path.resolve("model.safetensors") : path));
    }

    /**
     * Reads a table, with the delimiter and the spellings of missing cells that the model was trained with.
     *
     * @param data a CSV file, or {@code -} for the standard input
     * @throws DataException if it can't be used
     */
    Table table(String data, Schema schema, InputStream in) {
        Csv trained = format();
        Csv csv = new Csv(data, trained.delimiter(), trained.missing());
        if (!data.equals("-")) {
            return csv.read(Path.of(""), schema, 0);
        }
        try {
            return csv.read(in, "standard input", schema);
        } catch (IOException e) {
            throw new DataException("standard input", "reading failed: " + e.getMessage(), e);
        }
    }

    private Csv format() {
        if (file.about() instanceof Mapping about
                && about.entry("config") instanceof Node.Entry(String _, String _, Node config)
                && Config.experiment(config).data().train() instanceof Csv csv) {
            return csv;
        }
        return new Csv("");
    }
}
