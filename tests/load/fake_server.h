// A server of HTTP that answers what a test tells it to.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace trama::test {

struct FakeRequest {
  std::string head;  // First line and headers.
  std::string body;
};

struct FakeReply {
  int status = 200;
  std::string body;
  bool hang_up = false;  // Instead of a reply.
};

// One connection after another, each for one request.
class FakeServer {
 public:
  explicit FakeServer(std::function<FakeReply(const FakeRequest&)> answer) : answer_(std::move(answer)) {
    door_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (door_ < 0 || ::bind(door_, generic, size) != 0 || ::listen(door_, 8) != 0 ||
        ::getsockname(door_, generic, &size) != 0) {
      throw std::runtime_error("no socket");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeServer() {
    ::shutdown(door_, SHUT_RDWR);
    thread_.join();
    ::close(door_);
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<FakeRequest> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    while (true) {
      const int client = ::accept(door_, nullptr, nullptr);
      if (client < 0) return;
      const FakeRequest request = read(client);
      FakeReply reply;
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
        reply = answer_(request);
      }
      if (!reply.hang_up) {
        const std::string text = "HTTP/1.1 " + std::to_string(reply.status) +
                                 " x\r\nConnection: close\r\nContent-Length: " + std::to_string(reply.body.size()) +
                                 "\r\n\r\n" + reply.body;
        static_cast<void>(!::write(client, text.data(), text.size()));
      }
      ::close(client);
    }
  }

  static FakeRequest read(int client) {
    std::string text;
    char buffer[4096];
    std::size_t wanted = std::string::npos;
    while (text.size() < wanted) {
      const ssize_t got = ::read(client, buffer, sizeof buffer);
      if (got <= 0) break;
      text.append(buffer, static_cast<std::size_t>(got));
      const std::size_t end = text.find("\r\n\r\n");
      if (end == std::string::npos || wanted != std::string::npos) continue;
      const std::size_t length = text.find("Content-Length: ");
      wanted = end + 4 + (length < end ? std::strtoul(text.c_str() + length + 16, nullptr, 10) : 0);
    }
    const std::size_t end = std::min(text.find("\r\n\r\n"), text.size());
    return {text.substr(0, end), text.substr(std::min(end + 4, text.size()))};
  }

  std::function<FakeReply(const FakeRequest&)> answer_;
  int door_ = -1;
  int port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::vector<FakeRequest> requests_;
};

}  // namespace trama::test
