// Statements run one by one on a database of Neo4j, each a transaction. Private to load/.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/json.h"
#include "load/http.h"

namespace trama {

class Neo4jSession {
 public:
  Neo4jSession(const std::string& base, const std::string& database, std::unique_ptr<HttpClient> http);

  // `parameters`: a JSON object, or nothing. The answer has rows, data.values, of one value at
  // least. Throws Error (kIo) for all that went wrong.
  json::Document run(std::string_view statement, std::string_view parameters = {});
  // Of a pattern that calls what is counted "x".
  std::int64_t count(std::string_view pattern);

  const HttpClient& http() const { return *http_; }

 private:
  static bool has_rows(const json::Document& answer);
  static std::string first_error(const json::Document& answer);
  static bool is_passing(const HttpReply& reply);

  std::string url_;
  std::unique_ptr<HttpClient> http_;
};

}  // namespace trama
