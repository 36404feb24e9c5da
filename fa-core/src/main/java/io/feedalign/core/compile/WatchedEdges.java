package io.feedalign.core.compile;

import io.feedalign.credit.Edge;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;

/** Edges that know which of them was handed out last, so that a failure can name its layer. */
final class WatchedEdges extends AbstractList<Edge> {
  private final List<? extends Edge> edges;
  private String at = "";

  WatchedEdges(List<? extends Edge> edges) {
    this.edges = List.copyOf(edges);
  }

  /** The path of the edge at hand; empty if there is none. */
  String at() {
    return at;
  }

  /** Says that somebody is at an edge. */
  void touch(Edge edge) {
    at = edge.path();
  }

  @Override
  public Edge get(int index) {
    Edge edge = edges.get(index);
    touch(edge);
    return edge;
  }

  @Override
  public int size() {
    return edges.size();
  }

  @Override
  public Iterator<Edge> iterator() {
    Iterator<? extends Edge> each = edges.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = each.hasNext();
        at = more ? at : "";
        return more;
      }

      @Override
      public Edge next() {
        Edge edge = each.next();
        touch(edge);
        return edge;
      }
    };
  }
}
