#include "graph/store/tables/writer.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/statement_json.h"
#include "base/utf8.h"
#include "graph/model/dates.h"
#include "graph/names/names.h"
#include "graph/resolve/stories.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/statement_rest.h"

namespace trama::store {
namespace {

constexpr std::size_t kRememberedNames = 1'000'000;
constexpr std::size_t kMostStatements = std::size_t{1} << kOrdinalBits;

auto place_key(const Statement& statement) {
  return std::make_tuple(statement.evidence.span, statement.relation.span, statement.subject.span,
                         statement.object.span);
}

// In the order of the text, each once. Whatever two statements differ in, their order is settled by it.
std::vector<const Statement*> in_order(std::span<const Statement> statements) {
  std::vector<const Statement*> order;
  for (const Statement& statement : statements) order.push_back(&statement);
  std::sort(order.begin(), order.end(), [](const Statement* left, const Statement* right) {
    const auto left_place = place_key(*left);
    const auto right_place = place_key(*right);
    if (left_place != right_place) return left_place < right_place;
    return left != right && to_json(*left) < to_json(*right);
  });
  const auto same = [](const Statement* left, const Statement* right) { return *left == *right; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  return order;
}

// Short where the number has at most four decimals, as extraction writes them.
void bind_share(sqlite::Query& query, int parameter, double share) {
  const double scaled = std::round(share * kConfidenceScale);
  if (std::abs(scaled) <= kConfidenceScale && scaled / kConfidenceScale == share) {
    query.bind(parameter, static_cast<std::int64_t>(scaled));
  } else {
    query.bind(parameter, share);
  }
}

}  // namespace

Document completed(const Document& document, std::span<const Statement> statements) {
  Document result = document;
  const auto complete = [&](std::string& field, std::string Evidence::*from) {
    if (!field.empty()) return;
    for (const Statement& statement : statements) {
      const std::string& said = statement.evidence.*from;
      if (!said.empty() && (field.empty() || said < field)) field = said;  // Should they differ, not as they come.
    }
  };
  complete(result.title, &Evidence::title);
  complete(result.date, &Evidence::date);
  complete(result.url, &Evidence::url);
  complete(result.source, &Evidence::publisher);
  return result;
}

WrittenDocument written(const Document& document, std::span<const Statement> statements, std::string_view made_by) {
  const Document full = completed(document, statements);
  const std::string hash = text_hash(document.text);
  return {document_identity(hash, document).substr(0, kStoredHash),
          hash.substr(0, kStoredHash),
          full.id,
          full.title,
          full.date,
          full.url,
          full.source,
          sketch(document).to_bytes(),
          std::string(made_by)};
}

bool is_thing(const Mention& mention) {
  if (mention.named) return false;
  if (mention.type == EntityType::kMisc) return true;
  const std::string folded = fold_name(mention.canonical);
  const bool one_word = without_determiner(folded).find(' ') == std::string_view::npos;
  return one_word && to_lower(mention.canonical) == mention.canonical;
}

std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> days_of_event(const Statement& statement,
                                                                                  std::string_view published) {
  std::optional<std::int64_t> begin, end;
  if (statement.time) {
    begin = days_of(statement.time->begin);
    end = days_of(statement.time->end);
    if (end) end = *end - 1;  // The interval is half-open.
  }
  if (!begin && !end) begin = end = days_of(published);
  return {begin ? begin : end, end ? end : begin};
}

Writer::Writer(sqlite::Database& database, Dictionary& dictionary, bool things)
    : database_(database),
      dictionary_(dictionary),
      things_(things),
      add_document_(database,
                    "INSERT INTO documents (identity, hash, id, title, date, url, publisher, made_by, sketch, pending) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (identity) DO NOTHING"),
      add_sentence_(database, "INSERT INTO sentences (number, begin, end, text) VALUES (?, ?, ?, ?)"),
      add_statement_(
          database,
          "INSERT INTO statements (number, sentence, subject, predicate, object, source, polarity, modality, "
          "count, confidence, first_day, last_day, theme, rest, salience) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      find_name_(database, "SELECT number, surface, key, class, qualifier FROM names WHERE id = ?"),
      add_name_(database, "INSERT INTO names (id, key, class, qualifier, surface) VALUES (?, ?, ?, ?, ?)") {}

void Writer::forget() {
  names_.clear();
}

bool Writer::add(const WrittenDocument& document, std::span<const Statement> given) {
  const std::vector<const Statement*> statements = in_order(given);
  if (statements.size() >= kMostStatements) {
    throw Error(ErrorCode::kInvalid,
                document.id + ": has more than " + std::to_string(kMostStatements) + " statements");
  }
  add_document_.bind_blob(1, document.identity).bind_blob(2, document.hash);
  add_document_.bind(3, document.id).bind(4, document.title).bind(5, document.date).bind(6, document.url);
  add_document_.bind(7, document.publisher).bind(8, dictionary_.number_of(document.made_by));
  add_document_.bind_blob(9, document.sketch).run();
  if (sqlite3_changes(database_.handle()) == 0) return false;
  const std::int64_t number = sqlite3_last_insert_rowid(database_.handle());

  std::vector<std::int64_t> sentences;
  add_sentences(number, statements, sentences);
  std::vector<const Statement*> acting;  // Those that are part of the graph, for their names.
  std::vector<std::size_t> place(statements.size(), ~std::size_t{0});
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (!things_ && (is_thing(statements[i]->subject) || is_thing(statements[i]->object))) continue;
    place[i] = acting.size();
    acting.push_back(statements[i]);
  }
  std::vector<StatementNames> names = name_statements(acting, document.id);
  if (!partings_.empty()) partings_.apply({document.id, hexadecimal(document.identity), statements}, names);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const StatementNames* own = place[i] == ~std::size_t{0} ? nullptr : &names[place[i]];
    add_statement(*statements[i], own, number << kOrdinalBits | static_cast<std::int64_t>(i), sentences[i],
                  document.date);
  }
  statements_ += static_cast<std::int64_t>(statements.size());
  return true;
}

// Sentences of one document, each once, numbered in the order of the text.
std::int64_t Writer::add_sentences(std::int64_t document, const std::vector<const Statement*>& statements,
                                   std::vector<std::int64_t>& ordinals) {
  std::map<std::pair<Span, std::string_view>, std::int64_t> known;
  for (const Statement* statement : statements) {
    const Evidence& evidence = statement->evidence;
    const auto ordinal = static_cast<std::int64_t>(known.size());
    const auto [place, is_new] = known.emplace(std::pair(evidence.span, std::string_view(evidence.sentence)), ordinal);
    ordinals.push_back(place->second);
    if (!is_new) continue;
    add_sentence_.bind(1, document << kOrdinalBits | ordinal).bind(2, static_cast<std::int64_t>(evidence.span.begin));
    add_sentence_.bind(3, static_cast<std::int64_t>(evidence.span.end)).bind(4, evidence.sentence).run();
  }
  return static_cast<std::int64_t>(known.size());
}

Writer::Name Writer::name_of(const NameKey& key, const std::string& canonical) {
  const std::uint64_t id = name_id(key);
  if (const auto found = names_.find(id); found != names_.end()) return found->second;
  if (names_.size() >= kRememberedNames) names_.clear();
  Name name;
  find_name_.bind(1, static_cast<std::int64_t>(id));
  if (find_name_.step()) {
    name = {find_name_.number(0), find_name_.number(1)};
  }
  find_name_.reset();
  if (name.number == 0) {
    // Names that people part keep it, so that statements can change from one to the other.
    const bool parted = !sense_of(key).empty();
    name.surface = parted ? name_of(without_sense(key), canonical).surface : dictionary_.number_of(canonical);
    add_name_.bind(1, static_cast<std::int64_t>(id)).bind(2, key.key);
    add_name_.bind(3, static_cast<std::int64_t>(key.name_class)).bind(4, key.qualifier).bind(5, name.surface).run();
    name.number = sqlite3_last_insert_rowid(database_.handle());
  }
  return names_.emplace(id, name).first->second;
}

void Writer::add_statement(const Statement& statement, const StatementNames* names, std::int64_t number,
                           std::int64_t sentence, std::string_view date) {
  KnownSurfaces known;
  add_statement_.bind(1, number).bind(2, sentence).bind_null(3).bind_null(5).bind_null(6);
  if (names != nullptr) {
    const auto bind_name = [&](int parameter, const NameKey& key, const Mention& mention) {
      const Name name = name_of(key, mention.canonical);
      add_statement_.bind(parameter, name.number);
      return name.surface == dictionary_.number_of(mention.canonical);
    };
    known.subject = bind_name(3, names->subject, statement.subject);
    known.object = bind_name(5, names->object, statement.object);
    if (statement.source) known.source = bind_name(6, names->source, statement.source->who);
  }
  const auto [first, last] = days_of_event(statement, date);
  add_statement_.bind(4, dictionary_.predicate_of(statement.relation));
  add_statement_.bind(7, static_cast<std::int64_t>(statement.polarity));
  add_statement_.bind(8, static_cast<std::int64_t>(statement.modality)).bind(9, std::int64_t{statement.count});
  bind_share(add_statement_, 10, statement.confidence);
  bind_share(add_statement_, 15, statement.salience);
  add_statement_.bind(11, first).bind(12, last == first ? std::nullopt : last);
  if (statement.theme.empty()) {
    add_statement_.bind_null(13);
  } else {
    add_statement_.bind(13, dictionary_.number_of(statement.theme));
  }
  add_statement_.bind_blob(14, pack_rest(statement, known, dictionary_)).run();
}

}  // namespace trama::store
