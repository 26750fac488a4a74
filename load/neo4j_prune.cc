#include "load/neo4j_prune.h"

#include <functional>
#include <span>
#include <vector>

#include "base/hash.h"

namespace trama {
namespace {

constexpr const char* kPage = "5000";

std::string id_list(std::span<const std::string> ids) {
  json::StringBuffer buffer;
  json::Writer<json::StringBuffer> writer(buffer);
  writer.StartArray();
  for (const std::string& id : ids) writer.String(id.data(), static_cast<rapidjson::SizeType>(id.size()));
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string parameter(std::string_view name, const std::string& value) {
  return "{\"" + std::string(name) + "\":" + value + "}";
}

// Takes the ids of nodes of one label, a page at a time and in their order.
void for_each_page(Neo4jSession& session, std::string_view label,
                   const std::function<void(std::span<const std::string>)>& take) {
  std::string last;
  while (true) {
    const json::Document answer = session.run(
        "MATCH (n:" + std::string(label) + ") WHERE n.id > $after RETURN n.id AS id ORDER BY id LIMIT " + kPage,
        parameter("after", "\"" + last + "\""));
    std::vector<std::string> ids;
    for (const auto& row : answer["data"]["values"].GetArray()) {
      if (row[0].IsString()) ids.emplace_back(row[0].GetString(), row[0].GetStringLength());
    }
    if (ids.empty()) return;
    take(ids);
    if (ids.back() <= last) return;
    last = ids.back();
  }
}

std::int64_t prune_nodes(Neo4jSession& session, const Neo4jKeys& keys, NodeKind kind) {
  std::int64_t removed = 0;
  for_each_page(session, node_label(kind), [&](std::span<const std::string> ids) {
    std::vector<std::string> gone;
    for (const std::string& id : ids) {
      if (!keys.has(kind, id)) gone.push_back(id);
    }
    if (gone.empty()) return;
    session.run("UNWIND $ids AS id MATCH (n:" + std::string(node_label(kind)) + " {id: id}) DETACH DELETE n",
                parameter("ids", id_list(gone)));
    removed += static_cast<std::int64_t>(gone.size());
  });
  return removed;
}

std::int64_t prune_relations(Neo4jSession& session, const Neo4jKeys& keys) {
  std::int64_t removed = 0;
  for_each_page(session, node_label(NodeKind::kActor), [&](std::span<const std::string> ids) {
    const json::Document answer =
        session.run("UNWIND $ids AS id MATCH (a:Actor {id: id})-[r]->(:Actor) WHERE r.id IS NOT NULL RETURN r.id",
                    parameter("ids", id_list(ids)));
    std::vector<std::string> gone;
    for (const auto& row : answer["data"]["values"].GetArray()) {
      if (row[0].IsString() && !keys.has_relation(row[0].GetString())) gone.emplace_back(row[0].GetString());
    }
    if (gone.empty()) return;
    session.run("MATCH (a:Actor)-[r]->(:Actor) WHERE a.id IN $actors AND r.id IN $ids DELETE r",
                "{\"actors\":" + id_list(ids) + ",\"ids\":" + id_list(gone) + "}");
    removed += static_cast<std::int64_t>(gone.size());
  });
  return removed;
}

const std::string* id_of(const std::vector<Value>& values) {
  return values.empty() ? nullptr : std::get_if<std::string>(&values.front());
}

}  // namespace

void Neo4jKeys::add(const NodeRow& row) {
  if (const std::string* id = id_of(row.values)) nodes_[static_cast<std::size_t>(row.kind)].insert(content_hash(*id));
}

void Neo4jKeys::add(const LinkRow& row) {
  if (const std::string* id = id_of(row.values)) relations_.insert(content_hash(*id));
}

bool Neo4jKeys::has(NodeKind kind, std::string_view id) const {
  return nodes_[static_cast<std::size_t>(kind)].contains(content_hash(id));
}

bool Neo4jKeys::has_relation(std::string_view id) const {
  return relations_.contains(content_hash(id));
}

std::int64_t prune_database(Neo4jSession& session, const Neo4jKeys& keys, bool evidence) {
  std::int64_t removed = prune_relations(session, keys);
  for (const NodeKind kind : kNodeKinds) {
    if (kind == NodeKind::kActor || evidence) removed += prune_nodes(session, keys, kind);
  }
  return removed;
}

}  // namespace trama
