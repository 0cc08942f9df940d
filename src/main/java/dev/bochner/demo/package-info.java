/** The quick start on the MovieLens data that ships. */
package dev.bochner.demo;
