#include "load/target.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "load/http.h"
#include "load/neo4j.h"
#include "load/sparql.h"

namespace trama {
namespace {

constexpr std::string_view kForms =
    "write http://HOST:7474/DATABASE or neo4j+http:// for Neo4j, http://HOST:3030/DATASET/data (Fuseki), "
    "http://HOST:7878/store (Oxigraph), http://HOST/repositories/NAME/rdf-graphs/service (RDF4J, GraphDB) or "
    "sparql+http:// "
    "for a graph store; or https";

struct ServerUrl {
  std::string scheme;  // "neo4j+http"
  std::string server;  // "host:7474"
  std::string path;    // "movies", without strokes at its ends
  std::string query;   // "graph=urn:x:red", or empty
};

ServerUrl parse_url(const std::string& text) {
  const auto fail = [&](const std::string& why) { return Error(ErrorCode::kInvalid, text + " " + why); };
  const bool odd = std::any_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == '\x7f'; });
  const std::size_t colon = text.find("://");
  if (odd || colon == std::string::npos || colon == 0) throw fail("is no address of a server: " + std::string(kForms));
  ServerUrl url;
  url.scheme = text.substr(0, colon);
  const std::size_t begin = colon + 3;
  const std::size_t slash = std::min(text.find_first_of("/?#", begin), text.size());
  url.server = text.substr(begin, slash - begin);
  if (url.server.find('@') != std::string::npos) {
    // Not shown again: it may hold the password.
    throw Error(ErrorCode::kInvalid,
                "a name or password in the address can be read by others; give --user, and the "
                "password in TRAMA_PASSWORD or when asked for it");
  }
  if (url.server.empty()) throw fail("names no server");
  const std::size_t mark = std::min(text.find('?', begin), text.size());
  if (text.substr(0, mark).find('#') != std::string::npos) throw fail("has more than a server and a path");
  if (mark < text.size()) url.query = text.substr(mark + 1);
  if (mark < text.size() && url.query != "default" && !url.query.starts_with("graph=")) {
    throw fail("has a question that means nothing here; ?graph=IRI or ?default says which graph of a store");
  }
  url.path = mark < slash ? std::string() : text.substr(slash, mark - slash);
  while (url.path.starts_with('/')) url.path.erase(0, 1);
  while (url.path.ends_with('/')) url.path.pop_back();
  return url;
}

// As Neo4j shows it ("db/movies/query/v2"), or the bare name; "neo4j" if there is none.
std::string database_of(const ServerUrl& url) {
  if (!url.query.empty())
    throw Error(ErrorCode::kInvalid, "a database of Neo4j has no graphs to choose: ?" + url.query);
  std::string name = url.path;
  if (name.starts_with("db/")) name.erase(0, 3);
  constexpr std::string_view kEnd = "/query/v2";
  if (name.ends_with(kEnd)) name.resize(name.size() - kEnd.size());
  if (name.empty()) return "neo4j";
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
  if (!plain) throw Error(ErrorCode::kInvalid, name + " is no name of a database of Neo4j");
  return name;
}

using Opening = std::unique_ptr<LoadTarget> (*)(const ServerUrl& url, const std::string& base,
                                                const LoadOptions& options, std::unique_ptr<HttpClient> http,
                                                const LoadListener& listener);

std::unique_ptr<LoadTarget> open_as_neo4j(const ServerUrl& url, const std::string& base, const LoadOptions& options,
                                          std::unique_ptr<HttpClient> http, const LoadListener& listener) {
  return open_neo4j(base, database_of(url), options.prune, std::move(http), listener);
}

// The IRI of the graph that is meant; empty for the default graph.
std::string graph_of(const ServerUrl& url) {
  if (url.query.empty()) return "urn:trama:graph";
  if (url.query == "default") return {};
  std::string iri = url.query.substr(std::string_view("graph=").size());
  const bool sound =
      iri.find(':') != std::string::npos && std::all_of(iri.begin(), iri.end(), [](char c) {
        return c > ' ' && c < '\x7f' && std::string_view("<>\"{}|^`\\").find(c) == std::string_view::npos;
      });
  if (!sound)
    throw Error(ErrorCode::kInvalid, iri + " is no IRI for a graph; it is absolute and ASCII, as urn:x:red is");
  return iri;
}

std::unique_ptr<LoadTarget> open_as_sparql(const ServerUrl& url, const std::string& base, const LoadOptions& options,
                                           std::unique_ptr<HttpClient> http, const LoadListener& listener) {
  if (!is_graph_store("/" + url.path)) {
    throw Error(ErrorCode::kInvalid,
                options.url + " is no address of a graph store that is known here; " + std::string(kForms));
  }
  if (options.prune) {
    throw Error(ErrorCode::kInvalid, "the graph of a store is replaced as a whole: there is nothing for --prune to do");
  }
  return open_sparql(base + "/" + url.path, graph_of(url), std::move(http), listener);
}

struct TargetKind {
  std::string_view name;  // Before the "+" of a scheme.
  // Whether this is such a server, by its start page or its address.
  bool (*fits)(const HttpReply& start, const ServerUrl& url);
  Opening open;
};

constexpr std::array kKinds = {
    TargetKind{"neo4j",
               [](const HttpReply& start, const ServerUrl&) {
                 return start.body.find("\"neo4j_version\"") != std::string::npos;
               },
               open_as_neo4j},
    TargetKind{"sparql", [](const HttpReply&, const ServerUrl& url) { return is_graph_store("/" + url.path); },
               open_as_sparql},
};

}  // namespace

std::unique_ptr<LoadTarget> open_target(const LoadOptions& options, const LoadListener& listener) {
  const ServerUrl url = parse_url(options.url);
  const std::size_t plus = url.scheme.find('+');
  const std::string transport = plus == std::string::npos ? url.scheme : url.scheme.substr(plus + 1);
  if (transport == "bolt" || transport == "neo4j" || transport == "s" || transport == "ssc") {
    throw Error(ErrorCode::kInvalid, options.url + ": Bolt is not spoken here; " + std::string(kForms));
  }
  if (transport != "http" && transport != "https") {
    throw Error(ErrorCode::kInvalid,
                options.url + ": nothing can be loaded by " + transport + "; " + std::string(kForms));
  }
  const std::string base = transport + "://" + url.server;
  auto http = std::make_unique<HttpClient>(HttpLogin{options.user, options.password}, listener.tell);
  if (plus != std::string::npos) {
    for (const TargetKind& kind : kKinds) {
      if (url.scheme.substr(0, plus) == kind.name) return kind.open(url, base, options, std::move(http), listener);
    }
    throw Error(ErrorCode::kInvalid, options.url + ": unknown kind of server; " + std::string(kForms));
  }
  const HttpReply start = http->get(base + "/");
  for (const TargetKind& kind : kKinds) {
    if (kind.fits(start, url)) return kind.open(url, base, options, std::move(http), listener);
  }
  throw Error(ErrorCode::kIo, base + " answers, but not as Neo4j does; if it is one, write neo4j+" + base +
                                  "; otherwise " + std::string(kForms));
}

}  // namespace trama
