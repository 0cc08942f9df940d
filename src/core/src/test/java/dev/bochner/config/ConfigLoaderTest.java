package dev.bochner.config;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.bochner.audit.AuditOptions;
import dev.bochner.audit.AuditOptions.LabelSource;
import dev.bochner.audit.AuditOptions.Retraining;
import dev.bochner.audit.AuditOptions.RowCheckSize;
import dev.bochner.audit.AuditOptions.When;
import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Measure;
import dev.bochner.rff.Criterion;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.StabiliserOptions;
import dev.bochner.store.StoreOptions;
import dev.bochner.store.parquet.FileOptions;
import dev.bochner.store.source.BinaryType;
import dev.bochner.store.source.SourceSpec;
import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ConfigLoaderTest {
    static final String MINIMAL = "bochner { table = /t, source.path = /s }";

    /** Every key of reference.conf but source.path (see {@link #PATH}), none with its default value. */
    private static final String FULL = """
            bochner {
              table = "hdfs://nn/features"
              catalog-table = lake.features
              source {
                format = orc
                catalog-table = lake.embeddings
                options { mergeSchema = true, "a.b" = x }
                filter = "ds = '{ds}'"
                id-column = item
                embedding-column = vec
                carry = [title, year]
                unique-ids = true
                binary-type = float16
                require-success-file = no
                success-file = "_DONE"
                success-file-timeout = 90 s
              }
              features {
                dim = 64
                sigma = 0.5
                normalisation = none
                sampler = orthogonal
                epsilon = 0.05
                delta = 0.02
                criterion = clt
                versions = [
                  { m = 16, seed = "-7", sampler = gaussian }
                  { output-dim = 512, seed = 9007199254740993, sigma = 2, normalisation = l2 }
                  { m = auto, seed = 3, sigma = median-distance }
                ]
              }
              stabiliser {
                kind = none
                reference = null
                landmarks = []
                landmark-column = null
                weight = 0.5
                max-age = 7 days
                min-common-items = 100
              }
              validation { max-invalid-fraction = 0, dimension-sample-rows = 10, dimension-majority = 1 }
              audit {
                enabled = false
                sample = 0.5
                pool = 100
                recompute-files = 2
                recompute-rows = 3
                weight-column = year
                head-share = 0.2
                labels { path = "/labels", format = orc, id-column = item, label-column = genre }
                models = [ "/models/a.json", "/models/b.json" ]
                retrain-above-coordinate-drift = 0.5
                retrain-above-accuracy-loss = 0.25
                constraints {
                  new-share { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  gone-share { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  norm-ratio { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  mean-cosine { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  dead-dimensions { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  effective-rank-ratio { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-pip-loss { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-cka { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-procrustes-residual { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-eigenspace-overlap { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-eigenspace-instability { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-knn-overlap { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  h-aligned-cosine-p05 { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  phi-rows-different { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  state-rows-different { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  epoch-change { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                  phi-kernel-error-ratio { warn-below = -1.5, warn-above = 1.5, fail-below = -2.5, fail-above = 2.5 }
                }
              }
              files { compression = zstd, buffer = 64 MiB }
              store {
                heartbeat-interval = 1 s
                heartbeat-timeout = 3 s
                replaced-retention = 0 s
                refused-retention = 12 h
              }
            }
            """;

    /** What FULL cannot have beside its catalog table. */
    private static final String PATH = """
            bochner.source {
              catalog-table = null
              path = "/e/{yyyy}/{MM}/{dd}"
              require-success-file = wait
            }
            """;

    @Test
    void knowsEveryDefault() {
        JobConfig expected = new JobConfig(
                "/t",
                new SourceSpec(
                        "parquet",
                        new Location.Files("/s"),
                        Map.of(),
                        Optional.empty(),
                        "id",
                        "embedding",
                        List.of(),
                        UniqueIds.CHECKED,
                        new Marker(Marker.Policy.IGNORE, "_SUCCESS", Duration.ofHours(1)),
                        BinaryType.FLOAT32),
                List.of(new VersionConfig(64, 42, 1.0, Normalisation.L2, OptionalInt.empty())),
                new StabiliserOptions(Kind.NONE, Optional.empty(), List.of(), Optional.empty(), 0.2, 30, 0),
                new ValidationConfig(0.01, 1000, 0.9),
                new AuditOptions(
                        When.ALWAYS,
                        1.0,
                        2000,
                        new RowCheckSize(8, 16),
                        Optional.empty(),
                        0.1,
                        Optional.empty(),
                        List.of(),
                        new Retraining(0.05, 0.02),
                        parse(MINIMAL).audit().constraints()),
                new FileOptions("uncompressed", 128 << 20),
                new StoreOptions(
                        Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofDays(3)),
                Optional.empty());
        assertEquals(expected, parse(MINIMAL));
    }

    @Test
    void readsEveryKey() {
        JobConfig expected = new JobConfig(
                "hdfs://nn/features",
                new SourceSpec(
                        "orc",
                        new Location.CatalogTable("lake.embeddings"),
                        Map.of("mergeSchema", "true", "a.b", "x"),
                        Optional.of("ds = '{ds}'"),
                        "item",
                        "vec",
                        List.of("title", "year"),
                        UniqueIds.GUARANTEED,
                        new Marker(Marker.Policy.IGNORE, "_DONE", Duration.ofSeconds(90)),
                        BinaryType.FLOAT16),
                List.of(
                        new VersionConfig(16, -7, 0.5, Normalisation.NONE, OptionalInt.of(64)),
                        new VersionConfig(
                                OptionalInt.of(256),
                                9007199254740993L,
                                OptionalDouble.of(2.0),
                                Normalisation.L2,
                                Sampler.ORTHOGONAL,
                                OptionalInt.of(64),
                                Optional.empty()),
                        new VersionConfig(
                                OptionalInt.empty(),
                                3,
                                OptionalDouble.empty(),
                                Normalisation.NONE,
                                Sampler.ORTHOGONAL,
                                OptionalInt.of(64),
                                Optional.of(new Precision(Criterion.CLT, 0.05, 0.02)))),
                new StabiliserOptions(Kind.NONE, Optional.empty(), List.of(), Optional.empty(), 0.5, 7, 100),
                new ValidationConfig(0, 10, 1),
                new AuditOptions(
                        When.NEVER,
                        0.5,
                        100,
                        new RowCheckSize(2, 3),
                        Optional.of("year"),
                        0.2,
                        Optional.of(new LabelSource("/labels", "orc", "item", "genre")),
                        List.of("/models/a.json", "/models/b.json"),
                        new Retraining(0.5, 0.25),
                        Arrays.stream(Measure.values())
                                .filter(measure -> FULL.contains(" " + measure.label() + " {"))
                                .map(measure -> new Constraint(
                                        measure,
                                        new Bounds(OptionalDouble.of(-1.5), OptionalDouble.of(1.5)),
                                        new Bounds(OptionalDouble.of(-2.5), OptionalDouble.of(2.5))))
                                .toList()),
                new FileOptions("zstd", 64 << 20),
                new StoreOptions(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ZERO, Duration.ofHours(12)),
                Optional.of("lake.features"));
        assertEquals(expected, parse(FULL));

        SourceSpec files = parse(FULL + PATH).source();
        assertEquals(new Location.Files("/e/{yyyy}/{MM}/{dd}"), files.location());
        assertEquals(Marker.Policy.WAIT, files.marker().policy());
        assertEquals(
                Marker.Policy.REFUSE,
                parse(FULL + PATH + "bochner.source.require-success-file = refuse")
                        .source()
                        .marker()
                        .policy());
    }

    @Test
    void theFullExampleHasEveryKeyOfReferenceConf() {
        Set<String> known =
                leaves(ConfigFactory.parseResources("reference.conf").root());
        assertEquals(known, leaves(ConfigFactory.parseString(FULL + PATH).root()));
    }

    @Test
    void eachKeyAloneChangesTheRecord() {
        Map<String, String> values = new TreeMap<>(Map.of(
                "table", "/x",
                "catalog-table", "lake.features",
                "source.format", "orc",
                "source.path", "/x",
                "source.options", "{ a = b }",
                "source.filter", "x",
                "source.id-column", "x",
                "source.embedding-column", "x",
                "source.carry", "[x]",
                "source.unique-ids", "true"));
        values.putAll(Map.of(
                "source.require-success-file", "refuse",
                "source.success-file", "x",
                "source.success-file-timeout", "1 s",
                "source.binary-type", "float64",
                "features.dim", "3",
                "features.sigma", "2",
                "features.normalisation", "none",
                "features.sampler", "orthogonal",
                "features.versions", "[{ m = 1, seed = 1 }]"));
        values.putAll(Map.of(
                "validation.max-invalid-fraction", "0",
                "validation.dimension-sample-rows", "2",
                "validation.dimension-majority", "1",
                "files.compression", "snappy",
                "files.buffer", "8 MiB",
                "store.heartbeat-interval", "1 s",
                "store.heartbeat-timeout", "2 h",
                "store.replaced-retention", "1 h",
                "store.refused-retention", "1 h"));
        values.putAll(Map.of(
                "audit.enabled", "false",
                "audit.sample", "0.5",
                "audit.pool", "100",
                "audit.recompute-files", "2",
                "audit.recompute-rows", "3",
                "audit.head-share", "0.2",
                "audit.labels.path", "x",
                "audit.models", "[x]",
                "audit.retrain-above-coordinate-drift", "0.5",
                "audit.retrain-above-accuracy-loss", "0.5"));
        values.putAll(Map.of(
                "stabiliser.kind", "running-mean",
                "stabiliser.weight", "0.5",
                "stabiliser.max-age", "1 day",
                "stabiliser.min-common-items", "5"));
        values.put("audit.constraints", "{ h-cka { fail-below = 0.25 } }");
        JobConfig defaults = parse(MINIMAL);
        values.forEach(
                (key, value) -> assertNotEquals(defaults, parse(MINIMAL + "\nbochner." + key + "=" + value), key));

        JobConfig table = parse("bochner { table = /t, source { path = null, catalog-table = x } }");
        assertNotEquals(defaults, table);
        values.put("source.catalog-table", "x");
        String labelled = MINIMAL + "\nbochner { source.carry = [x], audit.labels.path = l }";
        Map<String, String> ofOthers = Map.of(
                "audit.weight-column", "x",
                "audit.labels.format", "orc",
                "audit.labels.id-column", "x",
                "audit.labels.label-column", "x");
        ofOthers.forEach((key, value) ->
                assertNotEquals(parse(labelled), parse(labelled + "\nbochner." + key + "=" + value), key));
        values.putAll(ofOthers);
        String chosen = MINIMAL + "\nbochner.features { epsilon = 0.1, versions = [{ m = auto, seed = 1 }] }";
        Map<String, String> ofAuto =
                Map.of("features.epsilon", "0.2", "features.delta", "0.5", "features.criterion", "rms");
        ofAuto.forEach(
                (key, value) -> assertNotEquals(parse(chosen), parse(chosen + "\nbochner." + key + "=" + value), key));
        values.putAll(ofAuto);
        String rotated = MINIMAL + "\nbochner.stabiliser.kind = procrustes";
        assertNotEquals(parse(rotated), parse(rotated + "\nbochner.stabiliser.reference = 2026-11-19"));
        String items = MINIMAL + "\nbochner { source.carry = [x], stabiliser.kind = landmarks }";
        JobConfig listed = parse(items + "\nbochner.stabiliser.landmarks = [a]");
        assertNotEquals(listed, parse(items + "\nbochner.stabiliser.landmarks = [b]"));
        assertNotEquals(listed, parse(items + "\nbochner.stabiliser.landmark-column = x"));
        List.of("reference", "landmarks", "landmark-column").forEach(key -> values.put("stabiliser." + key, "seen"));
        Set<String> known =
                leaves(ConfigFactory.parseResources("reference.conf").root());
        assertEquals(known, values.keySet().stream().map("bochner."::concat).collect(toCollection(TreeSet::new)));
    }

    @Test
    void setWinsOverTheFileAndTheLastSetOverTheOthers() {
        JobConfig config = ConfigLoader.parse(
                "daily.conf",
                MINIMAL,
                List.of(
                        "table=/x",
                        "bochner.table=hdfs://nn:8020/a//b#c",
                        "source.path=/e/{ds}",
                        "features.versions=[{m=16,seed=\"1\"},{m=32,seed=\"1\"}]",
                        "features.sigma=0.25",
                        "catalog-table=\"quoted\"",
                        "source.filter=a = 1"));
        assertEquals("hdfs://nn:8020/a//b#c", config.table());
        assertEquals(new Location.Files("/e/{ds}"), config.source().location());
        assertEquals(
                List.of(OptionalInt.of(16), OptionalInt.of(32)),
                config.versions().stream().map(VersionConfig::m).toList());
        assertEquals(OptionalDouble.of(0.25), config.versions().get(0).sigma());
        assertEquals(Optional.of("quoted"), config.catalogTable());
        assertEquals(Optional.of("a = 1"), config.source().filter());
    }

    @Test
    void setToNullUnsetsAKey() {
        String text = MINIMAL + "\nbochner.catalog-table = x";
        assertEquals(
                Optional.empty(),
                ConfigLoader.parse("f", text, List.of("catalog-table=null")).catalogTable());
    }

    @Test
    void substitutionsMayUseVariablesBesideTheBlock() {
        assertEquals(
                "/base/features",
                parse("base = /base\nbochner { table = ${base}/features, source.path = /s }")
                        .table());
    }

    @Test
    void reportsAllProblemsAtOnceWithTheirPlaces() {
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> ConfigLoader.parse("conf/daily.conf", """
                        bochner {
                          features.sigma = -1.0
                          source.emebdding-column = vec
                          source.path = "/e/{DS}"
                          features.versions = [{ m = 0, seed = "9223372036854775808" }]
                        }
                        """, List.of("store.heartbeat-interval=30", "nonsense")));
        assertEquals(
                List.of(
                        "--set nonsense",
                        "conf/daily.conf:3",
                        "conf/daily.conf",
                        "conf/daily.conf:4",
                        "conf/daily.conf:2",
                        "conf/daily.conf:5",
                        "conf/daily.conf:5",
                        "--set store.heartbeat-interval=30"),
                e.problems().stream().map(Problem::origin).toList());
        assertEquals("""
                8 problems in the configuration:
                  --set nonsense: expected key=value, such as features.sigma=0.5
                  conf/daily.conf:3: bochner.source.emebdding-column is not a known key, the nearest is \
                bochner.source.embedding-column
                  conf/daily.conf: bochner.table is not set, expected text that is not empty
                  conf/daily.conf:4: bochner.source.path is refused: {DS} in "/e/{DS}" is not a placeholder; known are \
                {ds}, {yyyy}, {MM} and {dd}
                  conf/daily.conf:2: bochner.features.sigma is -1.0, expected a number above 0, from 1.401298464324817E-45 \
                to 4.0E37, or median-distance
                  conf/daily.conf:5: bochner.features.versions[0].m is 0, expected an integer from 1 to 1073741823, \
                or auto
                  conf/daily.conf:5: bochner.features.versions[0].seed is "9223372036854775808", expected an integer from \
                -9223372036854775808 to 9223372036854775807 in plain decimal digits (best as a string: seed = "42")
                  --set store.heartbeat-interval=30: bochner.store.heartbeat-interval is "30", expected a duration with its \
                unit, such as 30 s or 12 h, above 0""", e.getMessage());
        assertEquals("bochner.table", e.problems().get(2).key());
    }

    private static JobConfig parse(String text) {
        return ConfigLoader.parse("daily.conf", text, List.of());
    }

    /** Names of all keys that are no groups, and of open groups as a whole. */
    private static Set<String> leaves(ConfigObject root) {
        Set<String> names = new TreeSet<>();
        List<Map.Entry<String, ConfigValue>> open = new ArrayList<>(root.entrySet());
        while (!open.isEmpty()) {
            Map.Entry<String, ConfigValue> entry = open.remove(open.size() - 1);
            boolean group = entry.getValue() instanceof ConfigObject
                    && !entry.getKey().endsWith(".options")
                    && !entry.getKey().endsWith(".constraints");
            if (group) {
                ((ConfigObject) entry.getValue())
                        .forEach((key, value) -> open.add(Map.entry(entry.getKey() + "." + key, value)));
            } else {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    @Test
    void aBoundThatIsNullAsksForNothing() {
        Constraint loosened = parse(
                        MINIMAL + "\nbochner.audit.constraints.h-cka { warn-below = null, fail-below = 0.25 }")
                .audit()
                .constraints()
                .stream()
                .filter(constraint -> constraint.measure() == Measure.H_CKA)
                .findFirst()
                .orElseThrow();
        assertEquals(Bounds.NONE, loosened.warn());
        assertEquals(Bounds.atLeast(0.25), loosened.fail());
    }

    @Test
    void anyMeasureMayBeConstrained() {
        assertTrue(parse(MINIMAL + "\nbochner.audit.constraints.stale-accuracy { fail-below = 0.5 }")
                .audit()
                .constraints()
                .contains(new Constraint(Measure.STALE_ACCURACY, Bounds.NONE, Bounds.atLeast(0.5))));
    }
}
