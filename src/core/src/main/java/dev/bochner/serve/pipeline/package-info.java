/**
 * The map as a stage of MLlib's pipelines: {@link dev.bochner.serve.pipeline.RandomFourierFeatures}, whose work the
 * functions of {@link dev.bochner.serve.sql} do.
 *
 * <p>Must not know a published table: a pipeline is saved and loaded by its parameters alone.
 */
package dev.bochner.serve.pipeline;
