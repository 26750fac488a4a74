// Views of a graph file for many threads, each request having one to itself, as the file is now. Private to explore/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "explore/explorer.h"
#include "graph/model/graph_view.h"

namespace trama {

// What changes when somebody writes to a graph file.
std::string file_stamp(const std::filesystem::path& file);

// One view, and one request at a time.
class Desk {
 public:
  explicit Desk(std::filesystem::path file) : file_(std::move(file)) {}

  // While it lives no other request has the view.
  class Seat {
   public:
    const GraphView& view() const { return *desk_.view_; }
    // A view remembers what it has read: after so many relations and entities it makes place for a new one.
    void spend(std::size_t read) { desk_.spent_ += read; }
    // What completes queries over this view; empty until somebody has put it here.
    std::function<Completed(std::string_view)>& completer() { return desk_.completer_; }

   private:
    friend class Desk;
    explicit Seat(Desk& desk) : lock_(desk.mutex_), desk_(desk) { desk.renew(); }

    std::unique_lock<std::mutex> lock_;
    Desk& desk_;
  };
  // Throws Error if the file cannot be read.
  Seat sit() { return Seat(*this); }

 private:
  void renew();

  std::filesystem::path file_;
  std::mutex mutex_;
  std::unique_ptr<const GraphView> view_;
  std::function<Completed(std::string_view)> completer_;
  std::string stamp_;
  std::size_t spent_ = 0;
};

}  // namespace trama
