import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.DirectedGraph;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.types.IntervalSet;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Prints as JSON, a line for each file, what Gephi's import has made of it with the settings that it comes with. */
public class GephiReader {
  private static final StringBuilder out = new StringBuilder();

  public static void main(String[] files) throws Exception {
    PrintStream lines = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String file : files) {
      ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
      projects.newProject();
      ImportController importer = Lookup.getDefault().lookup(ImportController.class);
      Container container = importer.importFile(new File(file));
      importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
      write(Lookup.getDefault().lookup(GraphController.class).getGraphModel().getDirectedGraph());
      lines.println(out);
      out.setLength(0);
      projects.closeCurrentProject();
    }
    lines.flush();
    System.exit(0);
  }

  private static void write(DirectedGraph graph) {
    out.append("{\"nodes\":[");
    for (Node node : graph.getNodes()) {
      out.append(out.charAt(out.length() - 1) == '[' ? "{" : ",{");
      writeElement(node);
      out.append('}');
    }
    out.append("],\"edges\":[");
    for (Edge edge : graph.getEdges()) {
      out.append(out.charAt(out.length() - 1) == '[' ? "{" : ",{");
      writeElement(edge);
      out.append(",\"source\":");
      writeValue(edge.getSource().getId());
      out.append(",\"target\":");
      writeValue(edge.getTarget().getId());
      out.append(",\"times\":");
      writeValue(days(edge));
      out.append(",\"directed\":").append(edge.isDirected()).append(",\"weight\":").append(edge.getWeight()).append('}');
    }
    out.append("]}");
  }

  /** First and last days of its spells, or nothing. */
  private static String[] days(Edge edge) {
    Object times = edge.getTable().hasColumn("timeset") ? edge.getAttribute("timeset") : null;
    if (times == null) return null;
    double[] bounds = ((IntervalSet) times).getIntervals();
    String[] days = new String[bounds.length];
    for (int i = 0; i < bounds.length; ++i) days[i] = Instant.ofEpochMilli((long) bounds[i]).toString().substring(0, 10);
    return days;
  }

  private static void writeElement(Element element) {
    out.append("\"id\":");
    writeValue(element.getId());
    out.append(",\"label\":");
    writeValue(element.getLabel());
    out.append(",\"values\":{");
    for (Column column : element.getAttributeColumns()) {
      if (column.isProperty()) continue;
      if (out.charAt(out.length() - 1) != '{') out.append(',');
      writeValue(column.getTitle());
      out.append(':');
      writeValue(element.getAttribute(column));
    }
    out.append('}');
  }

  private static void writeValue(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value.getClass().isArray()) {
      out.append('[');
      for (int i = 0; i < Array.getLength(value); ++i) {
        if (i > 0) out.append(',');
        writeValue(Array.get(value, i));
      }
      out.append(']');
    } else {
      out.append('"');
      for (char c : value.toString().toCharArray()) {
        if (c == '"' || c == '\\' || c < ' ') out.append(String.format("\\u%04x", (int) c));
        else out.append(c);
      }
      out.append('"');
    }
  }
}
