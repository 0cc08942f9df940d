/**
 * A network in training, on PyTorch through DJL.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.deep.torch.Network}; {@code Torch} (the engine, kept off the network),
 * {@code SeededXavier} (where the parameters start).
 *
 * <p>It must not know what a network is for.
 */
package dev.bochner.experiments.deep.torch;
