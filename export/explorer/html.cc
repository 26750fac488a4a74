// The explorer as one file: the page of explorer/ with the data of a graph inside (docs/explorer.md).
#include "export/explorer/html.h"

#include <ostream>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "export/explorer/fragment.h"
#include "export/explorer/page.h"
#include "export/explorer/script_text.h"
#include "export/selection.h"
#include "export/writers.h"

namespace trama {

namespace {

using Script = JsonWriter<ScriptText>;

constexpr std::size_t kTellingNames = 3;

class Page {
 public:
  Page(const GraphView& graph, const ExportOptions& options, std::ostream& out)
      : graph_(graph), options_(options), selection_(select(graph, options)), stream_(out), json_(stream_) {
    if (options.communities) groups_ = options.communities(graph);
    const std::unordered_set<EntityId> selected(selection_.entities.begin(), selection_.entities.end());
    std::erase_if(groups_, [&](const std::vector<EntityId>& group) {
      return std::none_of(group.begin(), group.end(), [&](EntityId id) { return selected.contains(id); });
    });
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      for (const EntityId id : groups_[i]) community_.emplace(id, i);
    }
  }

  void write() {
    json_.object([&] {
      json_.key("graph").object([&] { write_graph(); });
      json_.key("fragment").object([&] { write_fragment(); });
      json_.key("evidence").object([&] {
        graph_.for_each_relation(selection_.relations, [&](const RelationEdge& relation) {
          json_.array(id_text(relation), [&] {
            for (const Statement& statement : graph_.evidence(relation.id)) write_statement(json_, statement);
          });
        });
      });
      json_.key("entities").object([&] {
        for (const EntityId id : selection_.entities) {
          json_.key(id_text(graph_.entity(id))).object([&] {
            write_merges(json_, graph_, id);
            write_offices(json_, graph_, offices_[id]);
          });
        }
      });
      json_.array("communities", [&] { write_communities(); });
    });
  }

 private:
  void write_graph() {
    std::string first, last;
    graph_.for_each_relation(selection_.relations, [&](const RelationEdge& relation) {
      if (!relation.first_date.empty() && (first.empty() || relation.first_date < first)) first = relation.first_date;
      last = std::max(last, relation.last_date);
      if (relation.relation_class == "OFFICE") offices_[relation.subject].push_back(relation.id);
    });
    json_.field("format", "trama-explorer");
    json_.field("version", kExplorerVersion);
    json_.field("name", options_.title);
    json_.field("entities", selection_.entities.size() + selection_.entities_left_out);
    json_.field("relations", selection_.relations.size() + selection_.relations_left_out);
    json_.field("first_date", first);
    json_.field("last_date", last);
    json_.field("edit", false);
    json_.field("served", false);
  }

  void write_fragment() {
    json_.array("nodes", [&] {
      for (const EntityId id : selection_.entities) {
        const auto found = community_.find(id);
        const Community community =
            found == community_.end() ? Community() : Community(static_cast<std::int64_t>(found->second));
        json_.object([&] { write_node_fields(json_, graph_.entity(id), community); });
      }
    });
    json_.array("edges", [&] {
      graph_.for_each_relation(selection_.relations, [&](const RelationEdge& relation) {
        json_.object([&] { write_edge_fields(json_, graph_, relation); });
      });
    });
    write_left_out(json_, selection_.entities_left_out, selection_.relations_left_out);
  }

  void write_communities() {
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      json_.object([&] {
        json_.field("id", i);
        json_.field("size", groups_[i].size());
        json_.array("names", [&] {
          for (std::size_t k = 0; k < std::min(kTellingNames, groups_[i].size()); ++k) {
            json_.value(graph_.entity(groups_[i][k]).name);
          }
        });
      });
    }
  }

  const GraphView& graph_;
  const ExportOptions& options_;
  Selection selection_;
  ScriptText stream_;
  Script json_;
  std::vector<std::vector<EntityId>> groups_;
  std::unordered_map<EntityId, std::size_t> community_;
  std::unordered_map<EntityId, std::vector<RelationId>> offices_;  // By who holds them.
};

}  // namespace

void write_explorer_page(const GraphView& graph, const ExportOptions& options, std::string_view page,
                         std::ostream& out) {
  const std::size_t place = page.find(kDataPlace);
  if (place == std::string_view::npos) throw Error(ErrorCode::kFormat, "the explorer's page has no place for data");
  // A file has nobody to ask.
  constexpr std::string_view kAsks = "connect-src 'self'";
  const std::size_t asks = page.substr(0, place).find(kAsks);
  if (asks == std::string_view::npos) {
    out << page.substr(0, place);
  } else {
    out << page.substr(0, asks) << "connect-src 'none'"
        << page.substr(asks + kAsks.size(), place - asks - kAsks.size());
  }
  out << "<script type=\"application/json\" id=\"trama-data\">";
  Page(graph, options, out).write();
  out << "</script>" << page.substr(place + kDataPlace.size());
}

void write_html(const GraphView& graph, const ExportOptions& options, Output& out) {
  write_explorer_page(graph, options, needed_explorer_page(), out.stream());
}

}  // namespace trama
