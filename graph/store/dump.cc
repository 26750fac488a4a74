#include <cstdio>

#include "base/hash.h"
#include "base/statement_json.h"
#include "graph/store/builder.h"

namespace trama {
namespace {

std::string list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) text += (text.size() > 1 ? "\x1f" : "") + value;
  return text + "]";
}

std::string entity_line(const Entity& entity) {
  return "entity " + key_text('n', entity.key) + "\t" + entity.name + "\t" + to_string(entity.type) +
         (entity.named ? "\tnamed\t" : "\tnominal\t") + list(entity.aliases) + "\t" +
         std::to_string(entity.mention_count) + "\t" + std::to_string(entity.document_count) + "\t" +
         std::to_string(entity.relation_count) + "\n";
}

std::string relation_line(const GraphView& graph, const RelationEdge& relation) {
  char confidence[40], salience[40];
  std::snprintf(confidence, sizeof(confidence), "%.17g", relation.confidence);
  std::snprintf(salience, sizeof(salience), "%.17g", relation.salience);
  return "relation " + key_text('r', relation.key) + "\t" + graph.entity(relation.subject).name + "\t" +
         graph.entity(relation.object).name + "\t" + relation.lemma + "\t" + relation.preposition + "\t" +
         relation.label + "\t" + relation.event_class + "\t" + relation.event_root + "\t" + relation.event_direction +
         "\t" + relation.relation_class + (relation.symmetric ? "\t--\t" : "\t->\t") + to_string(relation.polarity) +
         "\t" + to_string(relation.modality) + "\t" + std::to_string(relation.count) + "\t" +
         std::to_string(relation.evidence_count) + "\t" + std::to_string(relation.document_count) + "\t" + confidence +
         "\t" + relation.first_date + "\t" + relation.last_date + "\t" + list(relation.themes) + "\t" +
         list(relation.sources) + "\t" + salience + "\n";
}

}  // namespace

std::string dump(const GraphView& graph) {
  std::string text;
  for (const EntityId id : graph.entity_ids()) {
    text += entity_line(graph.entity(id));
    for (const NameMerge& merge : graph.merges(id)) {
      text += "  " + merge.name + "\t" + merge.with + "\t" + merge.reason + "\n";
    }
  }
  for (const RelationId id : graph.relation_ids()) {
    text += relation_line(graph, graph.relation(id));
    for (const Statement& statement : graph.evidence(id)) text += "  " + to_json(statement) + "\n";
  }
  return text;
}

}  // namespace trama
