#include "explore/guard.h"

#include <algorithm>
#include <array>
#include <random>

namespace trama {
namespace {

constexpr std::array<const char*, 3> kNames = {"127.0.0.1", "localhost", "[::1]"};

// Whether it is one of the names of this server, with its port, behind `scheme`.
bool is_own(const std::string& given, const std::string& scheme, int port) {
  return std::any_of(kNames.begin(), kNames.end(), [&](const char* name) {
    const std::string whole = scheme + name;
    return given == whole + ":" + std::to_string(port) || (port == 80 && given == whole);
  });
}

// In a time that does not depend on where the two differ.
bool same(const std::string& left, const std::string& right) {
  unsigned different = left.size() == right.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    different |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]);
  }
  return different == 0;
}

}  // namespace

void check_origin(const Request& request, const Guard& guard) {
  if (!is_own(request.header("host"), "", guard.port)) throw Refused(403, "this server has another name");
  const std::string origin = request.header("origin");
  if (!origin.empty() && !is_own(origin, "http://", guard.port)) throw Refused(403, "another site is asking");
  // Typed or bookmarked ("none"), or from a page of this server.
  const std::string site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none" && request.path != "/") {
    throw Refused(403, "another site is asking");
  }
}

void check_json(const Request& request) {
  const std::string type = request.header("content-type");
  if (type != "application/json" && !type.starts_with("application/json;")) {
    throw Refused(403, "the body must be application/json");
  }
}

void check_token(const Request& request, const Guard& guard) {
  if (guard.token.empty()) throw Refused(403, "the graph is only shown; trama explore --edit lets it be changed");
  if (!same(request.header("x-trama-token"), guard.token)) throw Refused(403, "the token is missing or wrong");
}

std::string new_token() {
  std::random_device chance;
  std::string token;
  for (int i = 0; i < 4; ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    for (unsigned bits = chance(), k = 0; k < 8; ++k, bits >>= 4) token += kDigits[bits & 15];
  }
  return token;
}

}  // namespace trama
