/**
 * Keeps coordinates where they were while the embeddings are trained anew: alignment and running mean across refreshes.
 */
package dev.bochner.stabilise;
