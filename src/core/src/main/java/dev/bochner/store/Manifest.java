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
 * The description of a snapshot: its files, and the input that it was made from. It is stored as {@code _manifest.json} beside
 * the data.
 *
 * @param runId the run that published it
 * @param ds the snapshot's date
 * @param input everything that determines the snapshot's rows
 * @param files its data files
 * @param counts what became of the rows that were read
 * @param lineage the snapshot's relation to other snapshots and states
 * @param build the software that wrote it
 * @param created time of writing, by the writer's clock
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

    /** Returns the manifest with another publishing run and another audit verdict. */
    Manifest audited(RunId by, String verdict) {
        Lineage said = lineage.audited(verdict);
        return new Manifest(by, ds, input, files, counts, said, build, created);
    }

    /** Size of all data files. */
    public long sizeBytes() {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }

    /**
     * Everything that determines the rows of a snapshot: a rerun with the same input has nothing to do.
     *
     * @param spec the version's identity
     * @param source where the embeddings came from
     * @param carriedColumns columns copied beside the features, in order
     * @param state what the stabiliser derives the day's state from, namely its settings and the path of the earlier state; empty
     *     without a stabiliser
     */
    public record Input(PublishedSpec spec, Source source, List<String> carriedColumns, Optional<String> state) {
        public Input {
            carriedColumns = List.copyOf(carriedColumns);
        }

        /**
         * Lists what differs between this input, the published one, and another, one phrase for each difference; empty if they
         * are equal. The source's description is not compared, because the same files may be named in two ways.
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
     * The source of a snapshot's embeddings.
     *
     * @param description the source in readable form: format and path or table, filter
     * @param fingerprint hash of the source's content
     * @param formerFingerprints the fingerprints that earlier builds of Bochner computed of the same content; never written
     */
    public record Source(String description, Fingerprint fingerprint, List<Fingerprint> formerFingerprints) {
        public Source {
            // This also hides a password in a manifest that an earlier build wrote.
            description = Secrets.redacted(description);
            formerFingerprints = List.copyOf(formerFingerprints);
        }

        /** Creates a source for whose content all builds of Bochner compute the same fingerprint. */
        public Source(String description, Fingerprint fingerprint) {
            this(description, fingerprint, List.of());
        }

        /** Returns whether a published fingerprint is one of this source's content. */
        public boolean matches(Fingerprint published) {
            return fingerprint.equals(published) || formerFingerprints.contains(published);
        }
    }

    /**
     * A hash that identifies the content of a source when it was read.
     *
     * @param kind what is hashed and how, e.g. {@code files-v1}
     * @param value a hash
     * @param files number of files, 0 for a source that is not made of files
     * @param bytes total size of the files
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
        /** Stands for the CRC-32C of a file if the manifest records no checksum. */
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
     * How many rows were read, written and quarantined.
     *
     * @param quarantined number of quarantined rows by reason
     */
    public record Counts(long read, long written, Map<String, Long> quarantined) {
        public Counts {
            quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
        }
    }

    /**
     * A snapshot's relation to other snapshots and to stabiliser states.
     *
     * @param audit the audit's verdict, {@code none} if there was no audit; for an accepted snapshot also who accepted it and why
     * @param epoch rises by one where the chain of comparable snapshots breaks
     * @param needs paths below the table's root that this snapshot needs: other snapshots, and the stabiliser states that its own
     *     state derives from
     * @param state path below the table's root of the {@link StabiliserState} of the day, if there is a stabiliser
     */
    public record Lineage(String audit, int epoch, List<String> needs, Optional<String> state) {
        /** The lineage of a snapshot without audit and without a stabiliser. */
        public static final Lineage ALONE = new Lineage("none", 0, List.of(), Optional.empty());

        public Lineage {
            needs = List.copyOf(needs);
        }

        /** Returns the same lineage with another audit verdict. */
        public Lineage audited(String verdict) {
            return new Lineage(verdict, epoch, needs, state);
        }
    }

    /** Versions of the software that wrote a snapshot. */
    public record Build(String code, String spark, String java) {}
}
