// FollowTheMoney, as Aleph and OpenAleph take it: one entity a line. Facts are links with their proof; what is negated,
// alleged, promised … is a note about both ends.
#include <algorithm>
#include <ostream>

#include "export/exchange/relation_text.h"
#include "export/json_writer.h"
#include "export/records.h"
#include "export/selection.h"
#include "export/text.h"
#include "export/writers.h"
#include "graph/model/properties.h"
#include "graph/names/names.h"

namespace trama {
namespace {

constexpr std::size_t kProofs = 100;  // Documents that a link names at most; Aleph shows each.
constexpr std::size_t kSentences = 5;
// So many characters the package takes for valid (followthemoney 4.11).
constexpr std::size_t kLongestName = 384;
constexpr std::size_t kLongestText = 1024;
constexpr std::size_t kLongestAddress = 250;

std::string cut(std::string_view text, std::size_t most) {
  return text.size() <= most ? std::string(text) : shorten(text, most);
}

const char* schema_of(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return "Person";
    case EntityType::kOrganization:
      return "Organization";
    case EntityType::kLocation:
      return "Address";
    case EntityType::kGroup:
      return "LegalEntity";
    case EntityType::kMisc:
      break;
  }
  return "Event";
}

std::string lower(std::string_view code) {
  std::string text(code);
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return text;
}

class FollowTheMoney {
 public:
  FollowTheMoney(const GraphView& graph, std::ostream& out) : graph_(graph), out_(out) {}

  void write(const Selection& selection) {
    for (const EntityId id : selection.entities) write(graph_.entity(id));
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) { write(relation); });
  }

 private:
  template <typename Fill>
  void line(std::string_view id, std::string_view schema, Fill fill) {
    json_.object([&] {
      json_.field("id", id);
      json_.field("schema", schema);
      json_.key("properties");
      json_.object(fill);
    });
    out_ << take_json(json_, buffer_) << '\n';
  }
  void property(std::string_view name, std::string_view value) {
    if (!value.empty()) json_.optional_field(name, std::vector{std::string(value)});
  }

  void write(const Entity& entity) {
    line(id_text(entity), schema_of(entity.type), [&] {
      property("name", cut(entity.name, kLongestName));
      std::vector<std::string> aliases;
      for (const std::string& alias : entity.aliases) aliases.push_back(cut(alias, kLongestName));
      json_.optional_field("alias", aliases);
      if (entity.type != EntityType::kLocation) return;
      property("full", cut(entity.name, kLongestAddress));
      property("country", lower(country_code(fold_name(entity.name))));
    });
  }

  void write(const RelationEdge& relation) {
    std::vector<std::string> documents, addresses, publishers, sentences;
    const auto add = [](std::vector<std::string>& to, std::string_view text, std::size_t most) {
      const bool known = std::find(to.begin(), to.end(), text) != to.end();
      if (!text.empty() && !known && to.size() < most) to.emplace_back(text);
    };
    for (const Statement& statement : graph_.evidence(relation.id)) {
      const Evidence& evidence = statement.evidence;
      if (documents_.add(evidence.document)) write(evidence);
      add(documents, document_key(evidence.document), kProofs);
      add(addresses, web_address(evidence.url), kProofs);
      add(publishers, cut(evidence.publisher, kLongestText), kProofs);
      add(sentences, evidence.sentence, kSentences);
    }
    const std::string subject = id_text(graph_.entity(relation.subject));
    const std::string object = id_text(graph_.entity(relation.object));
    if (is_fact(relation)) {
      line(id_text(relation), "UnknownLink", [&] {
        property("subject", subject);
        property("object", object);
        const std::string words = relation.label + (relation.preposition.empty() ? "" : " " + relation.preposition);
        property("role", cut(words, kLongestText));
        property("startDate", whole_day(relation.first_date));
        property("endDate", whole_day(relation.last_date));
        json_.optional_field("summary", sentences);
        json_.optional_field("proof", documents);
        json_.optional_field("sourceUrl", addresses);
        json_.optional_field("publisher", publishers);
      });
      return;
    }
    line(id_text(relation), "Note", [&] {
      property("name", cut(relation_text(graph_, relation), kLongestName));
      json_.optional_field("description", sentences);
      json_.optional_field("entity", subject == object ? std::vector{subject} : std::vector{subject, object});
      json_.optional_field("proof", documents);
      json_.optional_field("sourceUrl", addresses);
      json_.optional_field("publisher", publishers);
    });
  }

  void write(const Evidence& evidence) {
    line(document_key(evidence.document), "Article", [&] {
      property("title", cut(evidence.title, kLongestText));
      property("fileName", cut(evidence.document, kLongestText));
      property("publishedAt", whole_day(evidence.date));
      property("publisher", cut(evidence.publisher, kLongestText));
      property("sourceUrl", web_address(evidence.url));
    });
  }

  const GraphView& graph_;
  std::ostream& out_;
  json::StringBuffer buffer_;
  JsonWriter<json::StringBuffer> json_{buffer_};
  NewDocuments documents_;
};

}  // namespace

void write_ftm(const GraphView& graph, const ExportOptions& options, Output& out) {
  FollowTheMoney(graph, out.stream()).write(select(graph, options));
}

}  // namespace trama
