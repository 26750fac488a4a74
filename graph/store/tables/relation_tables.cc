#include "graph/store/tables/relation_tables.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/error.h"

namespace trama::store {
namespace {

std::optional<std::int64_t> day(std::int32_t value) {
  return value == Support::kNoDay ? std::nullopt : std::optional<std::int64_t>(value);
}

// The number that was counted most; of several that for which `smaller` decides.
template <typename Smaller>
std::int64_t most_frequent(const std::map<std::int64_t, std::int64_t>& counts, Smaller smaller) {
  std::int64_t best = 0;
  std::int64_t best_count = 0;
  for (const auto& [number, count] : counts) {
    if (count > best_count || (count == best_count && smaller(number, best))) {
      best = number;
      best_count = count;
    }
  }
  return best;
}

void choose_words(std::span<const Support> statements, Dictionary& dictionary, Merged& merged) {
  std::map<std::int64_t, std::int64_t> labels, prepositions, kinds;
  for (const Support& one : statements) {
    const Predicate predicate = dictionary.predicate(one.predicate);
    ++labels[predicate.label];
    ++prepositions[predicate.preposition];
    ++kinds[predicate.kind];
  }
  const auto smaller_text = [&](std::int64_t left, std::int64_t right) {
    const std::string text = dictionary.text(left);
    return text < dictionary.text(right);
  };
  merged.label = most_frequent(labels, smaller_text);
  merged.preposition = most_frequent(prepositions, smaller_text);
  if (kinds.size() == 1) {
    merged.kind = kinds.begin()->first;
    return;
  }
  // A statement without a class has no vote.
  std::erase_if(kinds, [&](const auto& kind) { return dictionary.kind(kind.first) == Class{}; });
  merged.kind = most_frequent(kinds, [&](std::int64_t left, std::int64_t right) {
    const Class kind = dictionary.kind(left);
    return kind < dictionary.kind(right);
  });
}

void add_days(const Support& one, Merged& merged) {
  if (one.first_day == Support::kNoDay) return;
  if (merged.first_day == Support::kNoDay || one.first_day < merged.first_day) merged.first_day = one.first_day;
  if (merged.last_day == Support::kNoDay || one.last_day > merged.last_day) merged.last_day = one.last_day;
}

std::int64_t saturated(std::int64_t left, std::int64_t right) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return left > kMost - right ? kMost : left + right;
}

}  // namespace

RelationKey key_of(const StatementRow& row, std::int64_t subject, std::int64_t object, Dictionary& dictionary) {
  RelationKey key{subject, object, dictionary.predicate(row.predicate).verb, row.polarity, row.modality};
  if (key.object < key.subject && dictionary.verb(key.verb).symmetric) std::swap(key.subject, key.object);
  return key;
}

Support support_of(const StatementRow& row, std::int64_t story) {
  Support support;
  support.predicate = static_cast<std::uint32_t>(row.predicate);
  support.document = static_cast<std::uint32_t>(row.document());
  support.story = static_cast<std::uint32_t>(story);
  support.count =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(row.count, 1, std::numeric_limits<std::int32_t>::max()));
  support.confidence = std::clamp(row.confidence, 0.0, 1.0);
  support.salience = std::clamp(row.salience, 0.0, 1.0);
  if (row.first_day) support.first_day = static_cast<std::int32_t>(*row.first_day);
  if (row.last_day) support.last_day = static_cast<std::int32_t>(*row.last_day);
  support.reported = row.source != 0 || row.has_theme;
  return support;
}

Merged merge(std::span<Support> statements, Dictionary& dictionary) {
  Merged merged;
  merged.statements = static_cast<std::int64_t>(statements.size());
  for (const Support& one : statements) {
    add_days(one, merged);
    merged.reported |= one.reported;
    merged.salience = std::max(merged.salience, one.salience);
  }
  if (statements.size() == 1) {
    const Support& only = statements.front();
    const Predicate& predicate = dictionary.predicate(only.predicate);
    merged.label = predicate.label;
    merged.preposition = predicate.preposition;
    merged.kind = predicate.kind;
    merged.count = only.count;
    merged.documents = 1;
    merged.confidence = only.confidence;
    return merged;
  }
  choose_words(statements, dictionary, merged);
  std::sort(statements.begin(), statements.end(), [](const Support& left, const Support& right) {
    return std::tie(left.story, left.document) < std::tie(right.story, right.document);
  });
  std::vector<double> surest;  // Of each story.
  for (std::size_t begin = 0; begin < statements.size();) {
    double best = 0;
    std::int64_t most = 0;
    std::size_t end = begin;
    while (end < statements.size() && statements[end].story == statements[begin].story) {
      const std::uint32_t document = statements[end].document;
      std::int64_t of_document = 0;
      for (; end < statements.size() && statements[end].story == statements[begin].story &&
             statements[end].document == document;
           ++end) {
        best = std::max(best, statements[end].confidence);
        of_document = saturated(of_document, statements[end].count);
      }
      most = std::max(most, of_document);
    }
    surest.push_back(best);
    merged.count = saturated(merged.count, most);
    begin = end;
  }
  merged.documents = static_cast<std::int64_t>(surest.size());
  // Products are rounded: in an order of content they are always the same.
  std::sort(surest.begin(), surest.end());
  double doubt = 1;
  for (const double confidence : surest) doubt *= 1 - confidence;
  merged.confidence = surest.size() == 1 ? surest.front() : 1 - doubt;
  return merged;
}

RelationTables::RelationTables(sqlite::Database& database, Dictionary& dictionary)
    : database_(database),
      dictionary_(dictionary),
      reader_(database),
      insert_(database,
              "INSERT INTO relations (subject, object, verb, polarity, modality, label, preposition, class, count, "
              "statements, documents, confidence, first_day, last_day, reported, salience, number) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_evidence_(database, "INSERT INTO evidence (relation, statement) VALUES (?, ?)"),
      find_(database,
            "SELECT number FROM relations WHERE subject = ? AND object = ? AND verb = ? AND polarity = ? AND "
            "modality = ?"),
      of_subject_(database, "SELECT number FROM relations WHERE subject = ?"),
      of_object_(database, "SELECT number FROM relations WHERE object = ?"),
      evidence_(database, "SELECT statement FROM evidence WHERE relation = ?"),
      remove_evidence_(database, "DELETE FROM evidence WHERE relation = ? AND statement = ?"),
      key_(database, "SELECT subject, object, verb, polarity, modality FROM relations WHERE number = ?"),
      remove_(database, "DELETE FROM relations WHERE number = ?"),
      update_(database,
              "UPDATE relations SET subject = ?, object = ?, verb = ?, polarity = ?, modality = ?, label = ?, "
              "preposition = ?, class = ?, count = ?, statements = ?, documents = ?, confidence = ?, first_day = ?, "
              "last_day = ?, reported = ?, salience = ? WHERE number = ?"),
      story_(database, "SELECT story FROM stories WHERE document = ?") {}

void RelationTables::bind(sqlite::Query& query, const RelationKey& key, const Merged& merged) {
  query.bind(1, key.subject).bind(2, key.object).bind(3, key.verb).bind(4, key.polarity).bind(5, key.modality);
  query.bind(6, merged.label).bind(7, merged.preposition).bind(8, merged.kind).bind(9, merged.count);
  query.bind(10, merged.statements).bind(11, merged.documents).bind(12, merged.confidence);
  query.bind(13, day(merged.first_day))
      .bind(14, day(merged.last_day))
      .bind(15, std::int64_t{merged.reported})
      .bind(16, merged.salience);
}

void RelationTables::insert(std::int64_t number, const RelationKey& key, const Merged& merged) {
  bind(insert_, key, merged);
  insert_.bind(17, number).run();
}

void RelationTables::insert_evidence(std::int64_t relation, std::int64_t statement) {
  insert_evidence_.bind(1, relation).bind(2, statement).run();
}

std::int64_t RelationTables::find(const RelationKey& key) {
  find_.bind(1, key.subject).bind(2, key.object).bind(3, key.verb).bind(4, key.polarity).bind(5, key.modality);
  const std::int64_t number = find_.step() ? find_.number(0) : 0;
  find_.reset();
  return number;
}

std::vector<std::int64_t> RelationTables::relations_of(std::int64_t entity) {
  std::set<std::int64_t> numbers;
  for (sqlite::Query* query : {&of_subject_, &of_object_}) {
    query->bind(1, entity);
    while (query->step()) numbers.insert(query->number(0));
    query->reset();
  }
  return {numbers.begin(), numbers.end()};
}

std::vector<std::int64_t> RelationTables::evidence(std::int64_t relation) {
  evidence_.bind(1, relation);
  std::vector<std::int64_t> statements;
  while (evidence_.step()) statements.push_back(evidence_.number(0));
  evidence_.reset();
  return statements;
}

void RelationTables::remove_evidence(std::int64_t relation, std::int64_t statement) {
  remove_evidence_.bind(1, relation).bind(2, statement).run();
}

RelationKey RelationTables::key(std::int64_t relation) {
  if (!key_.bind(1, relation).step()) {
    throw Error(ErrorCode::kFormat,
                database_.file() + ": the graph file is damaged (no relation " + std::to_string(relation) + ")");
  }
  const RelationKey key{key_.number(0), key_.number(1), key_.number(2), key_.number(3), key_.number(4)};
  key_.reset();
  return key;
}

void RelationTables::remove(std::int64_t relation) {
  remove_.bind(1, relation).run();
}

bool RelationTables::refresh(std::int64_t relation) {
  std::vector<Support> statements;
  for (const std::int64_t number : evidence(relation)) {
    const std::optional<StatementRow> row = reader_.read(number);
    if (!row) continue;
    const bool known = story_.bind(1, row->document()).step();
    statements.push_back(support_of(*row, known ? story_.number(0) : row->document()));
    story_.reset();
  }
  if (statements.empty()) {
    remove(relation);
    return false;
  }
  bind(update_, key(relation), merge(statements, dictionary_));
  update_.bind(17, relation).run();
  return true;
}

std::int64_t RelationTables::new_number() {
  return database_.number("SELECT max(number) FROM relations") + 1;
}

}  // namespace trama::store
