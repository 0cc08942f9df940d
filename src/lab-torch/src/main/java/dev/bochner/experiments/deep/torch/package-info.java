/**
 * Networks and their training, on PyTorch through DJL.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.deep.torch.Network}; {@code Torch} (the engine, which does not access the internet),
 * {@code SeededXavier} (initial parameters).
 *
 * <p>It must not know what a network is for.
 */
package dev.bochner.experiments.deep.torch;
