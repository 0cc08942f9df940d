/** The map as a stage of MLlib's pipelines. */
package dev.bochner.serve.pipeline;
