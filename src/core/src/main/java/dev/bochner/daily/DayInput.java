package dev.bochner.daily;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.Manifest;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/** A day's embeddings with the fingerprint that their source had when the run began. */
final class DayInput {
    private final EmbeddingSnapshot embeddings;
    private final Manifest.Source source;

    private DayInput(EmbeddingSnapshot embeddings, Manifest.Source source) {
        this.embeddings = embeddings;
        this.source = source;
    }

    static DayInput of(EmbeddingSnapshot embeddings) {
        return new DayInput(embeddings, embeddings.source());
    }

    EmbeddingSnapshot embeddings() {
        return embeddings;
    }

    Manifest.Source source() {
        return source;
    }

    /** A version to be made of these embeddings: its spec, its name, and everything that determines its rows. */
    record Version(FeatureSpec spec, Manifest.Input input) {
        VersionId id() {
            return input.spec().version();
        }
    }

    /**
     * Returns the versions that specs define for these embeddings.
     *
     * @param stabiliserInput settings and earlier state of the stabiliser, see {@link Manifest.Input#state()}; empty without one
     */
    List<Version> versions(List<FeatureSpec> specs, Optional<String> stabiliserInput) {
        List<String> carried =
                embeddings.carried().stream().map(StructField::name).toList();
        return specs.stream()
                .map(spec -> {
                    PublishedSpec published = new PublishedSpec(
                            spec.identity(), Directions.of(spec).sha256());
                    return new Version(spec, new Manifest.Input(published, source, carried, stabiliserInput));
                })
                .toList();
    }

    /**
     * Checks that the staged rows came from the content that the fingerprint identifies.
     *
     * @throws SourceException if the source changed while it was read
     */
    void requireUnchanged(StagedOutput staged) {
        Manifest.Fingerprint now = staged.content().orElseGet(embeddings::fingerprint);
        if (!now.equals(source.fingerprint())) {
            throw new SourceException("Source changed while it was read: " + embeddings.description() + " was "
                    + source.fingerprint() + " when the run began and is " + now + "; run again when it is complete");
        }
    }
}
