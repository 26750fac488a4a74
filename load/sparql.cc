// One graph of a store, which is replaced as a whole by one request. A request is a transaction, so others see what was
// there before or all of the new; and since no node is blank, the same request again changes nothing.
#include "load/sparql.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <ostream>
#include <streambuf>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "base/json_parse.h"
#include "export/rdf/triples.h"

namespace trama {
namespace {

// Where servers have their graph store, and where they answer queries beside it.
struct StorePath {
  std::string_view store, query;
};
constexpr StorePath kPaths[] = {
    {"/data", "/query"},          // Fuseki: http://HOST:3030/DATASET/data
    {"/store", "/query"},         // Oxigraph: http://HOST:7878/store
    {"/rdf-graphs/service", ""},  // RDF4J, GraphDB: http://HOST:7200/repositories/NAME/rdf-graphs/service
};

const StorePath* find_path(std::string_view path) {
  const auto* found = std::find_if(std::begin(kPaths), std::end(kPaths),
                                   [&](const StorePath& each) { return path.ends_with(each.store); });
  return found == std::end(kPaths) ? nullptr : found;
}

std::string percent_encoded(std::string_view text) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      encoded += c;
    } else {
      encoded.append(1, '%').append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
  }
  return encoded;
}

// A file without a name, which goes with the process: a request must know how long it is, and perhaps come again.
class UploadFile : std::streambuf {
 public:
  UploadFile() : file_(std::tmpfile()) {
    if (file_ == nullptr) throw Error(ErrorCode::kIo, "no temporary file can be made for what is to be sent");
    out_.exceptions(std::ios::badbit);
  }
  ~UploadFile() override { std::fclose(file_); }
  UploadFile(const UploadFile&) = delete;
  UploadFile& operator=(const UploadFile&) = delete;

  std::ostream& stream() { return out_; }
  std::FILE* file() const { return file_; }
  std::int64_t size() const { return size_; }

 private:
  int_type overflow(int_type c) override {
    const char byte = traits_type::to_char_type(c);
    return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    if (std::fwrite(bytes, 1, static_cast<std::size_t>(count), file_) != static_cast<std::size_t>(count)) {
      throw Error(ErrorCode::kIo, "no room in the temporary folder for what is to be sent");
    }
    size_ += count;
    return count;
  }

  std::FILE* file_;
  std::int64_t size_ = 0;
  std::ostream out_{this};
};

class SparqlTarget : public LoadTarget {
 public:
  SparqlTarget(const std::string& store, std::string graph, std::unique_ptr<HttpClient> http, LoadListener listener)
      : graph_(std::move(graph)), http_(std::move(http)), listener_(std::move(listener)) {
    const StorePath& path = *find_path(store);
    query_url_ = store.substr(0, store.size() - path.store.size()).append(path.query);
    store_url_ = store + (graph_.empty() ? "?default" : "?graph=" + percent_encoded(graph_));
    const json::Document answer = ask("ASK {}");
    if (!answer.HasMember("boolean")) throw no_answer(query_url_, "");
  }

  std::string name() const override {
    return query_url_ + ", " + (graph_.empty() ? "the default graph" : "graph " + graph_);
  }

  LoadResult load(const GraphView& graph, const ExportOptions& options) override {
    UploadFile triples;
    LoadResult result;
    const TripleCounts written = write_triples(graph, options, triples.stream());
    result.sent.actors = written.entities;
    result.sent.relations = written.relations;
    result.sent.documents = written.documents;
    result.sent.statements = written.statements;
    if (std::fflush(triples.file()) != 0) throw Error(ErrorCode::kIo, "no room in the temporary folder");
    if (listener_.progress) listener_.progress(result.sent);
    check(http_->put(store_url_, "application/n-triples", triples.file(), triples.size()), store_url_);
    result.batches = 1;
    result.held.actors = count("Entity");
    result.held.relations = count("Relation");
    result.held.documents = count("Document");
    result.held.statements = count("Statement");
    result.repeated = http_->repeated();
    result.waited = http_->waited();
    return result;
  }

 private:
  static Error no_answer(const std::string& url, const std::string& what) {
    return {ErrorCode::kIo, url + ": no answer of a SPARQL server" + (what.empty() ? "" : ": ") + what};
  }

  static void check(const HttpReply& reply, const std::string& url) {
    if (reply.status == kUnauthorized) {
      throw Error(ErrorCode::kIo, url + ": the server does not take this user and password");
    }
    if (reply.status >= 200 && reply.status < 300) return;
    throw Error(ErrorCode::kIo,
                url + ": status " + std::to_string(reply.status) + ": " + reply.body.substr(0, kShownBody));
  }

  json::Document ask(const std::string& query) {
    const HttpReply reply =
        http_->get(query_url_ + "?query=" + percent_encoded(query), "application/sparql-results+json");
    check(reply, query_url_);
    json::Document answer;
    if (parse_json(answer, reply.body).IsError() || !answer.IsObject()) {
      throw no_answer(query_url_, reply.body.substr(0, kShownBody));
    }
    return answer;
  }

  // Of an object the member, of a list the first element; null if there is none.
  static const json::Value* member(const json::Value* of, const char* key) {
    if (of == nullptr) return nullptr;
    if (of->IsArray()) return of->Empty() ? nullptr : &(*of)[0];
    if (!of->IsObject()) return nullptr;
    const auto found = of->FindMember(key);
    return found == of->MemberEnd() ? nullptr : &found->value;
  }

  // {"results": {"bindings": [{"n": {"value": "12", …}}]}}
  std::int64_t count(const std::string& class_name) {
    const std::string pattern = "{ ?x a <urn:trama:ns#" + class_name + "> }";
    const json::Document answer = ask("SELECT (count(*) AS ?n) WHERE " +
                                      (graph_.empty() ? pattern : "{ GRAPH <" + graph_ + "> " + pattern + " }"));
    const json::Value* value = &answer;
    for (const char* key : {"results", "bindings", "", "n", "value"}) value = member(value, key);
    if (value == nullptr || !value->IsString()) throw no_answer(query_url_, "no number for a count");
    return std::strtoll(value->GetString(), nullptr, 10);
  }

  std::string graph_, query_url_, store_url_;
  std::unique_ptr<HttpClient> http_;
  LoadListener listener_;
};

}  // namespace

bool is_graph_store(std::string_view path) {
  return find_path(path) != nullptr;
}

std::unique_ptr<LoadTarget> open_sparql(const std::string& store, const std::string& graph,
                                        std::unique_ptr<HttpClient> http, LoadListener listener) {
  return std::make_unique<SparqlTarget>(store, graph, std::move(http), std::move(listener));
}

}  // namespace trama
