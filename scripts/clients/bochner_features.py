#!/usr/bin/env python3
"""Random Fourier features as Bochner publishes them, from (m, seed) alone. One file; needs NumPy and nothing else.

    U = directions(m=64, d=64, seed=42)           # [m, d] float32, the same bits as everywhere
    features = phi(h, m=64, seed=42)              # h [n, d] or [d]  ->  [n, 2m] or [2m] float32
    features = FeatureMap.from_spec("_spec.json")(h)    # as a table's version has it

phi_m(h) = 1/sqrt(m) [cos(u_1.x), sin(u_1.x), ..., cos(u_m.x), sin(u_m.x)]; x is h divided by its Euclidean norm
(normalisation "l2") or h itself ("none"), and x W where a stabiliser's linear map W of the day is given.

U is exact: integer arithmetic and IEEE doubles in a fixed order, no function of a platform's library but the square
root, which IEEE 754 defines to the bit. sha256(U) tells whether two sides have the same.

phi is computed in double and rounded once: a column is within 2^-24 / sqrt(m) of the exact value (and the errors of a
sum of d products in double, which are negligible), and so within that and Bochner's own error bound of a published
column (dev.bochner.rff.ErrorBound: 2e-7 / sqrt(m), and (d + 1) 2^-24 / sqrt(m) for each radian of the sum of
|u_j x_j|). The same bits as a published row it does not promise.

    python3 bochner_features.py --self-test [golden file ...]
    python3 bochner_features.py directions --seed 42 --dim 64 --m 64 --sampler orthogonal
    python3 bochner_features.py phi --spec _spec.json --in embeddings.npy --out features.npy
    python3 bochner_features.py phi --m 64 --seed 42 < embeddings.jsonl > features.jsonl
"""

import argparse
import hashlib
import json
import math
import operator
import pathlib
import re
import sys

import numpy as np

__all__ = ["FeatureMap", "directions", "phi", "prefix", "sha256"]

SCHEME = "directions-v1"
MAX_M = 2**30 - 1
MAX_COMPONENTS = 2**28
MAX_ORTHOGONAL_WORK = 2.0**38
MIN_SIGMA = 2.0**-149
MAX_SIGMA = 4.0e37
MAX_PROJECTION = 2.0**16
FLOAT32_MAX = float(np.finfo(np.float32).max)


# U, the scheme directions-v1 -----------------------------------------------------------------------------------------


def directions(m, d, seed, sigma=1.0, sampler="gaussian"):
    """The directions U [m, d] of a seed, float32: the same bits in every language.

    m, d: 1 or more, m * d at most 2^28; seed: an int of 64 bits, signed; sigma: standard deviation of a component;
    sampler: "gaussian" or "orthogonal", as a spec names it. Orthogonal ones take 2 m d min(m, d) multiplications.
    Raises ValueError, naming the value, if one is out of its range.
    """
    m, d, seed, sigma = _integer(m, "m"), _integer(d, "d"), _seed(seed), float(sigma)
    if d < 1:
        raise ValueError(f"d is {d}, expected 1 or more")
    if not 1 <= m <= MAX_M:
        raise ValueError(f"m is {m}, expected 1 to {MAX_M}")
    if not MIN_SIGMA <= sigma <= MAX_SIGMA:
        raise ValueError(f"sigma is {sigma}, expected a positive number from {MIN_SIGMA} to {MAX_SIGMA} (U is float32)")
    if m * d > MAX_COMPONENTS:
        raise ValueError(
            f"U has m * d = {m} * {d} = {m * d} components, expected at most {MAX_COMPONENTS} (1 GiB of float32)"
        )
    if sampler not in SAMPLERS:
        raise ValueError(f'sampler is "{sampler}", expected one of {sorted(SAMPLERS)}')
    return SAMPLERS[sampler](m, d, seed, sigma)


def sha256(u):
    """SHA-256 over U as little-endian float32, direction by direction; 64 hexadecimal digits."""
    return hashlib.sha256(np.ascontiguousarray(u, dtype="<f4").tobytes()).hexdigest()


def _gaussian(m, d, seed, sigma):
    """Independent normal components. Component j of direction i depends on (seed, sigma, i, j) alone."""
    u = np.empty((m, d), dtype=np.float32)
    for rows in _slices(m, max(1, CHUNK // d)):
        u[rows] = sigma * _deviates(STREAM_GAUSSIAN, rows, d, seed)
    return u


def _orthogonal(m, d, seed, sigma):
    """Blocks of d directions at right angles, with the lengths of normal vectors (docs/directions.md)."""
    work = 2.0 * m * d * min(m, d)
    if work > MAX_ORTHOGONAL_WORK:
        raise ValueError(
            f"Orthogonal directions of d = {d}, m = {m} take 2 m d min(m, d) = {work:g} multiplications,"
            f" expected at most {MAX_ORTHOGONAL_WORK:g}"
        )
    u = np.empty((m, d), dtype=np.float32)
    for rows in _slices(m, d * max(1, CHUNK // d**2)):
        lengths = _norms(_deviates(STREAM_LENGTHS, rows, d, seed))
        u[rows] = sigma * (lengths * _orthonormal(_deviates(STREAM_VECTORS, rows, d, seed)))
    return u


def _orthonormal(vectors):
    """Gram-Schmidt, twice, of each block of d vectors [n, d]; the last block may be a part of one.

    Blocks do not depend on each other: step r is done for row r of all of them at once.
    """
    n, d = vectors.shape
    q = np.empty((-(-n // d), min(n, d), d))
    for r in range(min(n, d)):
        v = vectors[r::d]
        before = q[: len(v), :r]
        for _ in range(2):
            # accumulate adds one after the other; sum, dot and @ have orders of their own, and other bits.
            c = np.add.accumulate(before * v[:, None], axis=2)[..., -1:]
            for part in (c * before).swapaxes(0, 1):
                v = v - part
        q[: len(v), r] = v / _norms(v)
    return q.reshape(-1, d)[:n]


def _norms(rows):
    return np.sqrt(np.add.accumulate(rows * rows, axis=1)[:, -1:])


# By the name that a spec has for them: (m, d, seed, sigma) -> U [m, d] float32.
SAMPLERS = {"gaussian": _gaussian, "orthogonal": _orthogonal}

STREAM_GAUSSIAN = 0
STREAM_VECTORS = 1
STREAM_LENGTHS = 2
STREAM_VERSION = 1

# Components that are drawn at a time.
CHUNK = 2**18


def _slices(m, step):
    return (slice(first, min(first + step, m)) for first in range(0, m, step))


def _deviates(stream, rows, d, seed):
    """The first d normal deviates of each of these lines of a stream: [rows, d] in double."""
    i = np.arange(rows.start, rows.stop, dtype=np.uint64)
    pairs = np.arange((d + 1) // 2, dtype=np.uint64)
    uniforms = np.stack(_uniforms(stream, i[:, None], pairs[None, :], seed), axis=-1)
    return _normal_quantile(uniforms.reshape(len(i), 2 * len(pairs))[:, :d])


def _uniforms(stream, i, pair, seed):
    """The two numbers strictly between 0 and 1 of a pair of components: 52 random bits and a half, exact in double."""
    i, pair = np.broadcast_arrays(i, pair)
    w = _philox4x32((pair, i, np.full_like(i, stream), np.full_like(i, STREAM_VERSION)), seed)
    return tuple((((low | high << np.uint64(32)) >> np.uint64(12)) + 0.5) * 2.0**-52 for low, high in (w[:2], w[2:]))


def _philox4x32(counter, seed):
    """Philox4x32-10 of counters, four words of 32 bits in uint64 each, least significant first.

    Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    """
    low32, shift = np.uint64(0xFFFFFFFF), np.uint64(32)
    c0, c1, c2, c3 = counter
    key0, key1 = seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF
    for _ in range(10):
        product0, product1 = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1 = product1 >> shift ^ c1 ^ np.uint64(key0), product1 & low32
        c2, c3 = product0 >> shift ^ c3 ^ np.uint64(key1), product0 & low32
        key0, key1 = key0 + 0x9E3779B9 & 0xFFFFFFFF, key1 + 0xBB67AE85 & 0xFFFFFFFF
    return c0, c1, c2, c3


# Numerator and denominator, highest power first, with the paper's decimals.
CENTRE = (
    (2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4)
    + (1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0),
    (5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4)
    + (5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0),
)
NEAR_TAIL = (
    (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0)
    + (3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0),
    (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1)
    + (6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0),
)
FAR_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2)
    + (2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0),
    (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4)
    + (1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0),
)


def _normal_quantile(u):
    """The standard normal quantile of u strictly between 0 and 1.

    PPND16 of Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), 477-484; every operation in the order of
    dev.bochner.rff.NormalQuantile.
    """
    q = u - 0.5
    z = np.empty_like(u)
    central = np.abs(q) <= 0.425
    r = 0.180625 - q[central] * q[central]
    z[central] = _horner(CENTRE[0], r) * q[central] / _horner(CENTRE[1], r)
    tail = np.where(q[~central] <= 0.0, u[~central], 1.0 - u[~central])
    r = np.sqrt(-_log(tail))
    near, far = r - 1.6, r - 5.0
    size = np.where(
        r <= 5.0,
        _horner(NEAR_TAIL[0], near) / _horner(NEAR_TAIL[1], near),
        _horner(FAR_TAIL[0], far) / _horner(FAR_TAIL[1], far),
    )
    z[~central] = np.where(q[~central] < 0.0, -size, size)
    return z


def _horner(coefficients, r):
    total = np.full_like(r, coefficients[0])
    for coefficient in coefficients[1:]:
        total = total * r + coefficient
    return total


LN2_HI = float.fromhex("0x1.62e42feep-1")
LN2_LO = float.fromhex("0x1.a39ef35793c76p-33")
LG = (6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01)
LG += (1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01)


def _log(x):
    """The natural logarithm of normal doubles in (0, 0.5), to the bit as fdlibm's __ieee754_log has it (5.3).

    NumPy's own may differ in the last bit from one machine to the next; Java's StrictMath.log is fdlibm's.
    """
    lg1, lg2, lg3, lg4, lg5, lg6, lg7 = LG
    bits = x.view(np.int64)
    high = bits >> 32
    fraction = high & 0xFFFFF
    carry = fraction + 0x95F64 & 0x100000
    k = ((high >> 20) - 1023 + (carry >> 20)).astype(np.float64)
    # x or x/2 with the exponent of a number between sqrt(2)/2 and sqrt(2)
    f = ((fraction | carry ^ 0x3FF00000) << 32 | bits & 0xFFFFFFFF).view(np.float64) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    t1 = w * (lg2 + w * (lg4 + w * lg6))
    t2 = z * (lg1 + w * (lg3 + w * (lg5 + w * lg7)))
    r = t2 + t1
    half = 0.5 * f * f
    middle = (fraction - 0x6147A | 0x6B851 - fraction) > 0
    general = np.where(middle, half - (s * (half + r) + k * LN2_LO), s * (f - r) - k * LN2_LO)
    tiny = f * f * (0.5 - 0.33333333333333333 * f) - k * LN2_LO
    near_one = (fraction + 2 & 0xFFFFF) < 3
    return k * LN2_HI - (np.where(near_one, tiny, general) - f)


# The map phi ---------------------------------------------------------------------------------------------------------


def phi(h, m, seed, sigma=1.0, normalisation="l2", transform=None, sampler="gaussian"):
    """The features [n, 2m] of embeddings h [n, d], or [2m] of one [d]: float32; cos and sin interleaved.

    Draws U anew; keep a FeatureMap to use it again. transform: W [d, d'] of a stabiliser, if there is one.
    Raises ValueError, naming the value, as FeatureMap does.
    """
    d = np.shape(transform)[-1] if transform is not None else np.shape(h)[-1] if np.ndim(h) else 0
    return FeatureMap(d, m, seed, sigma, normalisation, transform, sampler)(h)


def prefix(features, m):
    """The features of the first m directions, from features [..., 2M] of M of them: a table serves every smaller m.

    To the bit those of a map with m directions where M / m is a power of 4, else within 4 units in the last place.
    """
    features = np.asarray(features, dtype=np.float32)
    columns, m = features.shape[-1], _integer(m, "m")
    if not 1 <= m <= columns // 2:
        raise ValueError(f"m of a prefix is {m}, expected 1 to {columns // 2}")
    return (features[..., : 2 * m] * math.sqrt(columns // 2 / m)).astype(np.float32)


class FeatureMap:
    """phi of a version: a function of embeddings h [n, d] or [d], which may be called again and again.

    directions: U [m, d], float32. transform: W [length of h, d], float32, or None.
    """

    def __init__(self, d, m, seed, sigma=1.0, normalisation="l2", transform=None, sampler="gaussian"):
        if normalisation not in ("l2", "none"):
            raise ValueError(f'normalisation is "{normalisation}", expected l2 or none')
        self.m, self.normalisation = _integer(m, "m"), normalisation
        self.transform = None if transform is None else _matrix(transform, d)
        self.directions = directions(m, d, seed, sigma, sampler)
        self.input_length = d if transform is None else len(self.transform)

    @classmethod
    def from_spec(cls, spec, transform=None):
        """The map of a table's version: of its _spec.json, or of a snapshot's _manifest.json; a path or what is in it.

        transform: W of the day, where the version has a linear stabiliser (numpy.load of its transform.npy).
        Raises ValueError if features of this spec cannot be computed from an embedding here, and says what to do.
        """
        if not isinstance(spec, dict):
            spec = json.loads(pathlib.Path(spec).read_text(encoding="utf-8"))
        identity = _identity(spec)
        _require_transform(identity["stabiliser"], transform)
        made = cls(
            int(identity["d"]),
            int(identity["m"]),
            _seed_of_text(identity["seed"]),
            float(identity["sigma"]),
            identity["normalisation"],
            transform,
            identity["sampler"],
        )
        drawn, recorded = sha256(made.directions), spec.get("directions-sha256")
        if drawn != recorded:
            raise ValueError(f"sha256(U) of the spec is {recorded}, expected {drawn}, that of the U which it draws")
        return made

    def __call__(self, h):
        """The features [n, 2m] of h [n, d], or [2m] of one [d], float32.

        h is rounded to float32 first. Raises ValueError, naming row, component and value, if h has another length or
        holds a value that is not finite, has norm 0 under l2, or leads to a projection beyond 2^16.
        """
        rows = np.asarray(h)
        if rows.ndim not in (1, 2):
            raise ValueError(f"h has {rows.ndim} dimensions, expected [n, d] or [d]")
        if rows.shape[-1] != self.input_length:
            raise ValueError(f"Dimension of h is {rows.shape[-1]}, expected {self.input_length}")
        x = self._projected(np.atleast_2d(rows))
        out = np.empty((len(x), self.m, 2), dtype=np.float32)
        step = max(1, 2**20 // self.m)
        for first in range(0, len(x), step):
            self._map(x[first : first + step], first, out[first : first + step])
        return out.reshape(rows.shape[:-1] + (2 * self.m,))

    def _projected(self, rows):
        with np.errstate(over="ignore"):
            narrow = rows.astype(np.float32)
        _refuse(
            ~np.isfinite(narrow),
            lambda row, j: f"Component {j} of row {row} of h is {rows[row, j]}, expected a finite float32",
        )
        x = narrow.astype(np.float64)
        if self.normalisation == "l2":
            norm = np.sqrt(np.square(x).sum(axis=1, keepdims=True))
            _refuse(norm == 0.0, lambda row, _: f"Norm of row {row} of h is 0, expected more for normalisation l2")
            x /= norm
        if self.transform is not None:
            x = x @ self.transform.astype(np.float64)
            _refuse(
                np.abs(x) > FLOAT32_MAX,
                lambda row, k: f"Component {k} of x W of row {row} is {x[row, k]}, expected a finite float32",
            )
        return x

    def _map(self, x, first, out):
        z = x @ self.directions.astype(np.float64).T
        _refuse(
            ~(np.abs(z) <= MAX_PROJECTION),
            lambda row, i: f"Projection {i} of row {first + row} of h is {z[row, i]},"
            f" expected {-MAX_PROJECTION} to {MAX_PROJECTION}",
        )
        out[..., 0] = np.cos(z) / math.sqrt(self.m)
        out[..., 1] = np.sin(z) / math.sqrt(self.m)


def _refuse(wrong, message):
    if wrong.any():
        raise ValueError(message(*np.argwhere(wrong)[0]))


def _matrix(transform, d):
    w = np.asarray(transform, dtype=np.float32)
    if w.ndim != 2 or w.shape[0] < 1 or w.shape[1] != d:
        raise ValueError(f"W has the shape {w.shape}, expected (length of h, {d})")
    _refuse(~np.isfinite(w), lambda j, k: f"Element {j}, {k} of W is {w[j, k]}, expected finite numbers")
    return w


# Arguments and specs -------------------------------------------------------------------------------------------------


def _integer(value, name):
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError(f"{name} is {value!r}, expected an integer") from None


def _seed(value):
    """A seed that went through a float may be another one already: only integers are taken."""
    seed = _integer(value, "seed")
    if not -(2**63) <= seed < 2**63:
        raise ValueError(f'"{seed}" is not a seed, expected an integer from {-2**63} to {2**63 - 1}')
    return seed


def _seed_of_text(text):
    if not re.fullmatch("[+-]?[0-9]+", text):
        raise ValueError(f'"{text}" is not a seed, expected an integer from {-2**63} to {2**63 - 1}')
    return _seed(int(text))


KNOWN = {"scheme": [SCHEME], "sampler": list(SAMPLERS), "layout": ["interleaved"], "dtype": ["float32"]}
KNOWN["stabiliser"] = ["none", "procrustes", "landmarks", "running-mean"]
FREE = {"d", "m", "seed", "sigma", "normalisation"}


def _identity(spec):
    """The properties of a spec, checked: one that is not known here may mean other features."""
    if spec.get("format") != 1:
        raise ValueError(f"Spec has format {spec.get('format')}, this program reads 1")
    identity = spec.get("spec", {})
    for name in [*KNOWN, *sorted(FREE)]:
        if name not in identity:
            raise ValueError(f"Spec has no {name}, expected a _spec.json or a _manifest.json of a feature table")
    for name, value in identity.items():
        known = name in FREE or value in KNOWN.get(name, [])
        if not known and not (name == "landmarks" and identity["stabiliser"] == "landmarks"):
            expected = f"one of {KNOWN[name]}" if name in KNOWN else "no such property"
            raise ValueError(f'{name} of the spec is "{value}", expected {expected}: get a newer bochner_features.py')
    return identity


def _require_transform(stabiliser, transform):
    if stabiliser == "running-mean":
        raise ValueError(
            "Features of stabiliser running-mean depend on the item's history and not on one embedding:"
            " read them in the table"
        )
    if stabiliser == "none" and transform is not None:
        raise ValueError("The spec has no stabiliser, expected no transform")
    if stabiliser != "none" and transform is None:
        raise ValueError(
            f"Features of stabiliser {stabiliser} need the linear map of the day, expected it as transform:"
            " transform.npy of the state that the snapshot's _manifest.json names (stabiliser-state)"
        )


# Self-test -----------------------------------------------------------------------------------------------------------

# Lines of Bochner's src/rff/src/test/resources/golden, whose headers tell where they come from.
GOLDEN = """
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
"""


def self_test(text):
    """Checks known answers, lines of golden files; returns their number. Raises AssertionError for one that differs."""
    checked, known = 0, {}
    for line in map(str.strip, text.splitlines()):
        word, _, rest = line.partition(" ")
        if line.startswith("seed="):
            spec = dict(entry.split("=") for entry in line.split())
            known = {"directions": _directions_of(spec)}
            _equal(sha256(known["directions"]), spec["sha256"], line)
        elif line.startswith("U["):
            for i, j, bits in re.findall(r"U\[(\d+)\]\[(\d+)\]=0x([0-9a-f]{8})", line):
                _equal(known["directions"][int(i), int(j)].tobytes(), _floats(bits).tobytes(), line)
        elif " | " in line and not line.startswith("#"):
            counter, key, image = (_words(part) for part in re.split(" [|] | -> ", line))
            found = _philox4x32([np.uint64(word) for word in counter], key[0] | key[1] << 32)
            _equal([int(word) for word in found], image, line)
        elif word == "spec":
            known = {"spec": dict(entry.split("=") for entry in rest.split())}
        elif word == "h":
            known["h"] = _floats(rest)
        elif word == "phi":
            known["phi"] = _floats(rest)
        elif word == "numpy":
            _check_phi(known, np.array(rest.split(), dtype=np.float64))
        else:
            continue
        checked += 1
    return checked


def _check_phi(known, exact):
    """Against an independent computation in double, and against the bits that a table has."""
    spec, h = known["spec"], known["h"]
    u = _directions_of(spec)
    m, d = u.shape
    sampler = spec.get("sampler", "gaussian")
    phi_m = FeatureMap(d, m, int(spec["seed"]), float(spec["sigma"]), spec["normalisation"], sampler=sampler)
    found = phi_m(h).astype(np.float64)
    _within(np.abs(found - exact), 2.0**-24 / math.sqrt(m), f"phi of {spec}, in double")
    x = np.abs(h.astype(np.float64)) / (np.linalg.norm(h.astype(np.float64)) if spec["normalisation"] == "l2" else 1.0)
    bound = ((len(h) + 1) * 2.0**-24 * (np.abs(u) @ x) + 3e-7) / math.sqrt(m)
    _within(np.abs(found - known["phi"]), np.repeat(bound, 2), f"phi of {spec}, as published")


def _directions_of(spec):
    sampler = spec.get("sampler", "gaussian")
    return directions(int(spec["m"]), int(spec["d"]), int(spec["seed"]), float(spec["sigma"]), sampler)


def _words(text):
    return [int(word, 16) for word in text.split()]


def _floats(text):
    return np.array(_words(text), dtype=np.uint32).view(np.float32)


def _equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: found {found}, expected {expected}")


def _within(difference, bound, what):
    if not (difference <= bound).all():
        raise AssertionError(f"{what}: differs by {difference}, expected at most {bound}")


# Command line --------------------------------------------------------------------------------------------------------


def main(arguments):
    """Returns the exit code: 0; 1 if the self-test fails; 2 for bad arguments or data, with a line on stderr."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.self_test is not None:
            texts = [GOLDEN] + [pathlib.Path(file).read_text(encoding="utf-8") for file in options.self_test]
            print(f"bochner_features.py: {sum(map(self_test, texts))} known answers agree")
        elif options.command == "directions":
            _print_directions(options)
        elif options.command == "phi":
            _print_features(options)
        else:
            parser.error("expected directions, phi or --self-test")
    except AssertionError as e:
        print(f"bochner_features.py: self-test failed: {e}", file=sys.stderr)
        return 1
    except (ValueError, KeyError, OSError) as e:
        print(f"bochner_features.py: {e}", file=sys.stderr)
        return 2
    return 0


def _parser():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--self-test", nargs="*", metavar="GOLDEN", help="check known answers, and these files'")
    commands = parser.add_subparsers(dest="command")
    u = commands.add_parser("directions", help="print the identity of U as JSON, as scripts/bochner directions does")
    u.add_argument("--seed", required=True)
    u.add_argument("--dim", required=True, type=int)
    u.add_argument("--m", required=True, type=int)
    u.add_argument("--sigma", type=float, default=1.0)
    u.add_argument("--sampler", default="gaussian", help="gaussian (the default) or orthogonal")
    u.add_argument("--out", metavar="FILE.npy", help="write U there too")
    features = commands.add_parser("phi", help="map embeddings")
    features.add_argument("--spec", metavar="FILE", help="_spec.json or _manifest.json; or give --m and --seed")
    features.add_argument("--m", type=int)
    features.add_argument("--seed")
    features.add_argument("--sigma", type=float, default=1.0)
    features.add_argument("--normalisation", default="l2")
    features.add_argument("--sampler", default="gaussian", help="gaussian (the default) or orthogonal")
    features.add_argument("--transform", metavar="FILE.npy", help="W of the day, of a linear stabiliser")
    features.add_argument("--in", dest="source", metavar="FILE.npy", help="[n, d]; default: JSON lines from stdin")
    features.add_argument("--out", metavar="FILE.npy", help="default: JSON lines to stdout")
    return parser


def _print_directions(options):
    seed = _seed_of_text(options.seed)
    u = directions(options.m, options.dim, seed, options.sigma, options.sampler)
    if options.out:
        np.save(options.out, u)
    identity = {"scheme": SCHEME, "sampler": options.sampler, "d": options.dim, "m": options.m, "seed": str(seed)}
    print(json.dumps({**identity, "sigma": options.sigma, "sha256": sha256(u)}, separators=(",", ":")))


def _print_features(options):
    transform = np.load(options.transform) if options.transform else None
    h = np.load(options.source) if options.source else _rows(sys.stdin)
    if options.spec:
        features = FeatureMap.from_spec(options.spec, transform)(h)
    elif options.m is None or options.seed is None:
        raise ValueError("Neither --spec nor --m and --seed are given, expected one of both")
    else:
        seed = _seed_of_text(options.seed)
        features = phi(h, options.m, seed, options.sigma, options.normalisation, transform, options.sampler)
    if options.out:
        np.save(options.out, features)
    else:
        for row in features.astype(np.float64):
            print(json.dumps(row.tolist(), separators=(",", ":")))


def _rows(lines):
    """An embedding a line, a JSON array of numbers."""
    rows = []
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        if not isinstance(row, list) or not all(isinstance(value, (int, float)) for value in row):
            raise ValueError(f"Line {number} is {line.strip()[:60]}, expected a JSON array of numbers")
        if rows and len(row) != len(rows[0]):
            raise ValueError(f"Line {number} has {len(row)} numbers, expected {len(rows[0])} as in line 1")
        rows.append(row)
    if not rows:
        raise ValueError("There is no line of input, expected a JSON array of numbers in each")
    return np.array(rows, dtype=np.float64)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
