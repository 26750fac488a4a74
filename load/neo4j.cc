#include "load/neo4j.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "base/json_parse.h"
#include "export/databases/upserts.h"
#include "load/neo4j_prune.h"
#include "load/neo4j_session.h"

namespace trama {
namespace {

// Enough that a transaction costs little, and few enough that a server's memory holds it.
constexpr std::size_t kRows = 2'000;

using Writer = json::Writer<json::StringBuffer>;

void write_text(Writer& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write_value(Writer& writer, const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value)) writer.Bool(*truth);
  if (const auto* number = std::get_if<std::int64_t>(&value)) writer.Int64(*number);
  if (const auto* number = std::get_if<double>(&value)) writer.Double(*number);
  if (const auto* text = std::get_if<std::string>(&value)) write_text(writer, *text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    writer.StartArray();
    for (const std::string& text : *texts) write_text(writer, text);
    writer.EndArray();
  }
}

}  // namespace

Neo4jSession::Neo4jSession(const std::string& base, const std::string& database, std::unique_ptr<HttpClient> http)
    : url_(base + "/db/" + database + "/query/v2"), http_(std::move(http)) {}

// Status 202 says that the statement came, not that it was obeyed: what went wrong stands in the body.
json::Document Neo4jSession::run(std::string_view statement, std::string_view parameters) {
  json::StringBuffer quoted;
  Writer writer(quoted);
  write_text(writer, statement);
  std::string body = "{\"statement\":";
  body.append(quoted.GetString(), quoted.GetSize());
  if (!parameters.empty()) body.append(",\"parameters\":").append(parameters);
  body += '}';
  const HttpReply reply = http_->post(url_, "application/json", body, is_passing);
  if (reply.status == kUnauthorized) {
    throw Error(ErrorCode::kIo, url_ + ": the server does not take this user and password");
  }
  json::Document answer;
  const bool read = !parse_json(answer, reply.body).IsError() && answer.IsObject();
  if (read && answer.HasMember("errors")) throw Error(ErrorCode::kIo, url_ + ": " + first_error(answer));
  if (reply.status < 200 || reply.status >= 300 || !read || !has_rows(answer)) {
    throw Error(ErrorCode::kIo, url_ + ": status " + std::to_string(reply.status) +
                                    ", no answer of Neo4j's Query API: " + reply.body.substr(0, kShownBody));
  }
  return answer;
}

// {"data": {"values": [[…], …]}}
bool Neo4jSession::has_rows(const json::Document& answer) {
  if (!answer.HasMember("data") || !answer["data"].IsObject() || !answer["data"].HasMember("values")) return false;
  const auto& rows = answer["data"]["values"];
  return rows.IsArray() &&
         std::all_of(rows.Begin(), rows.End(), [](const auto& row) { return row.IsArray() && !row.Empty(); });
}

std::int64_t Neo4jSession::count(std::string_view pattern) {
  const json::Document answer = run("MATCH " + std::string(pattern) + " RETURN count(x) AS n");
  const auto& rows = answer["data"]["values"];
  if (rows.Empty() || !rows[0][0].IsInt64()) throw Error(ErrorCode::kIo, url_ + ": no number for a count");
  return rows[0][0].GetInt64();
}

std::string Neo4jSession::first_error(const json::Document& answer) {
  const auto& errors = answer["errors"];
  if (!errors.IsArray() || errors.Empty() || !errors[0].IsObject()) return "an error without words";
  std::string text;
  for (const char* key : {"code", "message"}) {
    if (!errors[0].HasMember(key) || !errors[0][key].IsString()) continue;
    text.append(text.empty() ? "" : ": ").append(errors[0][key].GetString());
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Of errors that have a code, those that Neo4j itself calls passing; else what the status says.
bool Neo4jSession::is_passing(const HttpReply& reply) {
  json::Document answer;
  if (!parse_json(answer, reply.body).IsError() && answer.IsObject() && answer.HasMember("errors")) {
    return first_error(answer).starts_with("Neo.TransientError.");
  }
  return HttpClient::is_busy(reply);
}

namespace {

// Sends what it gathers.
class Neo4jUpserts : public UpsertBatches {
 public:
  Neo4jUpserts(Neo4jSession& session, const LoadListener& listener, LoadResult& result, Neo4jKeys* keys)
      : UpsertBatches(CypherDialect::kNeo4j, kRows),
        session_(session),
        listener_(listener),
        result_(result),
        keys_(keys) {}

  void node(const NodeRow& row) override {
    if (keys_ != nullptr) keys_->add(row);
    UpsertBatches::node(row);
  }
  void link(const LinkRow& row) override {
    if (keys_ != nullptr) keys_->add(row);
    UpsertBatches::link(row);
  }

 protected:
  void append_row(std::string& rows, std::span<const DatabaseColumn> columns, std::span<const Value> values,
                  std::string_view from, std::string_view to) override {
    buffer_.Clear();
    Writer writer(buffer_);
    writer.StartObject();
    if (!from.empty()) {
      writer.Key("from");
      write_text(writer, from);
      writer.Key("to");
      write_text(writer, to);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (std::holds_alternative<std::monostate>(values[i])) continue;
      writer.Key(columns[i].name.data(), static_cast<rapidjson::SizeType>(columns[i].name.size()));
      write_value(writer, values[i]);
    }
    writer.EndObject();
    rows.append(buffer_.GetString(), buffer_.GetSize());
  }

  void send(const UpsertBatch& batch) override {
    parameters_.assign("{\"rows\":[").append(batch.rows).append("]}");
    session_.run("UNWIND $rows AS row " + std::string(batch.clauses), parameters_);
    ++result_.batches;
    const auto rows = static_cast<std::int64_t>(batch.count);
    if (batch.link_kind == LinkKind::kRelation) result_.sent.relations += rows;
    if (batch.node_kind == NodeKind::kActor) result_.sent.actors += rows;
    if (batch.node_kind == NodeKind::kDocument) result_.sent.documents += rows;
    if (batch.node_kind == NodeKind::kStatement) result_.sent.statements += rows;
    if (batch.node_kind == NodeKind::kSource) result_.sent.sources += rows;
    if (listener_.progress) listener_.progress(result_.sent);
  }

 private:
  Neo4jSession& session_;
  const LoadListener& listener_;
  LoadResult& result_;
  Neo4jKeys* keys_;
  json::StringBuffer buffer_;
  std::string parameters_;
};

class Neo4jTarget : public LoadTarget {
 public:
  Neo4jTarget(Neo4jSession session, const std::string& database, bool prune, LoadListener listener)
      : session_(std::move(session)), prune_(prune), listener_(std::move(listener)) {
    const json::Document answer =
        session_.run("CALL dbms.components() YIELD name, versions RETURN versions[0] AS version LIMIT 1");
    const auto& rows = answer["data"]["values"];
    const bool known = !rows.Empty() && rows[0][0].IsString();
    name_ = "Neo4j" + (known ? " " + std::string(rows[0][0].GetString()) : "") + ", database " + database;
  }

  std::string name() const override { return name_; }

  LoadResult load(const GraphView& graph, const ExportOptions& options) override {
    LoadResult result;
    for (const std::string& statement : schema_statements(CypherDialect::kNeo4j, options.evidence)) {
      session_.run(statement);
    }
    Neo4jKeys keys;
    Neo4jUpserts upserts(session_, listener_, result, prune_ ? &keys : nullptr);
    walk_property_graph(graph, select(graph, options), options.evidence, upserts);
    upserts.finish();
    if (prune_) result.removed = prune_database(session_, keys, options.evidence);
    result.held.actors = session_.count("(x:Actor)");
    result.held.relations = session_.count("(:Actor)-[x]->(:Actor)");
    if (options.evidence) {
      result.held.documents = session_.count("(x:Document)");
      result.held.statements = session_.count("(x:Statement)");
      result.held.sources = session_.count("(x:Source)");
    }
    result.repeated = session_.http().repeated();
    result.waited = session_.http().waited();
    return result;
  }

 private:
  Neo4jSession session_;
  bool prune_;
  LoadListener listener_;
  std::string name_;
};

}  // namespace

std::unique_ptr<LoadTarget> open_neo4j(const std::string& base, const std::string& database, bool prune,
                                       std::unique_ptr<HttpClient> http, LoadListener listener) {
  return std::make_unique<Neo4jTarget>(Neo4jSession(base, database, std::move(http)), database, prune,
                                       std::move(listener));
}

}  // namespace trama
