package dev.bochner.serve;

/** All consumers that need no library beyond those of the tests. TensorFlow's are with the profile {@code tensorflow}. */
class ConsumersIT extends ConsumersContract {}
