package dev.bochner.serve.layer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.serve.PublishedMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The map of a published snapshot as one dense layer: normalise, multiply by constant weights, take cosine and sine, scale.
 *
 * <p><b>Shapes:</b> input [batch][{@link #inputLength}], weights [m][inputLength], output [batch][2m], interleaved as in the
 * table. <b>Weights:</b> U itself; with a linear map W of the day, u_i' = W u_i, each component summed in double, j
 * ascending, and rounded once to float32.
 *
 * <p><b>Error:</b> a column differs from the table's by at most twice {@link dev.bochner.rff.ErrorBound}, if the engine
 * normalises in double, sums float32 products in any order, and has a sine and cosine within {@link
 * dev.bochner.rff.ErrorBound#FUNCTION} + 2^-23 = 1.9e-7. (Once for each side; the bound lets the rounding of the scale
 * count twice, which is the same in both, and that is what the engine's functions may be worse by. Those of ONNX Runtime
 * 1.30 and TensorFlow 2.21 are within 1.03e-7, seen at every seventh float up to {@link FeatureMap#MAX_PROJECTION}.)
 * Folding costs a rounding per weight and saves those of x W.
 *
 * <p><b>What the table refuses</b> comes out as NaN in all columns: a component that is not finite, and, where the
 * normalisation is l2, a norm of zero. A projection beyond {@link FeatureMap#MAX_PROJECTION} makes NaN of its own two
 * columns.
 *
 * <p>Immutable and thread-safe.
 */
public final class Layer {
    /** Name of the input, float32 [batch][length of an embedding], in every format that names inputs. */
    public static final String INPUT = "embedding";

    /** Name of the output, float32 [batch][2m], in every format that names outputs. */
    public static final String OUTPUT = "features";

    /** Room for the roundings of a projection, in the comparison with the limit. */
    private static final double SAFE = FeatureMap.MAX_PROJECTION * (1.0 - 0x1p-10);

    private static final String DS = "ds";

    private final FeatureSpec spec;
    private final float[][] weights;
    private final Map<String, String> metadata;

    private Layer(FeatureSpec spec, float[][] weights, Map<String, String> metadata) {
        this.spec = spec;
        this.weights = weights;
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * The layer of a published snapshot.
     *
     * @throws IllegalArgumentException if a folded weight is beyond float32
     */
    public static Layer of(PublishedMap map) {
        Directions u = map.directions();
        return map.transform()
                .map(w -> of(
                        u,
                        w,
                        map.manifest().ds().toString(),
                        map.manifest().runId().toString()))
                .orElseGet(() -> of(u));
    }

    /** The layer of a spec without a stabiliser. */
    static Layer of(Directions u) {
        float[][] weights = new float[u.spec().m()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = u.direction(i);
        }
        return new Layer(u.spec(), weights, identity(u));
    }

    /** The layer of a spec with a stabiliser, on a day. */
    static Layer of(Directions u, LinearMap w, String ds, String runId) {
        float[][] weights = new float[u.spec().m()][w.rows()];
        for (int i = 0; i < weights.length; i++) {
            for (int l = 0; l < w.rows(); l++) {
                weights[i][l] = folded(u, w, i, l);
            }
        }
        Map<String, String> metadata = identity(u);
        metadata.put(DS, ds);
        metadata.put("run-id", runId);
        metadata.put("weights-sha256", sha256(weights));
        return new Layer(u.spec(), weights, metadata);
    }

    private static float folded(Directions u, LinearMap w, int i, int l) {
        double sum = 0.0;
        for (int j = 0; j < w.columns(); j++) {
            sum += (double) w.element(l, j) * (double) u.component(i, j);
        }
        float weight = (float) sum;
        if (!Float.isFinite(weight)) {
            throw new IllegalArgumentException(
                    "Component " + l + " of W u_" + (i + 1) + " is " + sum + ", expected a finite float32");
        }
        return weight;
    }

    private static Map<String, String> identity(Directions u) {
        Map<String, String> identity = new LinkedHashMap<>(u.spec().identity());
        identity.put("directions-sha256", u.sha256());
        return identity;
    }

    /** Number of directions. */
    public int m() {
        return spec.m();
    }

    /** Length of an embedding: d, or where there are landmarks, what embeddings had on the day. */
    public int inputLength() {
        return weights[0].length;
    }

    /** Length of a feature vector, 2m. */
    public int columns() {
        return spec.columns();
    }

    /** What happens to an embedding first. */
    public Normalisation normalisation() {
        return spec.normalisation();
    }

    /** The factor of every column: 1/sqrt(m) in double, rounded to float32. */
    public float scale() {
        return (float) (1.0 / Math.sqrt(spec.m()));
    }

    /** A copy of the weights of direction i [inputLength]. */
    public float[] weights(int i) {
        return weights[i].clone();
    }

    /**
     * All weights as little-endian float32, direction by direction: what {@code directions-sha256} is taken over, or
     * {@code weights-sha256} where a W is folded in.
     */
    byte[] weightBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(m(), inputLength() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : weights) {
            for (float weight : row) {
                bytes.putFloat(weight);
            }
        }
        return bytes.array();
    }

    /**
     * What this is a layer of, by name: every property of the spec's identity and {@code directions-sha256}, as
     * {@code _spec.json} has them; where a W is folded in, also {@code ds} and {@code run-id} of the snapshot, and {@code
     * weights-sha256}.
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The metadata as a JSON object, all values strings. */
    public String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        metadata.forEach(json::put);
        return json.toString();
    }

    /** The date whose W is folded in; empty if the layer is the same on every date. */
    public Optional<String> ds() {
        return Optional.ofNullable(metadata.get(DS));
    }

    /** A sentence for people who find the file. */
    String description() {
        return "Bochner: random Fourier features phi_m of an embedding, m = " + m() + ", seed = " + spec.seed() + ", "
                + columns() + " columns, interleaved cos and sin"
                + ds().map(day -> "; for embeddings of " + day + " only").orElse("");
    }

    /**
     * Whether a projection can be beyond {@link FeatureMap#MAX_PROJECTION}, so that an engine has to look: not where the
     * embedding is normalised and the directions are of ordinary length.
     */
    boolean canLeaveRange() {
        if (normalisation() == Normalisation.NONE) {
            return true;
        }
        double longest = 0.0;
        for (float[] row : weights) {
            double s = 0.0;
            for (float weight : row) {
                s += (double) weight * (double) weight;
            }
            longest = Math.max(longest, Math.sqrt(s));
        }
        return !(longest <= SAFE);
    }

    private static String sha256(float[][] weights) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer bytes =
                    ByteBuffer.allocate(weights[0].length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float[] row : weights) {
                bytes.asFloatBuffer().put(row);
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java platform must have", e);
        }
    }
}
