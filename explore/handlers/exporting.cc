// What is seen as a file: the writers of trama export over a part of the graph.
#include <stdlib.h>

#include <array>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "explore/handlers/handlers.h"
#include "explore/part_view.h"
#include "export/format.h"

namespace trama {
namespace {

constexpr std::size_t kMostIds = 20'000;

struct SentFormat {
  const char* name;
  const char* type;
  const char* file;  // Of a format of several files that which is sent.
};
constexpr std::array<SentFormat, 4> kSent = {{
    {"graphml", "application/graphml+xml", nullptr},
    {"gexf", "application/gexf+xml", nullptr},
    {"csv", "text/csv; charset=utf-8", "relations.csv"},
    {"json", "application/json; charset=utf-8", nullptr},
}};

// A folder that goes with its owner.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "trama-explore-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw Error(ErrorCode::kIo, "no folder can be made for the export");
    path_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string written(const Format& format, const SentFormat& sent, const GraphView& graph) {
  if (format.write_folder == nullptr) {
    std::ostringstream stream;
    Output out("-", stream);
    format.write(graph, {}, out);
    out.commit();
    return stream.str();
  }
  const Scratch scratch;
  OutputFolder out((scratch / "export").string(), false);
  format.write_folder(graph, {}, out);
  out.commit();
  return read_file(scratch / "export" / sent.file);
}

template <typename Take>
void each_id(const json::Document& body, const char* name, Take take) {
  const auto found = body.FindMember(name);
  if (found == body.MemberEnd()) return;
  if (!found->value.IsArray() || found->value.Size() > kMostIds) {
    throw Refused(400, std::string("'") + name + "' is no list of ids");
  }
  for (const json::Value& id : found->value.GetArray()) {
    if (!id.IsString()) throw Refused(400, std::string("'") + name + "' is no list of ids");
    take(std::string(id.GetString(), id.GetStringLength()));
  }
}

}  // namespace

Answer answer_export(Context& context, const Request& request) {
  const json::Document body = body_of(request);
  const std::string to = text_of(body, "to", true);
  const auto* const sent =
      std::find_if(kSent.begin(), kSent.end(), [&](const SentFormat& one) { return to == one.name; });
  if (sent == kSent.end()) throw Refused(400, "'to' is graphml, gexf, csv or json");
  auto seat = context.slow.sit();
  const GraphView& view = seat.view();
  std::set<RelationId> relations;
  std::set<EntityId> entities;
  each_id(body, "nodes", [&](const std::string& id) { entities.insert(actor_of(view, id)); });
  each_id(body, "edges", [&](const std::string& key) { relations.insert(relation_of(context, view, key)); });
  const std::vector<RelationId> chosen(relations.begin(), relations.end());
  view.for_each_relation(chosen, [&](const RelationEdge& one) {
    entities.insert(one.subject);
    entities.insert(one.object);
  });
  seat.spend(entities.size() + relations.size());
  const PartView part(view, {[&](const RelationEdge& one) { return relations.contains(one.id); },
                             {entities.begin(), entities.end()},
                             chosen});
  const Format& format = *find_format(to);
  const std::string ending = format.write_folder == nullptr ? std::string(format.extension) : to;
  return {200, sent->type, written(format, *sent, part), "trama." + ending};
}

}  // namespace trama
