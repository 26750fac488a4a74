#include "graph/store/store.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/error.h"
#include "graph/store/derive/derive.h"
#include "graph/store/derive/repart.h"
#include "graph/store/document_list.h"
#include "graph/store/load.h"
#include "graph/store/people.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/documents.h"
#include "graph/store/tables/store_file.h"
#include "graph/store/tables/writer.h"
#include "graph/store/view/store_view.h"

namespace trama {

using sqlite::Database;
using sqlite::Query;
using sqlite::Transaction;

namespace {

// Building anew takes about so long for each statement as taking in one document takes for this part of it.
constexpr std::int64_t kStatementsADocument = 1500;
constexpr std::size_t kFewDocuments = 50;
constexpr std::size_t kMergedAtOnce = 500;  // Documents.

}  // namespace

struct Store::Impl {
  Impl(const std::filesystem::path& path, Database::Mode mode)
      : database(std::make_shared<Database>(path, mode)), file(path), writable(mode == Database::Mode::kCreate) {}

  void open_for_writing(bool with_things) {
    things = with_things;
    store::prepare_for_writing(*database);
    dictionary = std::make_unique<store::Dictionary>(*database);
    writer = std::make_unique<store::Writer>(*database, *dictionary, things);
  }

  // Runs a change in one transaction. What was remembered of rows that were rolled back must not be used.
  void change(const std::function<void()>& apply) {
    Transaction transaction(*database);
    try {
      // Another process may have decided meanwhile.
      writer->set_partings(store::read_partings(*database, false));
      apply();
      transaction.commit();
    } catch (...) {
      dictionary->forget();
      writer->forget();
      throw;
    }
  }

  std::vector<std::int64_t> pending() const {
    std::vector<std::int64_t> documents;
    Query query(*database, "SELECT number FROM documents WHERE pending ORDER BY number");
    while (query.step()) documents.push_back(query.number(0));
    return documents;
  }

  bool current() const { return store::setting(*database, store::kDerived) == "current"; }

  // Statements in which nobody but things takes part make no pending work, but their documents do.
  void derive(Update how) {
    const std::vector<std::int64_t> documents = pending();
    const bool stale = store::setting(*database, store::kDerived) == "stale";
    if (documents.empty() && !stale && how != Update::kAnew) return;
    const std::int64_t statements = store::count_setting(*database, store::kStatements);
    const bool many = static_cast<std::int64_t>(documents.size()) * kStatementsADocument > statements;
    if (stale || how == Update::kAnew || (how == Update::kFaster && many)) {
      store::derive_all(*database, *dictionary);
    } else {
      store::derive_added(*database, *dictionary, documents);
    }
    database->run("UPDATE documents SET pending = 0 WHERE pending");
    store::set_setting(*database, store::kDerived, "current");
  }

  // Within a change.
  void remove_documents(const std::vector<std::int64_t>& documents) {
    std::vector<std::int64_t> shown;
    Query is_pending(*database, "SELECT pending FROM documents WHERE number = ?");
    for (const std::int64_t document : documents) {
      is_pending.bind(1, document).step();
      if (is_pending.number(0) == 0) shown.push_back(document);
      is_pending.reset();
    }
    if (!shown.empty() && store::setting(*database, store::kDerived) != "stale") {
      store::derive_removed(*database, *dictionary, shown);
    }
    std::int64_t statements = 0;
    for (const std::int64_t document : documents) {
      for (const char* sql : {"DELETE FROM sentences WHERE number >= ? AND number < ?",
                              "DELETE FROM statements WHERE number >= ? AND number < ?"}) {
        Query(*database, sql)
            .bind(1, store::first_statement(document))
            .bind(2, store::first_statement(document + 1))
            .run();
        statements = sqlite3_changes(database->handle());
      }
      store::add_to_setting(*database, store::kStatements, -statements);
      Query(*database, "DELETE FROM documents WHERE number = ?").bind(1, document).run();
    }
  }

  // Within a change: decisions that came or went, and the names that they are about.
  void derive_decided(const store::NameIds& names, std::span<const LoggedDecision> changed = {}) {
    std::vector<UserDecision> decisions;
    for (const LoggedDecision& logged : changed) decisions.push_back(logged.decision);
    const auto statements = static_cast<std::size_t>(store::count_setting(*database, store::kStatements));
    const std::size_t few = std::max<std::size_t>(kFewDocuments, statements / kStatementsADocument);
    if (!store::repart(*database, *dictionary, Partings(decisions), few)) {
      store::set_setting(*database, store::kDerived, "stale");
      derive(Update::kAnew);
      return;
    }
    if (names.empty() || store::setting(*database, store::kDerived) == "stale") return;
    store::derive_decided(*database, *dictionary, names);
  }

  // Takes out what the documents of a batch replace. Gives for each whether it is the last of its versions.
  std::vector<bool> make_room(std::span<const DocumentStatements> batch, std::string_view made_by, StoreCounts& done,
                              const VersionsTold& told) {
    std::vector<bool> last(batch.size());
    std::set<std::string_view> ids, addresses;
    std::set<std::int64_t> replaced, kept;
    for (std::size_t i = batch.size(); i-- > 0;) {
      const Document& document = batch[i].document;
      const std::string_view address = store::own_address(document);
      const bool new_id = ids.insert(document.id).second;
      last[i] = (address.empty() || addresses.insert(address).second) && new_id;
      std::vector<std::int64_t> others = store::versions_of(*database, document);
      if (!last[i]) {
        ++done.added;
        ++done.replaced;
      } else if (store::is_only_one(*database, document, made_by)) {
        kept.insert(others.begin(), others.end());
      }
      std::erase_if(others, [&](std::int64_t number) { return kept.contains(number) || replaced.contains(number); });
      if (told && !others.empty()) told(document, store::shown_ids(*database, others));
      replaced.insert(others.begin(), others.end());
    }
    done.replaced += static_cast<std::int64_t>(replaced.size());
    if (!replaced.empty()) remove_documents({replaced.begin(), replaced.end()});
    return last;
  }

  std::vector<LoggedDecision> in_force() const { return store::read_decisions(*database, false); }

  std::unique_ptr<const GraphView> current_view() {
    if (writable && !current()) change([&] { derive(Update::kFaster); });
    if (database->in_memory()) return std::make_unique<store::StoreView>(database);
    return open_graph(file);
  }

  void set_rules(const AliasRules& rules) {
    std::vector<LoggedDecision> all = in_force();
    std::erase_if(all, [](const LoggedDecision& logged) { return logged.decision.author == kAliasFile; });
    check_with(all, store::new_decisions(store::as_decisions(rules), {}));
    change([&] { derive_decided(store::write_rules(*database, rules)); });
  }

  static void check_with(std::vector<LoggedDecision> decisions, const std::vector<LoggedDecision>& added) {
    decisions.insert(decisions.end(), added.begin(), added.end());
    store::check_decisions(decisions);
  }

  // Those of `decisions` that can be in force together with what is. Without `refused` all must be.
  std::vector<LoggedDecision> consistent(const std::vector<LoggedDecision>& decisions,
                                         std::vector<std::string>* refused) const {
    const std::vector<LoggedDecision> before = in_force();
    try {
      check_with(before, decisions);
      return decisions;
    } catch (const Error& error) {
      if (refused == nullptr || error.code() != ErrorCode::kInvalid) throw;
    }
    std::vector<LoggedDecision> result;
    for (const LoggedDecision& logged : decisions) {
      result.push_back(logged);
      try {
        check_with(before, result);
      } catch (const Error& error) {
        result.pop_back();
        refused->push_back(error.what());
      }
    }
    return result;
  }

  std::vector<UserDecision> settled(std::span<const UserDecision> decisions, std::vector<std::string>* refused) {
    const std::unique_ptr<const GraphView> graph = current_view();
    std::vector<UserDecision> result;
    for (const UserDecision& decision : decisions) {
      try {
        result.push_back(store::settle(decision, *database, *graph));
      } catch (const Error& error) {
        if (refused == nullptr || error.code() != ErrorCode::kInvalid) throw;
        refused->push_back(error.what());
      }
    }
    return result;
  }

  std::vector<LoggedDecision> make(const std::vector<LoggedDecision>& decisions, std::vector<std::string>* refused) {
    std::vector<LoggedDecision> made = consistent(decisions, refused);
    if (!made.empty()) change([&] { derive_decided(store::write_decisions(*database, made), made); });
    return made;
  }

  std::shared_ptr<Database> database;
  std::filesystem::path file;
  bool writable;
  bool things = false;
  std::unique_ptr<store::Dictionary> dictionary;
  std::unique_ptr<store::Writer> writer;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::open(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>(file, Database::Mode::kCreate);
  impl->open_for_writing(false);
  return Store(std::move(impl));
}

Store Store::open_read_only(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>(file, Database::Mode::kReadOnly);
  store::check_kind(*impl->database);
  return Store(std::move(impl));
}

Store Store::in_memory(bool things) {
  auto impl = std::make_unique<Impl>("", Database::Mode::kMemory);
  impl->writable = true;
  impl->open_for_writing(things);
  return Store(std::move(impl));
}

std::string Store::content_hash(const Document& document) {
  return store::hexadecimal(store::document_identity(store::text_hash(document.text), document));
}

bool Store::contains(std::string_view content_hash) const {
  return Query(*impl_->database, "SELECT 1 FROM documents WHERE identity = ?")
      .bind_blob(1, store::bytes_of_hexadecimal(content_hash).substr(0, store::kStoredHash))
      .step();
}

bool Store::contains(const Document& document, std::string_view made_by, Adding how) const {
  if (how == Adding::kBeside) return contains(content_hash(document));
  return store::is_only_one(*impl_->database, document, made_by);
}

StoreCounts Store::add(std::span<const DocumentStatements> batch, std::string_view made_by, Adding how,
                       const VersionsTold& versions) {
  StoreCounts done;
  impl_->change([&] {
    const std::int64_t before = impl_->writer->statements();
    const std::vector<bool> last =
        how == Adding::kReplace ? impl_->make_room(batch, made_by, done, versions) : std::vector<bool>();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!last.empty() && !last[i]) continue;
      const Document& document = batch[i].document;
      std::vector<std::int64_t> others;
      if (versions && how == Adding::kBeside) others = store::versions_of(*impl_->database, document);
      const bool added = impl_->writer->add(document, batch[i].statements, made_by);
      ++(added ? done.added : done.already_present);
      if (added && !others.empty()) versions(document, store::shown_ids(*impl_->database, others));
    }
    if (impl_->writer->statements() != before || done.added > 0) {
      store::add_to_setting(*impl_->database, store::kStatements, impl_->writer->statements() - before);
      if (impl_->current()) store::set_setting(*impl_->database, store::kDerived, "pending");
    }
  });
  StoreCounts result = counts();
  result.added = done.added;
  result.already_present = done.already_present;
  result.replaced = done.replaced;
  return result;
}

std::int64_t Store::remove(std::string_view name) {
  return remove(std::vector{std::string(name)}).front();
}

std::vector<std::int64_t> Store::remove(std::span<const std::string> names) {
  std::vector<std::int64_t> numbers;
  impl_->change([&] {
    std::set<std::int64_t> documents;
    for (const std::string& name : names) {
      const std::vector<std::int64_t> found = store::find_documents(*impl_->database, name);
      documents.insert(found.begin(), found.end());
      numbers.push_back(static_cast<std::int64_t>(found.size()));
    }
    if (!documents.empty()) impl_->remove_documents({documents.begin(), documents.end()});
  });
  return numbers;
}

AliasRules Store::alias_rules() const {
  return store::alias_rules(*impl_->database);
}

void Store::set_alias_rules(const AliasRules& rules) {
  impl_->set_rules(rules);
}

LoggedDecision Store::decide(const UserDecision& decision) {
  return decide(std::span(&decision, 1)).front();
}

std::vector<LoggedDecision> Store::decide(std::span<const UserDecision> decisions) {
  const std::vector<UserDecision> settled = impl_->settled(decisions, nullptr);
  impl_->make(store::new_decisions(settled, impl_->in_force()), nullptr);
  std::vector<LoggedDecision> result;
  const std::vector<LoggedDecision> now = impl_->in_force();
  for (const UserDecision& decision : settled) {
    result.push_back(*std::find_if(now.begin(), now.end(), [&](const LoggedDecision& logged) {
      return store::new_decisions(std::span(&decision, 1), {logged}).empty();
    }));
  }
  return result;
}

AppliedDecisions Store::apply(std::span<const UserDecision> decisions) {
  // First what parts homonyms: other decisions may be about those who are parted.
  std::vector<UserDecision> partings(decisions.begin(), decisions.end());
  const auto others = std::stable_partition(partings.begin(), partings.end(), [](const UserDecision& decision) {
    return decision.kind == DecisionKind::kPart;
  });
  AppliedDecisions result;
  for (const auto& part : {std::span(partings.begin(), others), std::span(others, partings.end())}) {
    if (part.empty()) continue;
    const std::vector<UserDecision> settled = impl_->settled(part, &result.refused);
    const std::vector<LoggedDecision> added = store::new_decisions(settled, impl_->in_force());
    result.present += settled.size() - added.size();
    for (LoggedDecision& made : impl_->make(added, &result.refused)) result.made.push_back(std::move(made));
  }
  return result;
}

LoggedDecision Store::undo(std::optional<std::int64_t> number) {
  std::vector<LoggedDecision> decisions = impl_->in_force();
  if (!number) {
    std::erase_if(decisions, [](const LoggedDecision& one) { return one.decision.author == kAliasFile; });
    if (decisions.empty()) throw Error(ErrorCode::kInvalid, "there is no decision to undo");
    number = decisions.back().number;
  }
  const auto found = std::find_if(decisions.begin(), decisions.end(),
                                  [&](const LoggedDecision& logged) { return logged.number == *number; });
  if (found == decisions.end()) {
    throw Error(ErrorCode::kInvalid, "no decision " + std::to_string(*number) + " is in force");
  }
  impl_->change(
      [&] { impl_->derive_decided(store::write_undone(*impl_->database, *found, true), std::span(&*found, 1)); });
  found->undone = true;
  return *found;
}

LoggedDecision Store::redo(std::optional<std::int64_t> number) {
  std::vector<LoggedDecision> decisions = log();
  std::erase_if(decisions, [](const LoggedDecision& one) { return !one.undone; });
  if (!number) {
    if (decisions.empty()) throw Error(ErrorCode::kInvalid, "there is no decision to make again");
    number = decisions.back().number;
  }
  const auto found = std::find_if(decisions.begin(), decisions.end(),
                                  [&](const LoggedDecision& logged) { return logged.number == *number; });
  if (found == decisions.end()) {
    throw Error(ErrorCode::kInvalid, "no decision " + std::to_string(*number) + " was taken back");
  }
  found->undone = false;
  Impl::check_with(impl_->in_force(), {*found});
  impl_->change(
      [&] { impl_->derive_decided(store::write_undone(*impl_->database, *found, false), std::span(&*found, 1)); });
  return *found;
}

std::vector<LoggedDecision> Store::log() const {
  return store::read_decisions(*impl_->database, true);
}

std::vector<ReviewItem> Store::review(std::size_t limit) const {
  if (impl_->writable && !impl_->current()) impl_->change([&] { impl_->derive(Update::kFaster); });
  store::Dictionary dictionary(*impl_->database);
  return store::review(*impl_->database, dictionary, limit);
}

void Store::update_entities(Update how) {
  impl_->change([&] { impl_->derive(how); });
}

StoreCounts Store::counts() const {
  StoreCounts counts;
  const auto value = [&](std::string_view name) { return store::count_setting(*impl_->database, name); };
  counts.documents = impl_->database->number("SELECT count(*) FROM documents");
  counts.pending = pending();
  counts.statements = value(store::kStatements);
  counts.copies = value("copies");
  counts.entities = value("entities");
  counts.relations = value("relations");
  return counts;
}

std::int64_t Store::pending() const {
  return impl_->database->number("SELECT count(*) FROM documents WHERE pending");
}

void Store::documents(const std::function<void(const DocumentRecord&)>& take) const {
  store::list_documents(*impl_->database, take);
}

std::vector<std::string> Store::makers() const {
  return store::makers(*impl_->database);
}

StoreCounts Store::merge(const Store& other) {
  std::vector<UserDecision> others;
  for (const LoggedDecision& logged : other.impl_->in_force()) others.push_back(logged.decision);
  const std::vector<LoggedDecision> before = impl_->in_force();
  const std::vector<LoggedDecision> added = store::new_decisions(others, before);
  Impl::check_with(before, added);
  StoreCounts result;
  store::Copier copier(*other.impl_->database, *impl_->writer);
  for (bool more = true; more;) {
    impl_->change([&] {
      const std::int64_t written = impl_->writer->statements();
      const store::Copier::Counts counts = copier.copy(kMergedAtOnce);
      result.added += counts.added;
      result.already_present += counts.present;
      store::add_to_setting(*impl_->database, store::kStatements, impl_->writer->statements() - written);
      if (counts.added > 0 && impl_->current()) store::set_setting(*impl_->database, store::kDerived, "pending");
      more = counts.added + counts.present > 0;
    });
  }
  impl_->make(added, nullptr);
  const StoreCounts now = counts();
  result.documents = now.documents;
  result.statements = now.statements;
  result.copies = now.copies;
  return result;
}

std::unique_ptr<const GraphView> Store::view() const {
  return impl_->current_view();
}

Graph Store::load() const {
  return store::load_graph(*view());
}

std::unique_ptr<const GraphView> open_graph(const std::filesystem::path& file, bool things) {
  if (things) {
    Store all = Store::in_memory(true);
    all.merge(Store::open_read_only(file));
    all.update_entities(Update::kAnew);
    return all.view();
  }
  auto database = std::make_shared<Database>(file, Database::Mode::kReadOnly);
  store::check_kind(*database);
  return std::make_unique<store::StoreView>(std::move(database));
}

}  // namespace trama
