// The graph file: one SQLite database that holds what the texts said and the graph made of it (docs/graph-model.md,
// "The file").
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/statement.h"
#include "graph/model/graph.h"
#include "graph/model/graph_view.h"
#include "graph/names/alias_rules.h"
#include "graph/names/user_decisions.h"
#include "graph/store/review.h"

namespace trama {

// What extraction made of one document.
struct DocumentStatements {
  Document document;  // `text` is needed for hash and sketch; the store keeps these and the metadata, not the text.
  std::vector<Statement> statements;
};

struct StoreCounts {
  std::int64_t documents = 0;
  std::int64_t statements = 0;
  std::int64_t added = 0;            // By the last add().
  std::int64_t already_present = 0;  // By the last add(): skipped, the very same document.
  std::int64_t replaced = 0;         // By the last add(): taken out, other versions took their place.
  std::int64_t copies = 0;    // As of update_entities(): documents that are copies of another one. They are kept, but
                              // where documents are counted, a story and its copies are one.
  std::int64_t entities = 0;  // As of update_entities().
  std::int64_t relations = 0;
  std::int64_t pending = 0;  // Documents that are in the file and not yet in the graph.
};

// A document as it is listed.
struct DocumentRecord {
  std::string id;    // As shown: unique.
  std::string hash;  // Of its content, in hexadecimal: the head of Store::content_hash().
  std::string date, title, publisher, url;
  std::string made_by;  // Which program, model and options made its statements; empty if that is not known.
  std::int64_t statements = 0;
  std::string story;     // The id of the document that it is a near-copy of; empty if of none.
  bool pending = false;  // Not yet in the graph.
};

// What becomes of other versions of a document that is added: those with its id, or with its address unless that is of
// a whole site.
enum class Adding {
  kBeside,   // They stay.
  kReplace,  // They go, also if only title, date or maker differ.
};

// Told of a document that is added while the graph has other versions: their ids, as shown.
using VersionsTold = std::function<void(const Document&, const std::vector<std::string>& versions)>;

// How update_entities() goes about it: both ways give the same graph.
enum class Update {
  kFaster,   // Changes what new documents touch, or makes all anew where that is sooner done.
  kChanges,  // What they touch.
  kAnew,
};

// What became of decisions that another graph's people had made.
struct AppliedDecisions {
  std::vector<LoggedDecision> made;
  std::size_t present = 0;           // In force already.
  std::vector<std::string> refused;  // Why, one line each.
};

// One process writes at a time; another waits ten seconds and then fails. Readers see the graph as it was when they
// began. Functions throw Error: kIo if the file cannot be read or written (also if it was moved or replaced), kFormat
// if it is no graph file or damaged.
class Store {
 public:
  // Opens `file`, or makes it. Throws Error (kVersion) if it was made by another version.
  static Store open(const std::filesystem::path& file);
  static Store open_read_only(const std::filesystem::path& file);  // kIo if it does not exist.
  // A store without a file, for graphs that are made of statements and not kept. `things`: with things that are no
  // actors (graph/store/builder.h).
  static Store in_memory(bool things = false);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // What a document is told from others by, in hexadecimal: SHA-256 of its text (in normal form C and with each run of
  // white space as one space), its id, medium and address. One text in two media is two documents and one story.
  static std::string content_hash(const Document& document);
  bool contains(std::string_view content_hash) const;
  // Whether add() would pass the document over.
  bool contains(const Document& document, std::string_view made_by, Adding how) const;

  // Adds a batch in one transaction: after a crash it is there wholly or not at all. The very same document is skipped
  // and counted. `made_by` says which program, model and options made the statements. The graph shows them after
  // update_entities(). Where documents of a batch replace each other the last one stays.
  StoreCounts add(std::span<const DocumentStatements> batch, std::string_view made_by = {},
                  Adding how = Adding::kBeside, const VersionsTold& versions = {});
  // Takes a document and all that it contributed out of file and graph; what other documents support stays. Names
  // all documents with this id (given or shown), or the one with this content hash, else all with this address; gives
  // their number.
  std::int64_t remove(std::string_view name);
  // Several in one transaction; the number for each.
  std::vector<std::int64_t> remove(std::span<const std::string> names);

  // The rules of an alias file (docs/graph-model.md); kept in the file, in force at once, in the place of those of the
  // last one. Throws Error (kInvalid), and changes nothing, if they contradict each other or what people decided.
  AliasRules alias_rules() const;
  void set_alias_rules(const AliasRules& rules);

  // What people decide (docs/graph-model.md, "People decide"): kept with author and time, in force at once and for what
  // is added later. A text means the actor that GraphView::find() gives first. Gives the decision with the names as
  // they are in the graph; one that is in force already is not made again. Throws Error (kInvalid), and changes
  // nothing, if nobody is called so (with similar names), or if it contradicts decisions in force (with both).
  LoggedDecision decide(const UserDecision& decision);
  std::vector<LoggedDecision> decide(std::span<const UserDecision> decisions);  // All of them or none.
  // All that can be decided here, in one transaction; what parts homonyms first, in one of its own. Texts mean who is
  // called so before it.
  AppliedDecisions apply(std::span<const UserDecision> decisions);
  // Takes back the decision of this number, or the last one in force that came by no alias file. Throws Error
  // (kInvalid) if there is none in force.
  LoggedDecision undo(std::optional<std::int64_t> number = std::nullopt);
  // Puts the decision of this number in force again, or of those that were taken back the one with the greatest number.
  // Throws Error (kInvalid), and changes nothing, if it was not taken back, or if it contradicts decisions in force.
  LoggedDecision redo(std::optional<std::int64_t> number = std::nullopt);
  std::vector<LoggedDecision> log() const;  // Also what was undone; by number, which is the order in time.

  // The pairs of names of which resolution is least sure and about which people have not decided: merges and refused
  // merges, in the order of how near their probability is to a half.
  std::vector<ReviewItem> review(std::size_t limit) const;

  // Takes what was added into the graph. Does nothing if nothing was.
  void update_entities(Update how = Update::kFaster);
  StoreCounts counts() const;
  std::int64_t pending() const;  // As in counts(), which looks at more.

  // All documents, by date (those without one first), then id.
  void documents(const std::function<void(const DocumentRecord&)>& take) const;
  // What the first and the last document were made by; one if that is the same.
  std::vector<std::string> makers() const;

  // All documents, statements, alias rules and decisions in force of another store, in batches; the very same documents
  // are skipped and counted. Throws Error (kInvalid) before anything is written if the decisions of both contradict.
  StoreCounts merge(const Store& other);

  // The graph as it is now, answered from the file, which it opens once more: it outlives the store. (Of a store in
  // memory it must be gone before anything is changed.) If the store is open for writing, what was added is taken into
  // the graph first.
  std::unique_ptr<const GraphView> view() const;
  // The whole graph in memory, for algorithms that look at all of it.
  Graph load() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The graph of a file for reading. `things`: with things that are no actors, which takes building the graph anew in
// memory.
std::unique_ptr<const GraphView> open_graph(const std::filesystem::path& file, bool things = false);

}  // namespace trama
