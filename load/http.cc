#include "load/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <utility>

#include "base/error.h"

namespace trama {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTries = 9;
constexpr std::chrono::milliseconds kLongestPause{30'000};
constexpr long kConnectSeconds = 15;
constexpr long kReplySeconds = 900;          // A server may have to write its log first.
constexpr long kUploadSeconds = 24 * 3600L;  // All of a graph in one request.

void check(CURLcode code) {
  if (code != CURLE_OK) throw Error(ErrorCode::kIo, std::string("libcurl: ") + curl_easy_strerror(code));
}

// Answers are counts and errors: whoever sends more is no such server.
constexpr std::size_t kLongestReply = std::size_t{64} << 20;

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kLongestReply) return 0;  // libcurl ends the transfer then.
  text.append(data, size * count);
  return size * count;
}

// What may be otherwise in a moment. A name that nobody knows or a bad certificate stays.
bool is_passing(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
}

std::string seconds_text(std::chrono::milliseconds pause) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(pause.count()) / 1000);
  return text;
}

}  // namespace

struct HttpClient::Connection {
  CURL* curl = nullptr;
  curl_slist* headers = nullptr;
  char reason[CURL_ERROR_SIZE] = {};

  Connection() {
    static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
    check(kReady);
    curl = curl_easy_init();
    if (curl == nullptr) throw Error(ErrorCode::kIo, "libcurl cannot be started");
  }
  ~Connection() {
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  template <typename Argument>
  void set(CURLoption option, Argument argument) {
    check(curl_easy_setopt(curl, option, argument));
  }
  void set_headers(std::initializer_list<std::string> lines) {
    curl_slist_free_all(std::exchange(headers, nullptr));
    for (const std::string& line : lines) headers = curl_slist_append(headers, line.c_str());
    set(CURLOPT_HTTPHEADER, headers);
  }
};

HttpClient::HttpClient(const HttpLogin& login, std::function<void(const std::string&)> tell)
    : connection_(std::make_unique<Connection>()), tell_(std::move(tell)) {
  connection_->set(CURLOPT_ERRORBUFFER, connection_->reason);
  connection_->set(CURLOPT_WRITEFUNCTION, take_body);
  connection_->set(CURLOPT_NOSIGNAL, 1L);
  connection_->set(CURLOPT_PROTOCOLS_STR, "http,https");
  connection_->set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  if (login.user.empty()) return;
  connection_->set(CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  connection_->set(CURLOPT_USERNAME, login.user.c_str());
  connection_->set(CURLOPT_PASSWORD, login.password.c_str());
}

HttpClient::~HttpClient() = default;

HttpReply HttpClient::get(const std::string& url, const std::string& accept) {
  connection_->set(CURLOPT_HTTPGET, 1L);
  connection_->set(CURLOPT_TIMEOUT, kReplySeconds);
  connection_->set_headers({"Accept: " + accept});
  return send(url, is_busy);
}

HttpReply HttpClient::put(const std::string& url, const std::string& type, std::FILE* file, std::int64_t size) {
  connection_->set(CURLOPT_UPLOAD, 1L);
  connection_->set(CURLOPT_READDATA, file);
  connection_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size));
  connection_->set(CURLOPT_TIMEOUT, kUploadSeconds);
  connection_->set_headers({"Content-Type: " + type, "Expect:"});
  return send(url, is_busy, file);
}

HttpReply HttpClient::post(const std::string& url, const std::string& type, const std::string& body,
                           const std::function<bool(const HttpReply&)>& again) {
  connection_->set(CURLOPT_POST, 1L);
  connection_->set(CURLOPT_TIMEOUT, kReplySeconds);
  connection_->set(CURLOPT_POSTFIELDS, body.c_str());
  connection_->set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  // A server need not be asked whether it wants the body.
  connection_->set_headers({"Content-Type: " + type, "Accept: application/json", "Expect:"});
  return send(url, again);
}

bool HttpClient::is_busy(const HttpReply& reply) {
  constexpr int kTimeout = 408, kTooMany = 429, kServer = 500;
  return reply.status == kTimeout || reply.status == kTooMany || reply.status >= kServer;
}

HttpReply HttpClient::send(const std::string& url, const std::function<bool(const HttpReply&)>& again,
                           std::FILE* upload) {
  connection_->set(CURLOPT_URL, url.c_str());
  std::chrono::milliseconds pause = pause_;
  const int tries = has_answered_ ? kTries : 2;
  for (int attempt = 1;; ++attempt) {
    HttpReply reply;
    connection_->reason[0] = '\0';
    if (upload != nullptr) std::rewind(upload);
    connection_->set(CURLOPT_WRITEDATA, &reply.body);
    const Clock::time_point begin = Clock::now();
    const CURLcode code = curl_easy_perform(connection_->curl);
    waited_ += std::chrono::duration<double>(Clock::now() - begin).count();
    std::string why;
    if (code == CURLE_OK) {
      long status = 0;
      check(curl_easy_getinfo(connection_->curl, CURLINFO_RESPONSE_CODE, &status));
      reply.status = static_cast<int>(status);
      has_answered_ = true;
      if (!again(reply) || attempt == tries) return reply;
      why = "status " + std::to_string(reply.status);
    } else {
      why = connection_->reason[0] != '\0' ? connection_->reason : curl_easy_strerror(code);
      if (!is_passing(code) || attempt == tries) throw Error(ErrorCode::kIo, url + ": " + why);
    }
    if (tell_) tell_(url + ": " + why + "; again in " + seconds_text(pause));
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
    ++repeated_;
  }
}

}  // namespace trama
