// One server that is spoken to by HTTP over a connection that stays open. Private to load/.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>

namespace trama {

inline constexpr int kUnauthorized = 401;       // HttpReply::status.
inline constexpr std::size_t kShownBody = 300;  // Bytes of a reply that a message quotes.

struct HttpReply {
  int status = 0;
  std::string body;
};

struct HttpLogin {
  std::string user;  // Empty: nobody.
  std::string password;
};

class HttpClient {
 public:
  // `tell` may be empty.
  HttpClient(const HttpLogin& login, std::function<void(const std::string&)> tell);
  ~HttpClient();

  // Without a connection, or while `again` says of the reply that the server has a bad moment, the request is sent anew
  // after a growing while; the first one ever only once. Throws Error (kIo) when patience is over; a reply is given
  // back as it is then.
  HttpReply get(const std::string& url, const std::string& accept = "application/json");
  HttpReply post(const std::string& url, const std::string& type, const std::string& body,
                 const std::function<bool(const HttpReply&)>& again = is_busy);
  // The first `size` bytes of `file`, however far it was read.
  HttpReply put(const std::string& url, const std::string& type, std::FILE* file, std::int64_t size);

  // 408, 429 and 5xx.
  static bool is_busy(const HttpReply& reply);

  std::int64_t repeated() const { return repeated_; }
  double waited() const { return waited_; }  // Seconds in requests.
  // The first pause; each one after it is twice as long. For tests.
  void set_pause(std::chrono::milliseconds pause) { pause_ = pause; }

 private:
  struct Connection;
  HttpReply send(const std::string& url, const std::function<bool(const HttpReply&)>& again,
                 std::FILE* upload = nullptr);

  std::unique_ptr<Connection> connection_;
  std::function<void(const std::string&)> tell_;
  std::chrono::milliseconds pause_{500};
  bool has_answered_ = false;
  std::int64_t repeated_ = 0;
  double waited_ = 0;
};

}  // namespace trama
