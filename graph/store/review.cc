// The pairs of names of which resolution is least sure, with the sentences that they come from.
#include "graph/store/review.h"

#include <algorithm>
#include <set>

#include "graph/resolve/decision.h"
#include "graph/store/derive/sql_names.h"
#include "graph/store/people.h"
#include "graph/store/tables/statement_reader.h"

namespace trama::store {
namespace {

using sqlite::Query;

constexpr std::size_t kSentences = 2;

// Links that joined two names or nearly did, the most doubtful first: those near to a half, and those of 0.5 or more
// that were not followed since the two actors exclude each other (graph/resolve/cluster.cc), the surest of these first.
// Of two names that both link to each other the surer link counts; what is certain and was done is no matter of review.
#define TRAMA_MERGED "left_facts.entity = right_facts.entity"
constexpr const char* kDoubtful =
    "SELECT links.name, links.other, links.probability, links.reason, " TRAMA_MERGED
    ", left_facts.entity, "
    "right_facts.entity "
    "FROM links JOIN name_facts AS left_facts ON left_facts.name = links.name "
    "JOIN name_facts AS right_facts ON right_facts.name = links.other "
    "JOIN names AS left_name ON left_name.number = links.name "
    "JOIN names AS right_name ON right_name.number = links.other "
    "WHERE probability >= 0.2 AND NOT (" TRAMA_MERGED
    " AND (certain OR probability < 0.5)) "
    "AND left_facts.entity NOT IN (SELECT number FROM entities WHERE hidden) "
    "AND right_facts.entity NOT IN (SELECT number FROM entities WHERE hidden) "
    "AND NOT EXISTS (SELECT 1 FROM links AS back WHERE back.name = links.other AND back.other = links.name "
    "AND (back.certain > links.certain OR back.probability > links.probability "
    "OR (back.probability = links.probability AND right_name.id < left_name.id))) "
    "ORDER BY CASE WHEN probability >= 0.5 AND NOT " TRAMA_MERGED
    " THEN 1 - probability ELSE abs(probability - 0.5) "
    "END, probability DESC, left_name.id, right_name.id";

class Reviewer {
 public:
  Reviewer(sqlite::Database& database, Dictionary& dictionary)
      : database_(database),
        decisions_(database),
        names_(database, dictionary),
        statements_(database, dictionary),
        actor_(database,
               "SELECT entities.name, base FROM name_facts JOIN entities ON entities.number = entity "
               "WHERE name_facts.name = ?"),
        // In an order of content.
        documents_(database,
                   "SELECT document FROM name_documents JOIN documents ON documents.number = document "
                   "WHERE name_documents.name = ? ORDER BY date, identity LIMIT ?"),
        with_name_(database,
                   "SELECT number FROM statements WHERE number >= ?1 AND number < ?2 AND (subject = ?3 OR object = ?3 "
                   "OR source = ?3) ORDER BY number"),
        of_entity_(database,
                   "SELECT name, names.id FROM name_facts JOIN names ON names.number = name WHERE entity = ?") {}

  std::vector<ReviewItem> run(std::size_t limit) {
    std::vector<ReviewItem> items;
    Query query(database_, kDoubtful);
    while (items.size() < limit && query.step()) {
      const auto name = static_cast<NameId>(query.number(0));
      const auto other = static_cast<NameId>(query.number(1));
      if (decisions_.decided(names_.facts(name).id, names_.facts(other).id)) continue;
      ReviewItem item;
      item.merged = query.number(4) != 0;
      item.probability = query.real(2);
      item.reason = query.text(3);
      if (!item.merged && item.probability >= 0.5 && !explain(item, query.number(5), query.number(6))) continue;
      item.left = side(name);
      item.right = side(other);
      if (rank(item.right) < rank(item.left)) std::swap(item.left, item.right);
      items.push_back(std::move(item));
    }
    return items;
  }

 private:
  // Each two actors once. False if people have decided about them.
  bool explain(ReviewItem& item, std::int64_t left, std::int64_t right) {
    if (!explained_.emplace(std::minmax(left, right)).second) return false;
    const std::vector<NameId> of_left = names_of(left);
    const std::vector<NameId> of_right = names_of(right);
    std::vector<std::uint64_t> ids;
    for (const std::vector<NameId>* names : {&of_left, &of_right}) {
      for (const NameId name : *names) ids.push_back(names_.facts(name).id);
    }
    Refusal refusal = why_apart(of_left, of_right, decisions_.among(ids), names_);
    item.refusal = refusal.reason.empty() ? "other names of the two exclude each other" : std::move(refusal.reason);
    return !refusal.by_people;
  }

  std::vector<NameId> names_of(std::int64_t entity) {
    std::vector<std::pair<std::uint64_t, NameId>> names;
    of_entity_.bind(1, entity);
    while (of_entity_.step()) names.emplace_back(of_entity_.number(1), static_cast<NameId>(of_entity_.number(0)));
    of_entity_.reset();
    std::sort(names.begin(), names.end());
    std::vector<NameId> result;
    for (const auto& [id, name] : names) result.push_back(name);
    return result;
  }

  static std::tuple<bool, std::int64_t, std::uint64_t> rank(const ReviewSide& side) {
    return {side.name != side.base, -side.documents, side.id};
  }

  ReviewSide side(NameId name) {
    const NameFacts& facts = names_.facts(name);
    ReviewSide side;
    side.name = main_surface(facts);
    side.id = facts.id;
    side.documents = facts.documents;
    if (actor_.bind(1, std::int64_t{name}).step()) {
      side.actor = actor_.text(0);
      side.base = actor_.text(1);
    }
    actor_.reset();
    side.evidence = evidence_of(name);
    return side;
  }

  std::vector<Evidence> evidence_of(NameId name) {
    struct Found {
      std::size_t place;  // In its document: first one of each.
      std::size_t document;
      std::int64_t statement;
      auto operator<=>(const Found&) const = default;
    };
    std::vector<Found> found;
    std::size_t document = 0;
    documents_.bind(1, std::int64_t{name}).bind(2, static_cast<std::int64_t>(kSentences));
    for (; documents_.step(); ++document) {
      const std::int64_t number = documents_.number(0);
      with_name_.bind(1, first_statement(number)).bind(2, first_statement(number + 1)).bind(3, std::int64_t{name});
      for (std::size_t place = 0; with_name_.step(); ++place) found.push_back({place, document, with_name_.number(0)});
      with_name_.reset();
    }
    documents_.reset();
    std::sort(found.begin(), found.end());
    std::vector<Evidence> evidence;
    std::set<std::string> sentences;
    for (const Found& one : found) {
      if (evidence.size() == kSentences) break;
      Evidence place = statements_.read(one.statement).evidence;
      if (sentences.insert(place.sentence).second) evidence.push_back(std::move(place));
    }
    return evidence;
  }

  sqlite::Database& database_;
  Decisions decisions_;
  SqlNames names_;
  WholeStatements statements_;
  Query actor_, documents_, with_name_, of_entity_;
  std::set<std::pair<std::int64_t, std::int64_t>> explained_;
};

}  // namespace

std::vector<ReviewItem> review(sqlite::Database& database, Dictionary& dictionary, std::size_t limit) {
  const sqlite::Transaction one_moment(database, sqlite::Transaction::Kind::kRead);
  return Reviewer(database, dictionary).run(limit);
}

}  // namespace trama::store
