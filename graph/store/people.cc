#include "graph/store/people.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/error.h"
#include "base/utf8.h"
#include "graph/names/names.h"
#include "graph/query/query.h"
#include "graph/resolve/rewriting.h"
#include "graph/store/derive/repart.h"
#include "graph/store/document_list.h"

namespace trama::store {
namespace {

using sqlite::Query;

// A name of the graph that a text means.
struct MeantName {
  std::uint64_t id = 0;
  std::int64_t actor = 0;
  std::string text;  // As it is written; of what was typed otherwise as it is written most often.
  NameKey key;
  bool qualified() const { return !key.qualifier.empty(); }  // One of several names that are written so.
};

constexpr std::size_t kOfficesTold = 5;

[[noreturn]] void fail(const std::string& message) {
  throw Error(ErrorCode::kInvalid, message);
}

std::string in_quotes(std::string_view text) {
  return "\"" + printable_text(text) + "\"";
}

[[noreturn]] void fail_unknown(const std::string& text, const GraphView& view) {
  std::string message = "nobody in the graph is called " + in_quotes(text);
  const std::vector<std::string> similar = suggest_names(view, text);
  for (std::size_t i = 0; i < similar.size(); ++i)
    message += (i == 0 ? "; similar: " : ", ") + printable_text(similar[i]);
  fail(message);
}

constexpr const char* kNames =
    "SELECT names.id, name_facts.entity, names.key, names.class, names.qualifier, name_facts.mentions, "
    "(SELECT texts.text FROM name_surfaces JOIN texts ON texts.number = name_surfaces.text "
    "WHERE name_surfaces.name = names.number ORDER BY mentions DESC, texts.text LIMIT 1), "
    "entities.name, entities.base, names.number FROM name_facts JOIN names ON names.number = name_facts.name "
    "JOIN entities ON entities.number = name_facts.entity WHERE ";

MeantName read_name(const Query& row) {
  MeantName name;
  name.id = static_cast<std::uint64_t>(row.number(0));
  name.actor = row.number(1);
  name.key = {std::string(row.text(2)), static_cast<NameClass>(row.number(3)), std::string(row.text(4))};
  name.text = row.text(6);
  return name;
}

std::optional<MeantName> with_id(const sqlite::Database& database, std::uint64_t id) {
  Query query(database, std::string(kNames) + "names.id = ?");
  query.bind(1, static_cast<std::int64_t>(id));
  if (!query.step()) return std::nullopt;
  return read_name(query);
}

// In how many documents a name is also called like `text`.
std::int64_t documents_with_alias(const sqlite::Database& database, std::int64_t name, const std::string& text) {
  Query query(database, "SELECT coalesce(sum(documents), 0) FROM name_aliases WHERE name = ? AND key = ?");
  query.bind(1, name).bind(2, hash_of(name_key(text, true))).step();
  return query.number(0);
}

// Of the names of an actor that which is written like `text`; should none be, that which documents also call so, then
// the most mentioned.
MeantName name_of_actor(const sqlite::Database& database, const Entity& actor, const std::string& text) {
  using Rank = std::tuple<bool, bool, std::int64_t, std::int64_t, std::uint64_t>;
  std::optional<Rank> best;
  MeantName found;
  std::string written = text;
  Query query(database, std::string(kNames) + "name_facts.entity = ?");
  query.bind(1, static_cast<std::int64_t>(actor.id));
  while (query.step()) {
    // "Washington (PER)" is how "Washington" is shown where there are two.
    if (text == query.text(7)) written = query.text(8);
    const std::string key = name_key(written, static_cast<NameClass>(query.number(3)) != NameClass::kNominal);
    const bool same_letters = compact_name(key) == compact_name(query.text(2));
    const Rank rank{key != query.text(2), !same_letters, -documents_with_alias(database, query.number(9), written),
                    -query.number(5), static_cast<std::uint64_t>(query.number(0))};
    if (best && *best <= rank) continue;
    best = rank;
    found = read_name(query);
  }
  if (!best) fail(in_quotes(text) + " is no name of its own in the graph");
  // As it was typed if texts write it so.
  const bool known = written != text || std::binary_search(actor.aliases.begin(), actor.aliases.end(), text);
  if ((known || actor.name == text) && !std::get<0>(*best)) found.text = written;
  return found;
}

MeantName meant(const std::string& text, std::uint64_t id, const sqlite::Database& database, const GraphView& view) {
  if (id != 0) {
    if (std::optional<MeantName> name = with_id(database, id)) {
      name->text = text;
      return *name;
    }
  }
  const std::vector<EntityId> actors = view.find(text);
  if (actors.empty()) fail_unknown(text, view);
  return name_of_actor(database, view.entity(actors.front()), text);
}

// Whether all names that are written so are this actor's.
bool is_alone(const MeantName& name, const sqlite::Database& database) {
  if (name.qualified()) return false;
  const std::vector<std::uint64_t> ids = ids_of(name.text);
  if (std::find(ids.begin(), ids.end(), name.id) == ids.end()) return false;
  return std::all_of(ids.begin(), ids.end(), [&](std::uint64_t id) {
    const std::optional<MeantName> other = with_id(database, id);
    return !other || other->actor == name.actor;
  });
}

void settle_two(UserDecision& decision, const sqlite::Database& database, const GraphView& view) {
  const bool by_text = decision.left_id == 0 && decision.right_id == 0;
  const MeantName left = meant(decision.left, decision.left_id, database, view);
  const MeantName right = meant(decision.right, decision.right_id, database, view);
  if (left.id == right.id) {
    fail(in_quotes(decision.left) + " and " + in_quotes(decision.right) + " are one name in the graph, " +
         in_quotes(left.text));
  }
  decision.left = left.text;
  decision.right = right.text;
  decision.left_id = left.id;
  decision.right_id = right.id;
  // "Kiev" and "Kyiv" are different whatever the texts take them for.
  const bool all = decision.kind == DecisionKind::kDifferent && by_text && left.key.key != right.key.key;
  if (all && is_alone(left, database) && is_alone(right, database)) decision.left_id = decision.right_id = 0;
}

void settle_new_name(UserDecision& decision, const MeantName& name, const GraphView& view) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  decision.right.erase(0, decision.right.find_first_not_of(' '));
  decision.right.erase(decision.right.find_last_not_of(' ') + 1);
  if (decision.right.empty() || std::any_of(decision.right.begin(), decision.right.end(), is_control)) {
    fail(in_quotes(decision.right) + " is no name to show");
  }
  for (const EntityId id : view.find(decision.right)) {
    if (view.entity(id).name != decision.right || static_cast<std::int64_t>(id) == name.actor) continue;
    fail("another actor is called " + in_quotes(decision.right) +
         "; should they be one, decide that they are the same");
  }
}

void settle_country(Parting& parting) {
  std::string_view code;
  const std::vector<std::string> words = rewritten_words(fold_name(parting.value));
  if (words.size() == 1) code = country_of_token(words.front());
  if (code.empty()) fail(in_quotes(parting.value) + " is no country");
  if (parting.label == parting.value) parting.label = country_name(code);
  parting.value = country_name(code);
}

// An id that several documents bear means all of them; one that tells them apart, or a hash, means one.
void settle_document(Parting& parting, const sqlite::Database& database) {
  const std::vector<std::int64_t> found = find_documents(database, parting.value);
  if (found.empty()) fail("no document has the id " + in_quotes(parting.value));
  Query query(database,
              "SELECT id, hex(identity), (SELECT count(*) FROM documents AS other WHERE other.id = "
              "documents.id) FROM documents WHERE number = ?");
  query.bind(1, found.front()).step();
  std::string id(query.text(0));
  if (id == parting.value) return;
  if (query.number(2) > 1) id += "#" + to_lower(std::string(query.text(1))).substr(0, 8);
  parting.value = id;  // The label, of other documents too, stays as it was typed.
}

// Tells what texts say of the bearers of a name, where none of it is what was asked for.
void check_parts(const UserDecision& decision, const Parting& parting, sqlite::Database& database) {
  Dictionary dictionary(database);
  Reparting reparting(database, dictionary);
  const Partings partings(std::span(&decision, 1));
  std::set<std::string> offices;
  for (const std::int64_t document : reparting.documents_of(partings, false)) {
    if (reparting.parts(document, partings)) return;
    for (std::string& office : reparting.offices(document, partings)) offices.insert(std::move(office));
  }
  std::string message = "no document has " + in_quotes(decision.left) + " of ";
  message += to_text(Parting{parting.by, parting.value, parting.value});
  std::size_t told = 0;
  for (const std::string& office : offices) {
    if (parting.by == PartedBy::kDocument || told == kOfficesTold) break;
    message += (told++ == 0 ? "; documents say: " : ", ") + printable_text(office);
  }
  fail(message);
}

void settle_parting(UserDecision& decision, const MeantName& name, sqlite::Database& database) {
  std::optional<Parting> parting = parse_parting(decision.right);
  if (!parting) fail(in_quotes(decision.right) + " does not part anybody: document, office or country, and which");
  if (name.key.qualifier.starts_with('#')) fail(in_quotes(name.text) + " is of one document only");
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  const std::string& label = parting->label;
  if (std::any_of(label.begin(), label.end(), is_control)) fail(in_quotes(label) + " is no label to show");
  if (parting->by == PartedBy::kCountry) settle_country(*parting);
  if (parting->by == PartedBy::kDocument) settle_document(*parting, database);
  decision.right = to_text(*parting);
  decision.left = name.text;
  decision.left_id = name_id(without_sense(name.key));
  decision.right_id = name_id(with_sense(name.key, label));
  check_parts(decision, *parting, database);
}

std::vector<AliasRule> sorted(std::vector<AliasRule> rules) {
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  return rules;
}

void append(NameIds& names, const UserDecision& decision) {
  for (const NameIds& ids : {left_ids(decision), right_ids(decision)})
    names.insert(names.end(), ids.begin(), ids.end());
}

}  // namespace

UserDecision settle(const UserDecision& decision, sqlite::Database& database, const GraphView& view) {
  UserDecision result = decision;
  if (result.author == kAliasFile) fail("no author may be called " + in_quotes(kAliasFile));
  if (is_about_two_names(result.kind)) {
    settle_two(result, database, view);
    return result;
  }
  if (result.kind == DecisionKind::kRetype && !find_entity_type(result.right)) {
    fail(in_quotes(result.right) + " is no type of actors: PER, ORG, LOC, MISC or GROUP");
  }
  const MeantName name = meant(result.left, result.left_id, database, view);
  if (result.kind == DecisionKind::kPart) {
    settle_parting(result, name, database);
    return result;
  }
  if (result.kind == DecisionKind::kRename) settle_new_name(result, name, view);
  if (result.kind == DecisionKind::kHide) result.right.clear();
  result.left = name.text;
  result.left_id = name.id;
  result.right_id = 0;
  return result;
}

std::vector<LoggedDecision> new_decisions(std::span<const UserDecision> decisions,
                                          const std::vector<LoggedDecision>& in_force) {
  std::vector<LoggedDecision> result;
  for (const UserDecision& decision : decisions) {
    // Who says it again, and when, does not matter.
    const auto says_it = [&](const LoggedDecision& logged) {
      const UserDecision& other = logged.decision;
      return std::tie(decision.kind, decision.left, decision.right, decision.left_id, decision.right_id) ==
             std::tie(other.kind, other.left, other.right, other.left_id, other.right_id);
    };
    if (std::any_of(in_force.begin(), in_force.end(), says_it)) continue;
    if (std::any_of(result.begin(), result.end(), says_it)) continue;
    result.push_back({-1 - static_cast<std::int64_t>(result.size()), decision, false});
  }
  return result;
}

NameIds write_decisions(sqlite::Database& database, std::span<LoggedDecision> decisions) {
  NameIds names;
  Query insert(database,
               "INSERT INTO decisions (kind, left, right, left_key, right_key, author, time, undone) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, 0)");
  for (LoggedDecision& logged : decisions) {
    const UserDecision& decision = logged.decision;
    insert.bind(1, to_string(decision.kind)).bind(2, decision.left).bind(3, decision.right);
    insert.bind(4, static_cast<std::int64_t>(decision.left_id)).bind(5, static_cast<std::int64_t>(decision.right_id));
    insert.bind(6, decision.author).bind(7, decision.time).run();
    logged.number = sqlite3_last_insert_rowid(database.handle());
    append(names, decision);
  }
  return names;
}

NameIds write_undone(sqlite::Database& database, const LoggedDecision& logged, bool undone) {
  Query(database, "UPDATE decisions SET undone = ? WHERE number = ?")
      .bind(1, std::int64_t{undone ? 1 : 0})
      .bind(2, logged.number)
      .run();
  NameIds names;
  append(names, logged.decision);
  return names;
}

NameIds write_rules(sqlite::Database& database, const AliasRules& rules) {
  NameIds names;
  std::vector<UserDecision> wanted = as_decisions(rules);
  Query forget(database, "DELETE FROM decisions WHERE number = ?");
  // Rules that stay keep their numbers.
  for (const LoggedDecision& logged : read_decisions(database, false)) {
    if (logged.decision.author != kAliasFile) continue;
    const auto stays = std::find(wanted.begin(), wanted.end(), logged.decision);
    if (stays != wanted.end()) {
      wanted.erase(stays);
      continue;
    }
    forget.bind(1, logged.number).run();
    append(names, logged.decision);
  }
  std::vector<LoggedDecision> added = new_decisions(wanted, {});
  const NameIds of_added = write_decisions(database, added);
  names.insert(names.end(), of_added.begin(), of_added.end());
  return names;
}

AliasRules alias_rules(const sqlite::Database& database) {
  AliasRules rules;
  for (const LoggedDecision& logged : read_decisions(database, false)) {
    const UserDecision& decision = logged.decision;
    if (decision.author != kAliasFile || !is_about_two_names(decision.kind)) continue;
    rules.rules.push_back({decision.kind == DecisionKind::kSame, decision.left, decision.right});
  }
  rules.rules = sorted(std::move(rules.rules));
  return rules;
}

std::vector<UserDecision> as_decisions(const AliasRules& rules) {
  std::vector<UserDecision> decisions;
  for (const AliasRule& rule : sorted(rules.rules)) {
    const DecisionKind kind = rule.same ? DecisionKind::kSame : DecisionKind::kDifferent;
    decisions.push_back({kind, rule.left, rule.right, std::string(kAliasFile), ""});
  }
  return decisions;
}

}  // namespace trama::store
