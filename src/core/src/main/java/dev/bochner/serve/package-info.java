/**
 * For those who use the features: the same map in the habit of their own tool, each held against the published table.
 *
 * <p><b>Read</b> {@link dev.bochner.serve.PublishedMap}, then the consumers: {@link dev.bochner.serve.sql} (functions of Spark SQL), {@link dev.bochner.serve.pipeline} (a stage of
 * MLlib's pipelines), {@link dev.bochner.serve.layer} (the map as a layer with constant weights: ONNX, SavedModel, NumPy)
 * and {@link dev.bochner.serve.cache} (the published features by id, in RocksDB). A service in Java needs none of them but
 * {@link dev.bochner.rff.FeatureMap}; what other languages need is under {@code scripts/clients}.
 *
 * <p>Reads tables and never writes one. Must not know how features get into a table.
 */
package dev.bochner.serve;
