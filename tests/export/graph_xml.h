// GraphML and GEXF read back by libxml2 for tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "tests/export/xml_document.h"

namespace trama {

struct XmlEdge {
  std::string id, source, target;
  std::map<std::string, std::string> values;  // By name of the attribute.
};

struct XmlGraph {
  std::map<std::string, std::map<std::string, std::string>> nodes;  // By id, then by name of the attribute.
  std::vector<std::string> order;                                   // Ids of nodes as they come.
  std::vector<XmlEdge> edges;
};

inline XmlGraph read_graphml(const XmlDocument& document) {
  XmlGraph graph;
  std::map<std::string, std::string> names;
  std::map<std::string, std::string>* values = nullptr;
  document.each_element([&](xmlNode& element) {
    const std::string kind = XmlDocument::name(element);
    const auto attribute = [&](const char* name) { return XmlDocument::attribute(element, name); };
    if (kind == "key") names[attribute("id")] = attribute("attr.name");
    if (kind == "node") {
      graph.order.push_back(attribute("id"));
      values = &graph.nodes[attribute("id")];
    }
    if (kind == "edge") {
      graph.edges.push_back({attribute("id"), attribute("source"), attribute("target"), {}});
      values = &graph.edges.back().values;
    }
    if (kind == "data") (*values)[names[attribute("key")]] = XmlDocument::text(element);
  });
  return graph;
}

inline XmlGraph read_gexf(const XmlDocument& document) {
  XmlGraph graph;
  std::map<std::string, std::string>* values = nullptr;
  document.each_element([&](xmlNode& element) {
    const std::string kind = XmlDocument::name(element);
    const auto attribute = [&](const char* name) { return XmlDocument::attribute(element, name); };
    if (kind == "node") {
      graph.order.push_back(attribute("id"));
      values = &graph.nodes[attribute("id")];
      (*values)["label"] = attribute("label");
    }
    if (kind == "edge") {
      graph.edges.push_back({attribute("id"), attribute("source"), attribute("target"), {}});
      values = &graph.edges.back().values;
      for (const char* name : {"label", "weight", "kind", "start", "end"}) (*values)[name] = attribute(name);
    }
    if (kind == "attvalue") (*values)[attribute("for")] = attribute("value");
    if (kind == "spell") (*values)["spells"] += attribute("start") + "/" + attribute("end") + " ";
  });
  return graph;
}

// What XML can hold of a text.
inline std::string in_xml(const std::string& bytes) {
  const std::string text = repair_utf8(bytes).text;
  std::string held;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = decode_utf8(text, i);
    const bool allowed = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
    held += allowed ? text.substr(begin, i - begin) : "\xEF\xBF\xBD";
  }
  return held;
}

}  // namespace trama
