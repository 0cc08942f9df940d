/** HOCON to validated records; the only package that knows com.typesafe.config. */
package dev.bochner.config;
