/** Commands, exit codes and the SparkSession. */
package dev.bochner.cli;
