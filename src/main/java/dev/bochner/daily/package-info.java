/** The daily job: its run() reads like the data flow. */
package dev.bochner.daily;
