#!/usr/bin/env node
/**
 * Random Fourier features as Bochner publishes them, from (m, seed) alone. One file without dependencies, for browsers
 * and node 18 or later.
 *
 *     const u = directions(64, 64, 42n);                        // m, d, seed -> Float32Array [m * d], row by row
 *     const features = phi(h, 64, 42n);                         // h [d] -> Float32Array [2m]
 *     const map = await FeatureMap.fromSpec(await (await fetch("_spec.json")).json());
 *     map.apply(h);                                             // as a table's version has it, again and again
 *
 * phi_m(h) = 1/sqrt(m) [cos(u_1.x), sin(u_1.x), ..., cos(u_m.x), sin(u_m.x)]; x is h divided by its Euclidean norm
 * (normalisation "l2") or h itself ("none"), and x W where a stabiliser's linear map W of the day is given.
 *
 * U is exact: integer arithmetic and IEEE doubles in a fixed order, no function of the engine's library but the square
 * root, which IEEE 754 defines to the bit. sha256(U) tells whether two sides have the same. A seed is a signed integer
 * of 64 bits: a BigInt, its decimal digits, or a safe integer.
 *
 * phi is computed in double and rounded once: a column is within 2^-24 / sqrt(m) of the exact value (and the errors of
 * a sum of d products in double, which are negligible), and so within that and Bochner's own error bound of a published
 * column (dev.bochner.rff.ErrorBound: 2e-7 / sqrt(m), and (d + 1) 2^-24 / sqrt(m) for each radian of the sum of
 * |u_j x_j|). The same bits as a published row it does not promise.
 *
 *     node bochner_features.mjs --self-test [golden file ...]
 *     node bochner_features.mjs directions --seed 42 --dim 64 --m 64 --sampler orthogonal
 *     node bochner_features.mjs phi --m 64 --seed 42 < embeddings.jsonl > features.jsonl
 *     node bochner_features.mjs phi --spec _spec.json < embeddings.jsonl > features.jsonl
 */

export const SCHEME = "directions-v1";

const MAX_M = 2 ** 30 - 1;
const MAX_COMPONENTS = 2 ** 28;
const MAX_ORTHOGONAL_WORK = 2 ** 38;
const MIN_SIGMA = 2 ** -149;
const MAX_SIGMA = 4.0e37;
const MAX_PROJECTION = 2 ** 16;
const MIN_SEED = -(2n ** 63n);
const MAX_SEED = 2n ** 63n - 1n;

// U, the scheme directions-v1 ----------------------------------------------------------------------------------------

/**
 * The directions U of a seed, float32, row by row: the same bits in every language.
 *
 * @param {number} m 1 or more
 * @param {number} d 1 or more; m * d at most 2^28
 * @param {bigint|string|number} seed of 64 bits, signed
 * @param {number} [sigma] standard deviation of a component
 * @param {"gaussian"|"orthogonal"} [sampler] as a spec names it; orthogonal takes 2 m d min(m, d) multiplications
 * @returns {Float32Array} [m * d]; component j of direction i at i * d + j
 * @throws {RangeError} naming the value, if one is out of its range
 */
export function directions(m, d, seed, sigma = 1, sampler = "gaussian") {
    requireThat(Number.isInteger(d) && d >= 1, () => `d is ${d}, expected 1 or more`);
    requireThat(Number.isInteger(m) && m >= 1 && m <= MAX_M, () => `m is ${m}, expected 1 to ${MAX_M}`);
    requireThat(
        sigma >= MIN_SIGMA && sigma <= MAX_SIGMA,
        () => `sigma is ${sigma}, expected a positive number from ${MIN_SIGMA} to ${MAX_SIGMA} (U is float32)`,
    );
    requireThat(
        m * d <= MAX_COMPONENTS,
        () => `U has m * d = ${m} * ${d} = ${m * d} components, expected at most ${MAX_COMPONENTS} (1 GiB of float32)`,
    );
    const names = [...SAMPLERS.keys()];
    requireThat(SAMPLERS.has(sampler), () => `sampler is "${sampler}", expected one of ${names}`);
    return SAMPLERS.get(sampler)(m, d, exactSeed(seed), Number(sigma));
}

/**
 * SHA-256 over U as little-endian float32, direction by direction.
 *
 * @returns {Promise<string>} 64 hexadecimal digits
 */
export async function sha256(u) {
    const bytes = new DataView(new ArrayBuffer(4 * u.length));
    u.forEach((component, n) => bytes.setFloat32(4 * n, component, true));
    const digest = await (await webCrypto()).subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Browsers have it on secure pages; node 18 only as a module. */
async function webCrypto() {
    if (globalThis.crypto?.subtle) {
        return globalThis.crypto;
    }
    requireThat(isNode(), () => "This page has no crypto.subtle, expected one served by https or from localhost");
    return (await import("node:crypto")).webcrypto;
}

function isNode() {
    return typeof process !== "undefined" && Boolean(process.versions?.node);
}

/** Independent normal components. Component j of direction i depends on (seed, sigma, i, j) alone. */
function gaussian(m, d, seed, sigma) {
    const u = new Float32Array(m * d);
    const z = new Float64Array(d);
    for (let i = 0; i < m; i++) {
        fillDeviates(z, STREAM_GAUSSIAN, i, seed);
        for (let j = 0; j < d; j++) {
            u[i * d + j] = sigma * z[j];
        }
    }
    return u;
}

/** Blocks of d directions at right angles, with the lengths of normal vectors (docs/directions.md). */
function orthogonal(m, d, seed, sigma) {
    const work = 2 * m * d * Math.min(m, d);
    requireThat(
        work <= MAX_ORTHOGONAL_WORK,
        () => `Orthogonal directions of d = ${d}, m = ${m} take 2 m d min(m, d) = ${work} multiplications,`
            + ` expected at most ${MAX_ORTHOGONAL_WORK}`,
    );
    const u = new Float32Array(m * d);
    const z = new Float64Array(d);
    const q = Array.from({ length: Math.min(m, d) }, () => new Float64Array(d));
    for (let i = 0; i < m; i++) {
        const v = q[i % d];
        fillDeviates(v, STREAM_VECTORS, i, seed);
        orthonormalise(v, q, i % d);
        fillDeviates(z, STREAM_LENGTHS, i, seed);
        const length = norm(z);
        for (let j = 0; j < d; j++) {
            u[i * d + j] = sigma * (length * v[j]);
        }
    }
    return u;
}

/** Gram-Schmidt, twice, of v against the first r rows of q: all coefficients first, then their parts in turn. */
function orthonormalise(v, q, r) {
    const c = new Float64Array(r);
    for (let pass = 0; pass < 2; pass++) {
        fillProducts(c, q, v);
        for (let p = 0; p < r; p++) {
            const [coefficient, row] = [c[p], q[p]];
            for (let j = 0; j < v.length; j++) {
                v[j] -= coefficient * row[j];
            }
        }
    }
    const n = norm(v);
    for (let j = 0; j < v.length; j++) {
        v[j] /= n;
    }
}

/** Inner products of v with as many rows of q as fit; four sums at a time, as one alone waits for each addition. */
function fillProducts(c, q, v) {
    let p = 0;
    for (; p + 4 <= c.length; p += 4) {
        const [q0, q1, q2, q3] = [q[p], q[p + 1], q[p + 2], q[p + 3]];
        let [s0, s1, s2, s3] = [0, 0, 0, 0];
        for (let j = 0; j < v.length; j++) {
            s0 += q0[j] * v[j];
            s1 += q1[j] * v[j];
            s2 += q2[j] * v[j];
            s3 += q3[j] * v[j];
        }
        c.set([s0, s1, s2, s3], p);
    }
    for (; p < c.length; p++) {
        let s = 0;
        for (let j = 0; j < v.length; j++) {
            s += q[p][j] * v[j];
        }
        c[p] = s;
    }
}

function norm(v) {
    let s = 0;
    for (let j = 0; j < v.length; j++) {
        s += v[j] * v[j];
    }
    return Math.sqrt(s);
}

/** By the name that a spec has for them: (m, d, seed as BigInt, sigma) => U. */
const SAMPLERS = new Map([
    ["gaussian", gaussian],
    ["orthogonal", orthogonal],
]);

const STREAM_GAUSSIAN = 0;
const STREAM_VECTORS = 1;
const STREAM_LENGTHS = 2;
const STREAM_VERSION = 1;

/** The first normal deviates of line i of a stream, as many as fit. */
function fillDeviates(z, stream, i, seed) {
    const key = words(seed);
    for (let j = 0; j < z.length; j += 2) {
        const w = philox4x32([j / 2, i, stream, STREAM_VERSION], key);
        z[j] = normalQuantile(uniform(w[0], w[1]));
        if (j + 1 < z.length) {
            z[j + 1] = normalQuantile(uniform(w[2], w[3]));
        }
    }
}

/** Strictly between 0 and 1: 52 random bits and a half, exact in double. */
function uniform(low, high) {
    return (high * 2 ** 20 + (low >>> 12) + 0.5) * 2 ** -52;
}

/** The two words of a key: least significant first. */
function words(seed) {
    return [Number(BigInt.asUintN(32, seed)), Number(BigInt.asUintN(32, seed >> 32n))];
}

/**
 * Philox4x32-10 of a counter, four words of 32 bits, least significant first.
 *
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
function philox4x32([c0, c1, c2, c3], [key0, key1]) {
    for (let round = 0; round < 10; round++) {
        const high0 = highWord(0xd2511f53, c0);
        const low0 = Math.imul(0xd2511f53, c0) >>> 0;
        const high1 = highWord(0xcd9e8d57, c2);
        const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
        [c0, c1, c2, c3] = [(high1 ^ c1 ^ key0) >>> 0, low1, (high0 ^ c3 ^ key1) >>> 0, low0];
        key0 = (key0 + 0x9e3779b9) >>> 0;
        key1 = (key1 + 0xbb67ae85) >>> 0;
    }
    return [c0, c1, c2, c3];
}

/** Upper 32 bits of the product of two unsigned words, from halves whose products a double holds exactly. */
function highWord(a, b) {
    const aLow = a & 0xffff;
    const aHigh = a >>> 16;
    const bLow = b & 0xffff;
    const bHigh = b >>> 16;
    const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
    const carry = (middle & 0xffff) + aLow * bHigh;
    return aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000);
}

// Numerator and denominator, highest power first, with the paper's decimals.
const CENTRE = [
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608e0,
    ],
    [
        5.226495278852854561e3, 2.8729085735721942674e4, 3.930789580009271061e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.871870074920579083e2, 4.2313330701600911252e1, 1.0,
    ],
];
const NEAR_TAIL = [
    [
        7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258e0,
        3.64784832476320460504e0, 5.7694972214606914055e0, 4.6303378461565452959e0, 1.42343711074968357734e0,
    ],
    [
        1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
        6.8976733498510000455e-1, 1.6763848301838038494e0, 2.05319162663775882187e0, 1.0,
    ],
];
const FAR_TAIL = [
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
        2.9656057182850489123e-1, 1.7848265399172913358e0, 5.4637849111641143699e0, 6.6579046435011037772e0,
    ],
    [
        2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
        1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1.0,
    ],
];

/**
 * The standard normal quantile of u strictly between 0 and 1.
 *
 * PPND16 of Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), 477-484; every operation in the order of
 * dev.bochner.rff.NormalQuantile.
 */
function normalQuantile(u) {
    const q = u - 0.5;
    if (Math.abs(q) <= 0.425) {
        const r = 0.180625 - q * q;
        return (horner(CENTRE[0], r) * q) / horner(CENTRE[1], r);
    }
    const tail = q <= 0 ? u : 1 - u;
    const r = Math.sqrt(-log(tail));
    const [coefficients, at] = r <= 5 ? [NEAR_TAIL, r - 1.6] : [FAR_TAIL, r - 5];
    const z = horner(coefficients[0], at) / horner(coefficients[1], at);
    return q < 0 ? -z : z;
}

function horner(coefficients, r) {
    let sum = coefficients[0];
    for (let n = 1; n < coefficients.length; n++) {
        sum = sum * r + coefficients[n];
    }
    return sum;
}

const DOUBLE = new DataView(new ArrayBuffer(8));
const LN2_HI = 6.9314718036912381649e-1;
const LN2_LO = 1.90821492927058770002e-10;
const LG1 = 6.66666666666673513e-1;
const LG2 = 3.999999999940941908e-1;
const LG3 = 2.857142874366239149e-1;
const LG4 = 2.222219843214978396e-1;
const LG5 = 1.818357216161805012e-1;
const LG6 = 1.531383769920937332e-1;
const LG7 = 1.479819860511658591e-1;

/**
 * The natural logarithm of a normal double in (0, 0.5), to the bit as fdlibm's __ieee754_log has it (5.3).
 *
 * Math.log may differ in the last bit from one engine to the next; Java's StrictMath.log is fdlibm's.
 */
function log(x) {
    DOUBLE.setFloat64(0, x);
    const high = DOUBLE.getInt32(0);
    const fraction = high & 0xfffff;
    const carry = (fraction + 0x95f64) & 0x100000;
    const k = (high >> 20) - 1023 + (carry >> 20);
    // x or x/2 with the exponent of a number between sqrt(2)/2 and sqrt(2)
    DOUBLE.setInt32(0, fraction | (carry ^ 0x3ff00000));
    const f = DOUBLE.getFloat64(0) - 1;
    if (((fraction + 2) & 0xfffff) < 3) {
        return k * LN2_HI - (f * f * (0.5 - 0.33333333333333333 * f) - k * LN2_LO - f);
    }
    const s = f / (2 + f);
    const z = s * s;
    const w = z * z;
    const r = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7))) + w * (LG2 + w * (LG4 + w * LG6));
    if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
        const half = 0.5 * f * f;
        return k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f);
    }
    return k * LN2_HI - (s * (f - r) - k * LN2_LO - f);
}

// The map phi --------------------------------------------------------------------------------------------------------

/**
 * The features [2m] of an embedding h [d]: cos and sin interleaved. Draws U anew; keep a FeatureMap to use it again.
 *
 * @param {ArrayLike<number>} h
 * @param {{sigma?: number, normalisation?: "l2"|"none", transform?: Matrix, sampler?: string}} [options] transform: W
 *     of a stabiliser, if there is one
 * @throws {RangeError} naming the value, as FeatureMap does
 */
export function phi(h, m, seed, options = {}) {
    const d = options.transform ? options.transform.columns : h.length;
    return new FeatureMap({ ...options, d, m, seed }).apply(h);
}

/**
 * The features of the first m directions, from features [2M] of M of them: a table serves every smaller m. To the bit
 * those of a map with m directions where M / m is a power of 4, else within 4 units in the last place.
 */
export function prefix(features, m) {
    const most = features.length / 2;
    requireThat(Number.isInteger(m) && m >= 1 && m <= most, () => `m of a prefix is ${m}, expected 1 to ${most}`);
    return Float32Array.from(features.slice(0, 2 * m), (column) => column * Math.sqrt(most / m));
}

/**
 * A matrix, row by row.
 *
 * @typedef {{rows: number, columns: number, elements: Float32Array}} Matrix
 */

/** phi of a version: a function of embeddings, which may be called again and again. */
export class FeatureMap {
    /** @param {{d: number, m: number, seed: bigint|string|number, sigma?: number, normalisation?: "l2"|"none",
     *     transform?: Matrix, sampler?: string}} spec */
    constructor({ d, m, seed, sigma = 1, normalisation = "l2", transform = undefined, sampler = "gaussian" }) {
        requireThat(
            normalisation === "l2" || normalisation === "none",
            () => `normalisation is "${normalisation}", expected l2 or none`,
        );
        if (transform) {
            requireMatrix(transform, d);
        }
        this.d = d;
        this.m = m;
        this.normalisation = normalisation;
        this.transform = transform;
        this.directions = directions(m, d, seed, sigma, sampler);
        this.inputLength = transform ? transform.rows : d;
    }

    /**
     * The map of a table's version: of its _spec.json, or of a snapshot's _manifest.json, parsed.
     *
     * @param {object} spec
     * @param {{transform?: Matrix}} [options] transform: W of the day, where the version has a linear stabiliser
     *     (matrixOfNpy of its transform.npy)
     * @throws {RangeError} if features of this spec cannot be computed from an embedding here, and what to do
     */
    static async fromSpec(spec, { transform = undefined } = {}) {
        const identity = identityOf(spec);
        requireTransform(identity.stabiliser, transform);
        const map = new FeatureMap({
            d: Number(identity.d),
            m: Number(identity.m),
            seed: identity.seed,
            sigma: Number(identity.sigma),
            normalisation: identity.normalisation,
            transform,
            sampler: identity.sampler,
        });
        const drawn = await sha256(map.directions);
        const recorded = spec["directions-sha256"];
        requireThat(
            drawn === recorded,
            () => `sha256(U) of the spec is ${recorded}, expected ${drawn}, that of the U which it draws`,
        );
        return map;
    }

    /**
     * The features [2m] of h. h is rounded to float32 first.
     *
     * @param {ArrayLike<number>} h [inputLength]
     * @param {Float32Array} [out] [2m], for the result
     * @throws {RangeError} naming component and value, if h has another length or holds a value that is not finite, has
     *     norm 0 under l2, or leads to a projection beyond 2^16
     */
    apply(h, out = new Float32Array(2 * this.m)) {
        requireThat(h.length === this.inputLength, () => `Dimension of h is ${h.length}, expected ${this.inputLength}`);
        requireThat(out.length === 2 * this.m, () => `Length of out is ${out.length}, expected ${2 * this.m}`);
        const unaligned = normalised(h, this.normalisation);
        const x = this.transform ? transformed(unaligned, this.transform) : unaligned;
        const scale = 1 / Math.sqrt(this.m);
        for (let i = 0; i < this.m; i++) {
            let z = 0;
            for (let j = 0; j < this.d; j++) {
                z += this.directions[i * this.d + j] * x[j];
            }
            requireThat(
                Math.abs(z) <= MAX_PROJECTION,
                () => `Projection ${i} of h is ${z}, expected ${-MAX_PROJECTION} to ${MAX_PROJECTION}`,
            );
            out[2 * i] = Math.cos(z) * scale;
            out[2 * i + 1] = Math.sin(z) * scale;
        }
        return out;
    }
}

/** x [d] in double. */
function normalised(h, normalisation) {
    const x = Float64Array.from(h, Math.fround);
    let s = 0;
    for (let j = 0; j < x.length; j++) {
        requireThat(Number.isFinite(x[j]), () => `Component ${j} of h is ${h[j]}, expected a finite float32`);
        s += x[j] * x[j];
    }
    if (normalisation === "none") {
        return x;
    }
    requireThat(s !== 0, () => "Norm of h is 0, expected more for normalisation l2");
    const norm = Math.sqrt(s);
    return x.map((component) => component / norm);
}

/** x W in double. */
function transformed(x, { columns, elements }) {
    const y = new Float64Array(columns);
    x.forEach((component, j) => {
        for (let k = 0; k < columns; k++) {
            y[k] += component * elements[j * columns + k];
        }
    });
    y.forEach((component, k) =>
        requireThat(
            Number.isFinite(Math.fround(component)),
            () => `Component ${k} of x W is ${component}, expected a finite float32`,
        ),
    );
    return y;
}

function requireMatrix({ rows, columns, elements }, d) {
    requireThat(
        rows >= 1 && columns === d,
        () => `W has the shape (${rows}, ${columns}), expected (length of h, ${d})`,
    );
    requireThat(
        elements.length === rows * columns,
        () => `W has ${elements.length} elements, expected ${rows} * ${columns}`,
    );
    elements.forEach((element, n) =>
        requireThat(Number.isFinite(element), () => `Element ${n} of W is ${element}, expected finite numbers`),
    );
}

/**
 * A matrix of float32 in a NumPy file, such as transform.npy of a stabiliser's state.
 *
 * @param {ArrayBuffer|Uint8Array} file its bytes
 * @returns {Matrix}
 */
export function matrixOfNpy(file) {
    const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const data = bytes.length < 10 ? 0 : 10 + view.getUint16(8, true);
    const header = String.fromCharCode(...bytes.subarray(0, data));
    const shape = /^\x93NUMPY\x01\x00.*'<f4'.*'fortran_order': False.*'shape': \((\d+), (\d+)\)/s.exec(header);
    requireThat(shape, () => "The file is not a matrix of little-endian float32 in NumPy's format 1.0 and C order");
    const [rows, columns] = [Number(shape[1]), Number(shape[2])];
    const found = bytes.length - data;
    const expected = 4 * rows * columns;
    requireThat(found === expected, () => `The file holds ${found} bytes of data, expected ${expected}`);
    const elements = Float32Array.from({ length: rows * columns }, (_, n) => view.getFloat32(data + 4 * n, true));
    return { rows, columns, elements };
}

// Arguments and specs ------------------------------------------------------------------------------------------------

function requireThat(condition, message) {
    if (!condition) {
        throw new RangeError(message());
    }
}

/** A seed that went through a double may be another one already. */
function exactSeed(seed) {
    if (typeof seed === "number") {
        requireThat(
            Number.isSafeInteger(seed),
            () => `The number ${seed} is not a seed, expected a BigInt or decimal digits in a string:`
                + " beyond 2^53 a number may not be the one that was written",
        );
        return BigInt(seed);
    }
    const isInteger = typeof seed === "bigint" || (typeof seed === "string" && /^[+-]?[0-9]+$/.test(seed));
    const value = isInteger ? BigInt(typeof seed === "string" ? seed.replace("+", "") : seed) : MAX_SEED + 1n;
    requireThat(
        value >= MIN_SEED && value <= MAX_SEED,
        () => `"${String(seed)}" is not a seed, expected an integer from ${MIN_SEED} to ${MAX_SEED}`,
    );
    return value;
}

const KNOWN = new Map([
    ["scheme", [SCHEME]],
    ["sampler", [...SAMPLERS.keys()]],
    ["layout", ["interleaved"]],
    ["dtype", ["float32"]],
    ["stabiliser", ["none", "procrustes", "landmarks", "running-mean"]],
]);
const FREE = ["d", "m", "normalisation", "seed", "sigma"];

/** The properties of a spec, checked: one that is not known here may mean other features. */
function identityOf(spec) {
    requireThat(spec.format === 1, () => `Spec has format ${spec.format}, this program reads 1`);
    const identity = spec.spec;
    for (const name of [...KNOWN.keys(), ...FREE]) {
        requireThat(
            Object.hasOwn(identity ?? {}, name),
            () => `Spec has no ${name}, expected a _spec.json or a _manifest.json of a feature table`,
        );
    }
    for (const [name, value] of Object.entries(identity)) {
        const known = FREE.includes(name) || KNOWN.get(name)?.includes(value);
        const expected = KNOWN.has(name) ? `one of ${KNOWN.get(name)}` : "no such property";
        requireThat(
            known || (name === "landmarks" && identity.stabiliser === "landmarks"),
            () => `${name} of the spec is "${value}", expected ${expected}: get a newer bochner_features.mjs`,
        );
    }
    return identity;
}

function requireTransform(stabiliser, transform) {
    requireThat(
        stabiliser !== "running-mean",
        () => "Features of stabiliser running-mean depend on the item's history and not on one embedding:"
            + " read them in the table",
    );
    requireThat(stabiliser !== "none" || !transform, () => "The spec has no stabiliser, expected no transform");
    requireThat(
        stabiliser === "none" || transform,
        () => `Features of stabiliser ${stabiliser} need the linear map of the day, expected it as transform:`
            + " transform.npy of the state that the snapshot's _manifest.json names (stabiliser-state)",
    );
}

// Self-test ----------------------------------------------------------------------------------------------------------

// Lines of Bochner's src/rff/src/test/resources/golden, whose headers tell where they come from.
const GOLDEN = `
seed=42 d=64 m=64 sigma=1 sha256=46d20debbe5ac0bc85c21e0315c2342a8bfaa120323c360af8299e602ce19133
  U[0][0]=0x3e733654 U[0][1]=0x3f4a182f U[63][63]=0x3fc04510
seed=20261120 d=33 m=17 sigma=0.4472135954999579 sha256=39b2377a44ed1d7dad9cc0708ae0d29713171f42ab8a8bbec529820587137313
  U[0][0]=0xbe20584c U[0][1]=0x3ea0a28b U[16][32]=0xbee083f1
seed=-9223372036854775808 d=7 m=129 sigma=0.1 sha256=0b760fcc125921dd7c038eaade153d59b99cd453224c6c0660e069672a3e1b11
seed=9223372036854775807 d=100 m=65 sigma=12.5 sha256=7e69963141d5c4531e239a88c81a08e8d78c3fcb094ffb7f8dcc561512c4d60e
seed=20261120 d=33 m=17 sigma=0.4472135954999579 sampler=orthogonal sha256=545d327a10716433419bddd7d0b80dbc52dd31c69c94a548c19c103815729260
  U[0][0]=0x3e107872 U[8][16]=0x3ecd2598 U[16][32]=0xbe1401b1
seed=-9223372036854775808 d=7 m=129 sigma=0.1 sampler=orthogonal sha256=1095bc2a51f7684aece7b328252f5a6265b22d80b8246d0b6d70c97fd3a239e7
ffffffff ffffffff ffffffff ffffffff | ffffffff ffffffff -> 408f276d 41c83b0e a20bc7c6 6d5451fd
243f6a88 85a308d3 13198a2e 03707344 | a4093822 299f31d0 -> d16cfe09 94fdcceb 5001e420 24126ea1
spec d=3 m=4 seed=42 sigma=1.0 normalisation=l2
h 40400000 c0800000 41400000
phi 3edc5245 be825cea 3eaa6bdd bebf07c0 3e749666 3ee0e688 3eb7f9b0 beb203a6
numpy 0.43031516542652015 -0.2546151181763302 0.33285419480639866 -0.37310599700324304 0.2388549469018643 0.43925882386186343 0.3593268491675404 -0.3476840742215952
spec d=5 m=2 seed=-7 sigma=0.5 normalisation=none
h 43330067 4423bf6a 43d4a448 4453e8e4 4405ab25
phi be67f279 bf2b7afc bf286e60 3e84a629
numpy -0.2265250975615555 -0.6698405632497391 -0.6579318691479046 0.2590861933016586
`;

/**
 * Checks known answers, lines of golden files.
 *
 * @returns {Promise<number>} how many
 * @throws {Error} for one that differs
 */
export async function selfTest(text = GOLDEN) {
    let checked = 0;
    let known = {};
    for (const line of text.split("\n").map((untrimmed) => untrimmed.trim())) {
        const rest = line.slice(line.indexOf(" ") + 1);
        if (line.startsWith("seed=")) {
            const spec = entries(line);
            known = { spec, directions: directionsOf(spec) };
            equal(await sha256(known.directions), spec.sha256, line);
        } else if (line.startsWith("U[")) {
            for (const [, i, j, bits] of line.matchAll(/U\[(\d+)\]\[(\d+)\]=0x([0-9a-f]{8})/g)) {
                equal(known.directions[Number(i) * Number(known.spec.d) + Number(j)], floats(bits)[0], line);
            }
        } else if (!line.startsWith("#") && line.includes(" | ")) {
            const [counter, key, image] = line.split(/ \| | -> /).map(hexWords);
            equal(String(philox4x32(counter, key)), String(image), line);
        } else if (line.startsWith("spec ")) {
            known = { spec: entries(rest) };
        } else if (line.startsWith("h ")) {
            known.h = floats(rest);
        } else if (line.startsWith("phi ")) {
            known.phi = floats(rest);
        } else if (line.startsWith("numpy ")) {
            checkPhi(known, rest.split(" ").map(Number));
        } else {
            continue;
        }
        checked++;
    }
    return checked;
}

/** Against an independent computation in double, and against the bits that a table has. */
function checkPhi({ spec, h, phi: published }, exact) {
    const { normalisation, sampler } = spec;
    const [d, m, sigma] = [Number(spec.d), Number(spec.m), Number(spec.sigma)];
    const found = new FeatureMap({ d, m, seed: spec.seed, sigma, normalisation, sampler }).apply(h);
    const u = directionsOf(spec);
    const norm = normalisation === "l2" ? Math.hypot(...h) : 1;
    found.forEach((column, n) => {
        const i = n >> 1;
        const products = h.reduce((sum, component, j) => sum + Math.abs(component / norm * u[i * d + j]), 0);
        const bound = ((d + 1) * 2 ** -24 * products + 3e-7) / Math.sqrt(m);
        const what = `column ${n} of phi of seed ${spec.seed}`;
        within(Math.abs(column - exact[n]), 2 ** -24 / Math.sqrt(m), `${what}, in double`);
        within(Math.abs(column - published[n]), bound, `${what}, as published`);
    });
}

function entries(line) {
    return Object.fromEntries(line.split(" ").map((entry) => entry.split("=")));
}

function directionsOf(spec) {
    return directions(Number(spec.m), Number(spec.d), spec.seed, Number(spec.sigma), spec.sampler);
}

function hexWords(text) {
    return text.split(" ").map((word) => parseInt(word, 16));
}

function floats(text) {
    return new Float32Array(Uint32Array.from(hexWords(text)).buffer);
}

function equal(found, expected, what) {
    if (found !== expected) {
        throw new Error(`${what}: found ${found}, expected ${expected}`);
    }
}

function within(difference, bound, what) {
    if (!(difference <= bound)) {
        throw new Error(`${what}: differs by ${difference}, expected at most ${bound}`);
    }
}

// Command line, of node ----------------------------------------------------------------------------------------------

/** Returns the exit code: 0; 1 if the self-test fails; 2 for bad arguments or data, with a line on stderr. */
async function main([command, ...rest]) {
    const { readFileSync } = await import("node:fs");
    if (command === "--self-test") {
        return runSelfTest([GOLDEN, ...rest.map((file) => readFileSync(file, "utf8"))]);
    }
    try {
        requireThat(
            Object.hasOwn(COMMANDS, command ?? ""),
            () => `Command is "${command ?? ""}", expected directions, phi or --self-test`,
        );
        await COMMANDS[command](optionsOf(rest, OPTIONS[command]), readFileSync);
        return 0;
    } catch (e) {
        console.error(`bochner_features.mjs: ${e.message}`);
        return 2;
    }
}

async function runSelfTest(texts) {
    try {
        let checked = 0;
        for (const text of texts) {
            checked += await selfTest(text);
        }
        console.log(`bochner_features.mjs: ${checked} known answers agree`);
        return 0;
    } catch (e) {
        console.error(`bochner_features.mjs: self-test failed: ${e.message}`);
        return 1;
    }
}

const OPTIONS = {
    directions: ["seed", "dim", "m", "sigma", "sampler"],
    phi: ["spec", "m", "seed", "sigma", "normalisation", "sampler", "transform"],
};

const COMMANDS = {
    async directions({ seed = "", dim, m, sigma = "1", sampler = "gaussian" }) {
        const u = directions(Number(m), Number(dim), seed, Number(sigma), sampler);
        const numbers = { d: Number(dim), m: Number(m), seed: String(exactSeed(seed)), sigma: Number(sigma) };
        console.log(JSON.stringify({ scheme: SCHEME, sampler, ...numbers, sha256: await sha256(u) }));
    },

    async phi(options, readFileSync) {
        const transform = options.transform ? matrixOfNpy(readFileSync(options.transform)) : undefined;
        const rows = readFileSync(0, "utf8").split("\n").filter((line) => line !== "").map(rowOf);
        requireThat(rows.length > 0, () => "There is no line of input, expected a JSON array of numbers in each");
        const map = await mapOf(options, transform ? transform.columns : rows[0].length, transform, readFileSync);
        // All or nothing, as a batch.
        const lines = rows.map((h, row) => {
            try {
                return JSON.stringify(Array.from(map.apply(h)));
            } catch (e) {
                throw new RangeError(`Line ${row + 1}: ${e.message}`);
            }
        });
        process.stdout.write(lines.join("\n") + "\n");
    },
};

async function mapOf(options, d, transform, readFileSync) {
    if (options.spec) {
        return FeatureMap.fromSpec(JSON.parse(readFileSync(options.spec, "utf8")), { transform });
    }
    requireThat(
        options.m !== undefined && options.seed !== undefined,
        () => "Neither --spec nor --m and --seed are given, expected one of both",
    );
    const { m, sigma = "1" } = options;
    return new FeatureMap({ ...options, d, m: Number(m), sigma: Number(sigma), transform });
}

function optionsOf(words, names) {
    const options = {};
    for (let n = 0; n < words.length; n += 2) {
        const name = words[n].replace(/^--/, "");
        requireThat(names.includes(name), () => `Option is ${words[n]}, expected one of --${names.join(", --")}`);
        requireThat(n + 1 < words.length, () => `Option ${words[n]} has no value`);
        options[name] = words[n + 1];
    }
    return options;
}

function rowOf(line, index) {
    let row;
    try {
        row = JSON.parse(line);
    } catch {
        row = undefined;
    }
    requireThat(
        Array.isArray(row) && row.every((value) => typeof value === "number"),
        () => `Line ${index + 1} is ${line.slice(0, 60)}, expected a JSON array of numbers`,
    );
    return row;
}

/** Whether node was asked to run this file, and not to import it. */
async function isMain() {
    if (!isNode() || !process.argv[1]) {
        return false;
    }
    const [{ realpathSync }, { fileURLToPath }] = [await import("node:fs"), await import("node:url")];
    return realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
}

if (await isMain()) {
    process.exitCode = await main(process.argv.slice(2));
}
