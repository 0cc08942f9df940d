/** Exports of the layer for other tools. */
package dev.bochner.serve;
