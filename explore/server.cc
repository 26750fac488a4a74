#include "explore/server.h"

#include <httplib.h>
#include <sys/socket.h>

#include <cctype>

#include "base/error.h"
#include "export/explorer/page.h"

namespace trama {
namespace {

constexpr const char* kLoopback = "127.0.0.1";
constexpr std::size_t kThreads = 8;
constexpr std::size_t kLongestBody = std::size_t{1} << 20;
constexpr int kReadSeconds = 5;  // For each part of a request.
constexpr int kWriteSeconds = 20;
constexpr int kKeepAliveSeconds = 1;  // As long stop() may wait for a connection that is idle.
constexpr std::size_t kKeepAliveRequests = 1000;
constexpr const char* kNothing = "default-src 'none'; frame-ancestors 'none'";

Request request_of(const httplib::Request& given) {
  Request request;
  request.method = given.method;
  request.path = given.path;
  request.parameters.insert(given.params.begin(), given.params.end());
  for (const auto& [name, value] : given.headers) {
    std::string lower = name;
    for (char& letter : lower) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    // One that comes twice is none of ours.
    const auto [place, is_new] = request.headers.emplace(lower, value);
    if (!is_new) place->second += "," + value;
  }
  request.body = given.body;
  return request;
}

// A port is one server's: httplib's own options would let several share it.
void take_alone(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

struct ExploreServer::Impl {
  Impl(Explorer& answers, const ServerOptions& options) : explorer(answers) {
    server.set_socket_options(take_alone);
    server.set_payload_max_length(kLongestBody);
    server.set_read_timeout(kReadSeconds);
    server.set_write_timeout(kWriteSeconds);
    server.set_keep_alive_timeout(kKeepAliveSeconds);
    server.set_keep_alive_max_count(kKeepAliveRequests);
    server.set_tcp_nodelay(true);
    server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                                {"X-Frame-Options", "DENY"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cross-Origin-Resource-Policy", "same-origin"},
                                {"Cross-Origin-Opener-Policy", "same-origin"},
                                {"Cache-Control", "no-store"}});
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      respond(request, response);
    };
    // Every path is the explorer's to answer; there are no folders.
    server.Get("[^]*", answer);
    server.Post("[^]*", answer);
    // What httplib refuses by itself: other methods, what is too long or no HTTP.
    server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return;
      if (response.status == 404) response.status = 405;  // Get and Post take all paths.
      response.set_header("Content-Security-Policy", kNothing);
      response.set_content("{\"error\":{\"message\":\"no such request\"}}", "application/json; charset=utf-8");
    });
    port = options.port == 0 ? server.bind_to_any_port(kLoopback)
                             : (server.bind_to_port(kLoopback, options.port) ? options.port : -1);
    if (port <= 0) {
      throw Error(ErrorCode::kIo, "port " + std::to_string(options.port) + " of " + kLoopback +
                                      " cannot be listened at; is another server there?");
    }
    explorer.listen_at(port);
  }

  void respond(const httplib::Request& given, httplib::Response& response) {
    const Request request = request_of(given);
    Answer answer = explorer.answer(request);
    response.status = answer.status;
    const bool is_page = answer.type.starts_with("text/html");
    const std::string policy = is_page ? page_policy(answer.body) : std::string();
    response.set_header("Content-Security-Policy",
                        policy.empty() ? std::string(kNothing) : policy + "; frame-ancestors 'none'");
    if (!answer.file_name.empty()) {
      response.set_header("Content-Disposition", "attachment; filename=\"" + answer.file_name + "\"");
    }
    response.set_content(std::move(answer.body), answer.type);
  }

  Explorer& explorer;
  httplib::Server server;
  int port = 0;
};

ExploreServer::ExploreServer(Explorer& explorer, const ServerOptions& options)
    : impl_(std::make_unique<Impl>(explorer, options)) {}

ExploreServer::~ExploreServer() = default;

int ExploreServer::port() const {
  return impl_->port;
}

std::string ExploreServer::address() const {
  return std::string("http://") + kLoopback + ":" + std::to_string(impl_->port) + "/";
}

void ExploreServer::run() {
  if (!impl_->server.listen_after_bind()) throw Error(ErrorCode::kIo, "the server's socket has failed");
}

void ExploreServer::stop() {
  impl_->explorer.stop();
  impl_->server.stop();
}

}  // namespace trama
