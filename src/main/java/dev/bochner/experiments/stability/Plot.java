package dev.bochner.experiments.stability;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Stale and fresh accuracy of every variant, with their standard deviations: an SVG with a panel for each protocol.
 *
 * <p>Coordinates are pixels. Made of the JDK's XML writer alone, so that the driver needs neither display nor fonts.
 */
final class Plot {
    private static final int LEFT = 60;
    private static final int SLOT = 64;
    private static final int BAR = 22;
    private static final int TOP = 50;
    private static final int HEIGHT = 240;
    private static final int PANEL = TOP + HEIGHT + 150;
    private static final int NARROWEST = 640;
    private static final double HIGHEST = 0.8;
    private static final String STALE = "#d55e00";
    private static final String FRESH = "#0072b2";

    private final XMLStreamWriter xml;

    private Plot(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The whole file. */
    static String svg(List<Played> protocols) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new Plot(xml).draw(protocols);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A string was not written", e);
        }
        return text.toString();
    }

    private void draw(List<Played> protocols) throws XMLStreamException {
        int width = Math.max(LEFT + SLOT * protocols.get(0).variants().size() + 20, NARROWEST);
        xml.writeStartDocument();
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attributes("viewBox", "0 0 " + width + " " + PANEL * protocols.size(), "font-family", "sans-serif");
        attributes("font-size", "12", "role", "img");
        element("title", "Stale and fresh accuracy of each variant");
        rectangle(0, 0, width, PANEL * protocols.size(), "#ffffff");
        for (int i = 0; i < protocols.size(); i++) {
            xml.writeStartElement("g");
            attributes("transform", "translate(0 " + PANEL * i + ")");
            panel(protocols.get(i), width);
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void panel(Played played, int width) throws XMLStreamException {
        text(
                LEFT,
                20,
                "start",
                "Accuracy, " + played.protocol().label() + " (bars: mean; whiskers: standard deviation)");
        legend(LEFT, "fitted the day before (stale)", STALE);
        legend(LEFT + 220, "fitted on the same day (fresh)", FRESH);
        line(LEFT + 440, 35, LEFT + 464, 35, "#333333", "5 4");
        text(LEFT + 470, 39, "start", "commonest class");
        for (int tenth = 0; tenth <= 10 * HIGHEST; tenth++) {
            line(LEFT, y(tenth / 10.0), width - 20, y(tenth / 10.0), "#dddddd", "none");
            text(LEFT - 8, y(tenth / 10.0) + 4, "end", 10 * tenth + " %");
        }
        for (int i = 0; i < played.variants().size(); i++) {
            variant(played.variants().get(i), LEFT + SLOT * i);
        }
        line(LEFT, y(played.commonest()), width - 20, y(played.commonest()), "#333333", "5 4");
    }

    private void legend(double x, String words, String colour) throws XMLStreamException {
        rectangle(x, 30, 10, 10, colour);
        text(x + 15, 39, "start", words);
    }

    private void variant(Measured measured, double x) throws XMLStreamException {
        double left = x + (SLOT - 2 * BAR) / 2.0;
        bar(measured.figures().stale(), left, STALE);
        bar(measured.figures().fresh(), left + BAR, FRESH);
        xml.writeStartElement("g");
        attributes(
                "transform", "translate(" + number(x + SLOT / 2.0 + 4) + " " + (TOP + HEIGHT + 14) + ") rotate(-40)");
        text(0, 0, "end", measured.variant().label());
        xml.writeEndElement();
    }

    private void bar(Estimate estimate, double x, String colour) throws XMLStreamException {
        rectangle(x, y(estimate.mean()), BAR - 2, TOP + HEIGHT - y(estimate.mean()), colour);
        double middle = x + BAR / 2.0 - 1;
        line(middle, y(estimate.mean() - estimate.sd()), middle, y(estimate.mean() + estimate.sd()), "#000000", "none");
    }

    private static double y(double share) {
        return TOP + HEIGHT * (1 - Math.max(0, Math.min(HIGHEST, share)) / HIGHEST);
    }

    private void rectangle(double x, double y, double width, double height, String colour) throws XMLStreamException {
        xml.writeEmptyElement("rect");
        attributes("x", number(x), "y", number(y), "width", number(width), "height", number(height));
        attributes("fill", colour);
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String dashes)
            throws XMLStreamException {
        xml.writeEmptyElement("line");
        attributes("x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
        attributes("stroke", colour, "stroke-dasharray", dashes);
    }

    private void text(double x, double y, String anchor, String words) throws XMLStreamException {
        xml.writeStartElement("text");
        attributes("x", number(x), "y", number(y), "text-anchor", anchor);
        xml.writeCharacters(words);
        xml.writeEndElement();
    }

    private void element(String name, String words) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(words);
        xml.writeEndElement();
    }

    /** @param pairs name, value, name, value */
    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
