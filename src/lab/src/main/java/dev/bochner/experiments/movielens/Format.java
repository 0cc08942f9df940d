package dev.bochner.experiments.movielens;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How GroupLens wrote a data set down. */
enum Format {
    /** ml-latest-small and its like: a header; a title with a comma is quoted, a quote inside it doubled. */
    CSV(".csv") {
        @Override
        List<String> columns(String line) {
            List<String> columns = new ArrayList<>();
            StringBuilder column = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    column.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    columns.add(column.toString());
                    column.setLength(0);
                } else {
                    column.append(c);
                }
            }
            columns.add(column.toString());
            return columns;
        }

        @Override
        Charset charset() {
            return StandardCharsets.UTF_8;
        }
    },

    /** ml-1m and its like: no header, no quotes, Latin-1. */
    DAT(".dat") {
        @Override
        List<String> columns(String line) {
            return List.of(line.split("::", -1));
        }

        @Override
        Charset charset() {
            return StandardCharsets.ISO_8859_1;
        }
    };

    private final String extension;

    Format(String extension) {
        this.extension = extension;
    }

    /** The columns of a line, without their quotes. */
    abstract List<String> columns(String line);

    abstract Charset charset();

    boolean hasHeader() {
        return this == CSV;
    }

    String extension() {
        return extension;
    }

    boolean isIn(Path directory) {
        return Stream.of("ratings", "movies").allMatch(name -> Files.isReadable(directory.resolve(name + extension)));
    }
}
