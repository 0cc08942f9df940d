/** The map as a layer of a neural network, its weights constant: files that model servers and NumPy load. */
package dev.bochner.serve.layer;
