package dev.bochner.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A picture and the same figures as a table.
 *
 * @param id of its element
 * @param title of the figure
 * @param note one sentence under the title; may be empty
 * @param label what a person who does not see it should hear
 * @param columns heads of the table
 * @param rows of the table
 * @param data what the page's script draws, see report.js
 */
record Chart(
        String id,
        String title,
        String note,
        String label,
        List<String> columns,
        List<List<String>> rows,
        JsonNode data) {}
