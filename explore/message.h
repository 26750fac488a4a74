// A request to the explorer and its answer, without a socket.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

struct Request {
  std::string method;                                  // "GET", "POST".
  std::string path;                                    // Without what stands behind '?'.
  std::multimap<std::string, std::string> parameters;  // Of the address, decoded.
  std::map<std::string, std::string> headers;          // Names in lower case.
  std::string body;

  // The first of this name; empty if there is none.
  std::string parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  }
  std::vector<std::string> all(const std::string& name) const {
    std::vector<std::string> values;
    const auto [begin, end] = parameters.equal_range(name);
    for (auto it = begin; it != end; ++it) values.push_back(it->second);
    return values;
  }
  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

struct Answer {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::string file_name;  // To be saved under this name; empty: to be shown.
};

// Why a request has no answer: a status of HTTP and a message for people.
class Refused : public std::runtime_error {
 public:
  Refused(int status, const std::string& message) : std::runtime_error(message), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

}  // namespace trama
