package lanegrad.cli.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import lanegrad.train.TrainEvent;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.MemberBegun;

/** Writes one JSON object for each epoch, without times, so that the same seed writes the same file. */
public final class MetricsLog implements Consumer<TrainEvent>, AutoCloseable {
    private final BufferedWriter writer;
    private final List<EpochDone> epochs = new ArrayList<>();
    private int member;

    /**
     * A log in a new file.
     *
     * @throws IOException if it can't be made
     */
    public MetricsLog(Path file) throws IOException {
        writer = Files.newBufferedWriter(file);
    }

    /** The epochs so far. */
    public List<EpochDone> epochs() {
        return List.copyOf(epochs);
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof MemberBegun begun) {
            member = begun.member();
        } else if (event instanceof EpochDone done) {
            epochs.add(done);
            SequencedMap<String, Object> line = new LinkedHashMap<>();
            if (member > 0) {
                line.put("member", member);
            }
            line.put("epoch", done.epoch());
            line.put("step", done.step());
            line.put("rate", done.rate());
            line.putAll(done.metrics());
            try {
                writer.write(Plain.json(line));
                writer.write('\n');
                writer.flush(); // so that others can follow
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
