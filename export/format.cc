#include "export/format.h"

#include <algorithm>
#include <array>

#include "export/writers.h"

namespace trama {

namespace {

constexpr std::array<Format, 6> kFormats = {{
    {"svg", "svg", "picture for browsers, with tooltips and links to the sources", false, true, write_svg},
    {"png", "png", "picture in pixels", true, true, write_png},
    {"dot", "dot", "Graphviz", false, true, write_dot},
    {"json", "json", "node-link JSON with all evidence, for NetworkX and D3", false, false, write_json},
    {"cytoscape", "cyjs", "Cytoscape.js JSON", false, false, write_cytoscape},
    {"graphml", "graphml", "GraphML, for Gephi, yEd, NetworkX and igraph", false, false, write_graphml},
}};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) {
    return format.name == name || format.extension == name;
  });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace trama
