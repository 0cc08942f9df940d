package dev.bochner.store;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a snapshot is made of and from; {@code _manifest.json} beside the data.
 *
 * @param runId the run that published it
 * @param ds its date
 * @param input all that decides its rows
 * @param files its data files
 * @param counts what became of the rows that were read
 * @param lineage its place among its neighbours
 * @param build the software that wrote it
 * @param created when, by the writer's clock
 */
public record Manifest(
        RunId runId,
        LocalDate ds,
        Input input,
        List<DataFile> files,
        Counts counts,
        Lineage lineage,
        Build build,
        Instant created) {

    public Manifest {
        files = List.copyOf(files);
    }

    /** The snapshot this describes. */
    public Snapshot snapshot() {
        return new Snapshot(input.spec().version(), ds);
    }

    /** The same snapshot in the hands of a run, with what is to be said of its audit. */
    Manifest audited(RunId by, String verdict) {
        Lineage said = lineage.audited(verdict);
        return new Manifest(by, ds, input, files, counts, said, build, created);
    }

    /** Size of all data files. */
    public long sizeBytes() {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }

    /**
     * All that decides the rows of a snapshot: a rerun with the same input has nothing to do.
     *
     * @param spec the version's identity
     * @param source where the embeddings came from
     * @param carriedColumns columns copied beside the features, in order
     * @param state what the stabiliser goes by: its settings and the state before, if there is a stabiliser
     */
    public record Input(PublishedSpec spec, Source source, List<String> carriedColumns, Optional<String> state) {
        public Input {
            carriedColumns = List.copyOf(carriedColumns);
        }

        /**
         * What differs between this, the published one, and another, one phrase for each; empty if they are the same
         * input. A source's description takes no part: the same files may be named in two ways.
         */
        public List<String> differences(Input other) {
            List<String> differences = new ArrayList<>(spec.differences(other.spec));
            Fingerprint there = source.fingerprint();
            if (!other.source.matches(there)) {
                differences.add(
                        "the source's content is " + there + " there and " + other.source.fingerprint() + " here");
            }
            if (!carriedColumns.equals(other.carriedColumns)) {
                differences.add(
                        "the carried columns are " + carriedColumns + " there and " + other.carriedColumns + " here");
            }
            if (!state.equals(other.state)) {
                differences.add(
                        "the state is " + state.orElse("none") + " there and " + other.state.orElse("none") + " here");
            }
            return differences;
        }
    }

    /**
     * Where embeddings came from.
     *
     * @param description for a person: format and path or table, filter
     * @param fingerprint what was in it
     * @param formerFingerprints what earlier builds may have published of the same content; never written
     */
    public record Source(String description, Fingerprint fingerprint, List<Fingerprint> formerFingerprints) {
        public Source {
            // Also where a manifest of an earlier version holds a password.
            description = Secrets.redacted(description);
            formerFingerprints = List.copyOf(formerFingerprints);
        }

        /** A source whose fingerprint has always been the same. */
        public Source(String description, Fingerprint fingerprint) {
            this(description, fingerprint, List.of());
        }

        /** Whether what was published with a fingerprint was made from what this source holds. */
        public boolean matches(Fingerprint published) {
            return fingerprint.equals(published) || formerFingerprints.contains(published);
        }
    }

    /**
     * What a source held when it was read.
     *
     * @param kind what the value is taken over, e.g. {@code files-v1}
     * @param value a hash
     * @param files how many files, 0 for a source without
     * @param bytes their size
     */
    public record Fingerprint(String kind, String value, long files, long bytes) {
        @Override
        public String toString() {
            String short12 = value.length() > 12 ? value.substring(0, 12) : value;
            return kind + ":" + short12 + " (" + files + " files, " + bytes + " bytes)";
        }
    }

    /**
     * A data file of the snapshot.
     *
     * @param name without directory
     * @param crc32c of its bytes, 0 to 2^32 - 1, or {@link #NOT_RECORDED}
     */
    public record DataFile(String name, long rows, long bytes, long crc32c) implements Serializable {
        /** In place of the CRC-32C of a file whose manifest has none. */
        public static final long NOT_RECORDED = -1;

        public DataFile {
            if (name.isEmpty() || name.contains("/")) {
                throw new IllegalArgumentException("Data file is \"" + name + "\", expected a name without directory");
            }
            if (crc32c != NOT_RECORDED && crc32c >>> 32 != 0) {
                throw new IllegalArgumentException("CRC-32C of " + name + " is " + crc32c + ", expected 32 bits");
            }
        }

        /** Whether a checksum is on record. */
        public boolean hasChecksum() {
            return crc32c != NOT_RECORDED;
        }
    }

    /**
     * What became of the rows.
     *
     * @param quarantined by reason
     */
    public record Counts(long read, long written, Map<String, Long> quarantined) {
        public Counts {
            quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
        }
    }

    /**
     * A snapshot's place among its neighbours.
     *
     * @param audit the audit's verdict, {@code none} where there was none; who accepted it and why, if it was refused
     * @param epoch rises by one where the chain of comparable snapshots breaks
     * @param needs paths below the table's root without which this snapshot is of no use: other snapshots, and the
     *     stabiliser's states that its own state came from
     * @param state path below the table's root of the {@link StabiliserState} of the day, if there is a stabiliser
     */
    public record Lineage(String audit, int epoch, List<String> needs, Optional<String> state) {
        /** Of a snapshot that stands alone. */
        public static final Lineage ALONE = new Lineage("none", 0, List.of(), Optional.empty());

        public Lineage {
            needs = List.copyOf(needs);
        }

        /** The same place, with what is to be said of the audit. */
        public Lineage audited(String verdict) {
            return new Lineage(verdict, epoch, needs, state);
        }
    }

    /** Versions of the software that wrote a snapshot. */
    public record Build(String code, String spark, String java) {}
}
