// Which relations a reader wants to see: the filters of the page's address (docs/explorer.md).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "explore/message.h"
#include "graph/model/graph_view.h"

namespace trama {

// Each leaves all where it is not given.
struct Filters {
  std::string since, until;       // ISO days of the event; a period that touches them counts.
  std::set<std::string> classes;  // Of events or relations.
  std::set<std::string> modalities;
  std::set<std::string> types;  // Of actors: both ends are of these, but for the one that is looked at.
  std::string direction, polarity;
  std::string source;  // Who says so: an actor's name.
  std::string publisher;
  std::int64_t min_stories = 0;
  double min_confidence = 0;
  double min_salience = 0;

  // Throws Refused (400) that names the parameter at fault.
  static Filters read(const Request& request);

  // By what the relation itself tells, its sources included; by what the actor is.
  bool admits(const RelationEdge& relation) const;
  bool admits(const Entity& entity) const;
  // Whether statements have to be looked at too, which takes longer; and whether they admit the relation.
  bool asks_statements() const { return !since.empty() || !until.empty() || !publisher.empty(); }
  bool admits(const std::vector<StatementWeight>& statements) const;
};

}  // namespace trama
