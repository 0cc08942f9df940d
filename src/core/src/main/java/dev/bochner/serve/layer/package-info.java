/**
 * The map as a layer of a neural network, its weights constant: files that model servers and NumPy load.
 *
 * <p><b>Read</b> {@link dev.bochner.serve.layer.Layer} (weights, metadata, and how far an engine's columns may be from the
 * table's), then {@link dev.bochner.serve.layer.LayerFormat} with {@code OnnxFile} and {@code OnnxGraph}, and {@code
 * NpzFile}; {@link dev.bochner.serve.layer.LayerFile} (all or nothing). {@code SavedModel}, of the same package, lies in
 * the module {@code src/export-tensorflow} with the library that writes it.
 *
 * <p>Must not compute a feature itself, and must not draw: what is random about U is over before a layer is made.
 */
package dev.bochner.serve.layer;
