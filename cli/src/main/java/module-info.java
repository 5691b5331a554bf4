/** The lanegrad command. */
module lanegrad.cli {
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires java.management;
    requires jdk.management;
    requires lanegrad;
    requires static org.jspecify;
    requires org.snakeyaml.engine;

    opens lanegrad.cli to
            info.picocli;
    opens lanegrad.cli.command to
            info.picocli;
}
