#include "bench/graph/steps.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/statement_json.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama::bench {
namespace {

constexpr std::size_t kBatch = 500;  // Documents in one transaction.
constexpr std::size_t kPaths = 100;

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Brings what is derived up to date, in stores that have either function for it.
template <typename SomeStore>
void update(SomeStore& store) {
  if constexpr (requires { store.update_entities(); }) {
    store.update_entities();
  } else {
    store.update();
  }
}

// What answers readers: the view of stores that have one, else the graph in memory.
template <typename SomeStore>
auto open_view(const SomeStore& store) {
  if constexpr (requires { store.view(); }) {
    return store.view();
  } else {
    return std::make_unique<Graph>(store.load());
  }
}

// Adds documents in batches and keeps apart the time that making them took.
class Adder {
 public:
  explicit Adder(Store& store) : store_(&store), made_since_(Clock::now()) {}

  void add(DocumentStatements document) {
    batch_.push_back(std::move(document));
    if (batch_.size() == kBatch) flush();
  }
  void flush() {
    making_ += since(made_since_);
    const StoreCounts counts = store_->add(batch_);
    added_ += counts.added;
    batch_.clear();
    made_since_ = Clock::now();
  }
  double making() const { return making_; }
  std::int64_t added() const { return added_; }

 private:
  Store* store_;
  std::vector<DocumentStatements> batch_;
  Clock::time_point made_since_;
  double making_ = 0;
  std::int64_t added_ = 0;
};

void count_result(const Store& store, Figures& figures) {
  const StoreCounts counts = store.counts();
  figures["documents"] = static_cast<double>(counts.documents);
  figures["statements"] = static_cast<double>(counts.statements);
  figures["copies"] = static_cast<double>(counts.copies);
}

// From nothing to a closed file. Making the documents does not count.
Figures build(const StepOptions& options) {
  const Generator generator(options.generator);
  Figures figures;
  const auto begin = Clock::now();
  double making = 0;
  {
    Store store = Store::open(options.files.front());
    Adder adder(store);
    for_each_document(generator, options.statements, options.first, options.step,
                      [&](DocumentStatements document) { adder.add(std::move(document)); });
    adder.flush();
    making = adder.making();
    figures["adding"] = since(begin) - making;
    update(store);
    count_result(store, figures);
  }
  figures["seconds"] = since(begin) - making;
  figures["making"] = making;
  return figures;
}

// From a closed file to a closed file.
Figures add(const StepOptions& options) {
  const Generator generator(options.generator);
  std::vector<DocumentStatements> documents;
  for (std::uint64_t i = 0; i < options.documents; ++i) {
    documents.push_back(generator.document(options.first + i * options.step));
  }
  Figures figures;
  const auto begin = Clock::now();
  {
    Store store = Store::open(options.files.front());
    figures["added"] = static_cast<double>(store.add(documents).added);
    update(store);
    count_result(store, figures);
  }
  figures["seconds"] = since(begin);
  return figures;
}

Figures merge(const StepOptions& options) {
  Figures figures;
  const auto begin = Clock::now();
  {
    Store store = Store::open(options.files.front());
    for (std::size_t i = 1; i < options.files.size(); ++i) store.merge(Store::open_read_only(options.files[i]));
    figures["adding"] = since(begin);
    update(store);
    count_result(store, figures);
  }
  figures["seconds"] = since(begin);
  return figures;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Figures warm(const StepOptions& options) {
  Figures figures;
  const Store store = Store::open_read_only(options.files.front());
  auto begin = Clock::now();
  const auto view = open_view(store);
  figures["opening"] = since(begin);
  const auto find = [&](std::uint64_t rank) {
    const std::vector<EntityId> found = view->find(make_actor(rank).name);
    return found.empty() ? std::optional<EntityId>() : found.front();
  };
  std::vector<double> times;
  double hops = 0;
  for (std::uint64_t i = 0; times.size() < kPaths && i < 10 * kPaths; ++i) {
    const auto from = find(below(spread(i, 1), options.generator.entities));
    const auto to = find(below(spread(i, 2), options.generator.entities));
    if (!from || !to) continue;
    begin = Clock::now();
    const auto path = find_path(*view, *from, *to);
    times.push_back(since(begin));
    hops += path ? static_cast<double>(path->size()) : 0;
  }
  if (!times.empty()) {
    figures["path_median"] = median(times);
    figures["path_worst"] = *std::max_element(times.begin(), times.end());
    figures["path_hops"] = hops / static_cast<double>(times.size());
  }
  begin = Clock::now();
  try {
    const ResultTable table =
        run_query(*view, "MATCH (a {name:'" + make_actor(0).name + "'})-[*1..2]-(b) RETURN count(DISTINCT b) AS n");
    figures["two_hops_found"] = static_cast<double>(table.rows.at(0).at(0).integer());
  } catch (const Error&) {
    figures["two_hops_refused"] = 1;
  }
  figures["two_hops"] = since(begin);
  return figures;
}

// How alike the made statements are to the intended ones.
Figures count(const StepOptions& options) {
  std::unordered_set<std::size_t> relations, entities;
  std::unordered_set<std::size_t> of_hub;
  std::set<std::pair<std::size_t, std::size_t>> sentences;
  Figures figures;
  double bytes = 0;
  const std::hash<std::string> hash;
  for_each_document(Generator(options.generator), options.statements, options.first, options.step,
                    [&](const DocumentStatements& document) {
                      for (const Statement& statement : document.statements) {
                        std::string key = statement.subject.canonical + '\t' + statement.relation.lemma + '\t' +
                                          statement.relation.preposition + '\t' + statement.object.canonical + '\t';
                        key += to_string(statement.modality) + std::string(to_string(statement.polarity));
                        relations.insert(hash(key));
                        for (const Mention* mention : {&statement.subject, &statement.object}) {
                          entities.insert(hash(mention->canonical));
                          if (mention->canonical == make_actor(0).name) of_hub.insert(hash(key));
                        }
                        if (sentences.emplace(hash(document.document.id), statement.evidence.span.begin).second) {
                          bytes += static_cast<double>(statement.evidence.sentence.size());
                        }
                        figures["statements"] += 1;
                      }
                      figures["documents"] += 1;
                    });
  figures["relations"] = static_cast<double>(relations.size());
  figures["names"] = static_cast<double>(entities.size());
  figures["relations_of_hub"] = static_cast<double>(of_hub.size());
  figures["sentences"] = static_cast<double>(sentences.size());
  figures["bytes_of_sentence"] = bytes / static_cast<double>(sentences.size());
  return figures;
}

// Throws if an offset is not true or the JSON form loses anything.
Figures check(const StepOptions& options) {
  Figures figures;
  for_each_document(Generator(options.generator), options.statements, options.first, options.step,
                    [&](const DocumentStatements& document) {
                      const std::string& text = document.document.text;
                      for (const Statement& statement : document.statements) {
                        const bool spans_true =
                            statement.subject.span.of(text) == statement.subject.text &&
                            statement.object.span.of(text) == statement.object.text &&
                            statement.relation.span.of(text) == statement.relation.label &&
                            statement.evidence.span.of(text) == statement.evidence.sentence &&
                            (!statement.theme_span || statement.theme_span->of(text) == statement.theme);
                        if (!spans_true)
                          throw Error(ErrorCode::kInvalid, "an offset is wrong in " + to_json(statement));
                        if (statement_from_json(to_json(statement)) != statement) {
                          throw Error(ErrorCode::kInvalid, "no statement: " + to_json(statement));
                        }
                        figures["statements"] += 1;
                      }
                    });
  return figures;
}

void append_field(std::string& line, std::string_view value) {
  line += '"';
  for (const char c : value) {
    if (c == '"') line += '"';
    line += c;
  }
  line += "\",";
}

}  // namespace

Figures run_step(const std::string& name, const StepOptions& options) {
  if (name == "build") return build(options);
  if (name == "add") return add(options);
  if (name == "merge") return merge(options);
  if (name == "warm") return warm(options);
  if (name == "count") return count(options);
  if (name == "check") return check(options);
  throw Error(ErrorCode::kInvalid, "no such step: " + name);
}

void write_csv(const StepOptions& options, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  out << "subject,subject_type,lemma,label,preposition,object,object_type,polarity,modality,document,date,url,sentence,"
         "count,confidence,begin,end\n";
  std::string line;
  for_each_document(
      Generator(options.generator), options.statements, options.first, options.step,
      [&](const DocumentStatements& document) {
        for (const Statement& statement : document.statements) {
          const Evidence& evidence = statement.evidence;
          line.clear();
          for (const std::string_view value :
               {std::string_view(statement.subject.canonical), std::string_view(to_string(statement.subject.type)),
                std::string_view(statement.relation.lemma), std::string_view(statement.relation.label),
                std::string_view(statement.relation.preposition), std::string_view(statement.object.canonical),
                std::string_view(to_string(statement.object.type)), std::string_view(to_string(statement.polarity)),
                std::string_view(to_string(statement.modality)), std::string_view(evidence.document),
                std::string_view(evidence.date), std::string_view(evidence.url), std::string_view(evidence.sentence)}) {
            append_field(line, value);
          }
          line += std::to_string(statement.count) + ',' + std::to_string(statement.confidence) + ',' +
                  std::to_string(evidence.span.begin) + ',' + std::to_string(evidence.span.end) + '\n';
          out << line;
        }
      });
  out.flush();
  if (!out) throw Error(ErrorCode::kIo, "cannot write " + file.string());
}

}  // namespace trama::bench
