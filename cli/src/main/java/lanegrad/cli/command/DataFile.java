package lanegrad.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lanegrad.data.DataException;

/**
 * A file that was trained on, as it was then.
 *
 * @param path where it is
 * @param sha256 the hash of its bytes
 */
record DataFile(Path path, String sha256) {
    /**
     * The files at some paths.
     *
     * @throws DataException if one can't be read
     */
    static List<DataFile> all(Map<String, Path> files) {
        List<DataFile> all = new ArrayList<>();
        files.forEach((name, path) -> {
            try {
                all.add(new DataFile(path, sha256(path)));
            } catch (IOException e) {
                throw new DataException(name, "reading failed: " + e.getMessage(), e);
            }
        });
        return all;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
