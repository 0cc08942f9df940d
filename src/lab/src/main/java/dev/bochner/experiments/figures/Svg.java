package dev.bochner.experiments.figures;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An SVG file in the making. Coordinates are pixels, written with one decimal.
 *
 * <p>Made of the JDK's XML writer alone, so that neither display nor fonts are needed.
 */
final class Svg {
    /** About the width of a letter, whatever font will be there. */
    static final double LETTER = 6.4;

    /** Which end of a text lies at its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A place on the paper. */
    record Place(double x, double y) {
        @Override
        public String toString() {
            return Numbers.fixed(x, 1) + " " + Numbers.fixed(y, 1);
        }
    }

    /** A pen. */
    record Stroke(String colour, double width, String dashes) {
        static Stroke solid(String colour, double width) {
            return new Stroke(colour, width, "none");
        }
    }

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** A white sheet. */
    Svg(String title, double width, double height) {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument();
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        } catch (XMLStreamException e) {
            throw unwritten(e);
        }
        attributes("viewBox", "0 0 " + Math.round(width) + " " + Math.round(height), "role", "img");
        attributes("font-family", "sans-serif", "font-size", "12", "fill", Palette.INK);
        words("title", title);
        rectangle(new Place(0, 0), width, height, Palette.PAPER);
    }

    /** Ends the file. */
    String finished() {
        try {
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw unwritten(e);
        }
        return text.toString();
    }

    void rectangle(Place corner, double width, double height, String colour) {
        empty("rect");
        attributes("x", number(corner.x), "y", number(corner.y), "width", number(width), "height", number(height));
        attributes("fill", colour);
    }

    void circle(Place centre, double radius, String colour) {
        empty("circle");
        attributes("cx", number(centre.x), "cy", number(centre.y), "r", number(radius), "fill", colour);
    }

    void line(Place from, Place to, Stroke stroke) {
        polyline(List.of(from, to), stroke);
    }

    void polyline(List<Place> places, Stroke stroke) {
        empty("path");
        attributes("d", path(places), "fill", "none", "stroke", stroke.colour);
        attributes("stroke-width", number(stroke.width), "stroke-dasharray", stroke.dashes);
    }

    /** A closed shape that lets what is below shine through. */
    void shape(List<Place> places, String colour) {
        empty("path");
        attributes("d", path(places) + " Z", "fill", colour, "fill-opacity", "0.2", "stroke", "none");
    }

    void text(Place place, Anchor anchor, String words) {
        text(place, anchor, words, 0);
    }

    /** Words that are turned by so many degrees, clockwise. */
    void text(Place place, Anchor anchor, String words, int degrees) {
        try {
            xml.writeStartElement("text");
            attributes("x", number(place.x), "y", number(place.y));
            attributes("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
            if (degrees != 0) {
                attributes("transform", "rotate(" + degrees + " " + place + ")");
            }
            xml.writeCharacters(words);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw unwritten(e);
        }
    }

    private void words(String element, String words) {
        try {
            xml.writeStartElement(element);
            xml.writeCharacters(words);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw unwritten(e);
        }
    }

    private void empty(String element) {
        try {
            xml.writeEmptyElement(element);
        } catch (XMLStreamException e) {
            throw unwritten(e);
        }
    }

    /** @param pairs name, value, name, value */
    private void attributes(String... pairs) {
        try {
            for (int i = 0; i < pairs.length; i += 2) {
                xml.writeAttribute(pairs[i], pairs[i + 1]);
            }
        } catch (XMLStreamException e) {
            throw unwritten(e);
        }
    }

    private static String path(List<Place> places) {
        return places.stream().map(Place::toString).collect(Collectors.joining(" L ", "M ", ""));
    }

    private static String number(double value) {
        return Numbers.fixed(value, 1);
    }

    private static IllegalStateException unwritten(XMLStreamException e) {
        return new IllegalStateException("A string was not written", e);
    }
}
