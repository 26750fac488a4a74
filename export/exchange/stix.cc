// STIX 2.1, as OpenCTI takes it. Facts are relationships with references to what was read; what is negated, alleged,
// promised … is a note about both ends (docs.oasis-open.org/cti/stix/v2.1).
#include <sha1.h>

#include <cmath>
#include <ostream>

#include "export/exchange/relation_text.h"
#include "export/json_writer.h"
#include "export/records.h"
#include "export/selection.h"
#include "export/writers.h"
#include "graph/model/properties.h"
#include "graph/names/names.h"

namespace trama {
namespace {

constexpr std::size_t kReferences = 100;  // Of one object.
// A graph knows no such moment, and must give equal bytes whenever it is written.
constexpr std::string_view kMoment = "1970-01-01T00:00:00.000Z";

// A UUID of version 5 (RFC 9562) of our ids, under a name space of ours: that of the name "trama" among OIDs.
std::string uuid(std::string_view id) {
  constexpr unsigned char kSpace[16] = {0x8d, 0x2b, 0x0c, 0x5f, 0x41, 0x7e, 0x5a, 0x9b,
                                        0x9c, 0x0e, 0x3f, 0x1d, 0x6a, 0x52, 0x74, 0xe1};
  unsigned char digest[SHA1_DIGEST_LENGTH];
  SHA1_CTX context;
  SHA1Init(&context);
  SHA1Update(&context, kSpace, sizeof kSpace);
  SHA1Update(&context, reinterpret_cast<const unsigned char*>(id.data()), id.size());
  SHA1Final(digest, &context);
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0F) | 0x50);
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3F) | 0x80);
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[digest[i] >> 4];
    text += kDigits[digest[i] & 15];
  }
  return text;
}

std::string moment(std::string_view day) {
  return std::string(day) + "T00:00:00.000Z";
}

// Small letters, digits and hyphens, as types of relationships must be.
std::string stix_relationship_type(const RelationEdge& relation) {
  std::string type;
  for (const char c : fold_name(relation.lemma + " " + (relation.symmetric ? "" : relation.preposition))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      type += c;
    } else if (!type.empty() && type.back() != '-') {
      type += '-';
    }
  }
  while (!type.empty() && type.back() == '-') type.pop_back();
  return type.empty() ? "related-to" : type;
}

class Stix {
 public:
  Stix(const GraphView& graph, std::ostream& out) : graph_(graph), out_(out) {}

  void write(const Selection& selection) {
    out_ << R"({"type":"bundle","id":"bundle--)" << uuid("bundle") << R"(","objects":[)";
    for (const EntityId id : selection.entities) write(graph_.entity(id));
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) { write(relation); });
    out_ << "\n]}\n";
  }

 private:
  template <typename Fill>
  void object(const std::string& type, const std::string& id, Fill fill) {
    json_.object([&] {
      json_.field("type", type);
      json_.field("spec_version", "2.1");
      json_.field("id", type + "--" + uuid(id));
      json_.field("created", kMoment);
      json_.field("modified", kMoment);
      fill();
    });
    out_ << (first_ ? "\n" : ",\n") << take_json(json_, buffer_);
    first_ = false;
  }

  // A place must say in which country it is: of others only the name is known.
  static std::string_view country_of(const Entity& entity) {
    return entity.type == EntityType::kLocation ? country_code(fold_name(entity.name)) : std::string_view();
  }
  std::string reference(EntityId id) const {
    const Entity& entity = graph_.entity(id);
    return (country_of(entity).empty() ? "identity--" : "location--") + uuid(id_text(entity));
  }

  static const char* identity_class(const Entity& entity) {
    if (!entity.named) return "class";
    switch (entity.type) {
      case EntityType::kPerson:
        return "individual";
      case EntityType::kOrganization:
        return "organization";
      case EntityType::kGroup:
        return "group";
      default:
        return "unspecified";
    }
  }

  void write(const Entity& entity) {
    const std::string_view country = country_of(entity);
    object(country.empty() ? "identity" : "location", id_text(entity), [&] {
      json_.field("name", entity.name);
      std::string others;
      for (const std::string& alias : entity.aliases) others += (others.empty() ? "" : "; ") + alias;
      json_.optional_field("description", others);
      if (country.empty()) {
        json_.field("identity_class", identity_class(entity));
      } else {
        json_.field("country", country);
      }
      write_reference("trama", id_text(entity), {}, {});
    });
  }

  void write(const RelationEdge& relation) {
    const bool fact = is_fact(relation);
    object(fact ? "relationship" : "note", id_text(relation), [&] {
      if (fact) {
        write_fact(relation);
      } else {
        json_.field("content", relation_text(graph_, relation));
        json_.optional_field("object_refs", relation.subject == relation.object
                                                ? std::vector{reference(relation.subject)}
                                                : std::vector{reference(relation.subject), reference(relation.object)});
      }
      json_.field("confidence", static_cast<int>(std::lround(relation.confidence * 100)));
      json_.array("external_references", [&] {
        json_.object([&] { fill_reference("trama", id_text(relation), {}, {}); });
        std::size_t number = 0;
        for (const Statement& statement : graph_.evidence(relation.id)) {
          if (++number > kReferences) break;
          const Evidence& evidence = statement.evidence;
          json_.object([&] {
            fill_reference(evidence.publisher.empty() ? "document" : evidence.publisher, evidence.document,
                           evidence.sentence, web_address(evidence.url));
          });
        }
      });
    });
  }

  void write_fact(const RelationEdge& relation) {
    json_.field("relationship_type", stix_relationship_type(relation));
    json_.field("description", relation_text(graph_, relation));
    json_.field("source_ref", reference(relation.subject));
    json_.field("target_ref", reference(relation.object));
    const std::string_view first = whole_day(relation.first_date);
    const std::string_view last = whole_day(relation.last_date);
    if (!first.empty()) json_.field("start_time", moment(first));
    if (!first.empty() && first < last) json_.field("stop_time", moment(last));  // It must be later.
  }

  void write_reference(std::string_view source, std::string_view id, std::string_view words, std::string_view url) {
    json_.array("external_references", [&] { json_.object([&] { fill_reference(source, id, words, url); }); });
  }
  void fill_reference(std::string_view source, std::string_view id, std::string_view words, std::string_view url) {
    json_.field("source_name", source);
    json_.optional_field("description", words);
    json_.optional_field("url", url);
    json_.field("external_id", id);
  }

  const GraphView& graph_;
  std::ostream& out_;
  json::StringBuffer buffer_;
  JsonWriter<json::StringBuffer> json_{buffer_};
  bool first_ = true;
};

}  // namespace

void write_stix(const GraphView& graph, const ExportOptions& options, Output& out) {
  Stix(graph, out.stream()).write(select(graph, options));
}

}  // namespace trama
