// What the handlers of requests work with. Private to explore/.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json_parse.h"
#include "explore/desk.h"
#include "explore/explorer.h"
#include "explore/filters.h"
#include "explore/survey.h"
#include "export/json_writer.h"

namespace trama {

// Where relations that were sent are found again: a view has no index of their keys. Any thread.
class SeenRelations {
 public:
  struct Ends {
    std::uint64_t subject = 0, object = 0;  // Keys.
  };
  void add(std::uint64_t relation, Ends ends);
  std::optional<Ends> find(std::uint64_t relation) const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, Ends> ends_;
};

// Queries in hand, so that they can be stopped. Any thread.
class RunningQueries {
 public:
  // Throws Refused (409) if too many run already, or one of this name.
  class Run {
   public:
    Run(RunningQueries& all, std::string id);
    ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    std::stop_token token() const { return source_.get_token(); }

   private:
    RunningQueries& all_;
    std::string id_;
    std::stop_source source_;
  };
  bool cancel(const std::string& id);  // False if none of this name runs.
  void stop();                         // All, and those to come.

 private:
  std::mutex mutex_;
  std::multimap<std::string, std::stop_source> running_;
  bool stopping_ = false;
};

struct Context {
  explicit Context(ExploreOptions given)
      : options(std::move(given)),
        quick(options.graph),
        slow(options.graph),
        surveyor(options.graph, options.communities) {}

  const ExploreOptions options;
  Guard guard;
  Desk quick;  // For what is answered at once.
  Desk slow;   // For what may take seconds.
  Surveyor surveyor;
  SeenRelations seen;
  RunningQueries queries;
  std::mutex writing;
};

using Json = JsonWriter<json::StringBuffer>;

// The answer whose body is the object with these members.
template <typename Fill>
Answer json_answer(Fill fill, int status = 200) {
  json::StringBuffer buffer;
  Json json(buffer);
  json.object([&] { fill(json); });
  return {status, "application/json; charset=utf-8", std::string(buffer.GetString(), buffer.GetSize()), {}};
}

// A number of the address, between `least` and `most`. Throws Refused (400).
std::size_t number_of(const Request& request, const std::string& name, std::size_t standard, std::size_t most);

// The object that a body is. Throws Refused (400).
json::Document body_of(const Request& request);
// A member that is a text; empty if it is not there. Throws Refused (400) if it is something else, or must be there.
std::string text_of(const json::Document& body, const char* name, bool needed = false);

// The actor of this id. Throws Refused: 400 if it is no id, 404 if there is none.
EntityId actor_of(const GraphView& view, const std::string& id);

// The relation of this id, an earlier one included. Throws Refused as actor_of().
RelationId relation_of(Context& context, const GraphView& view, const std::string& key);

}  // namespace trama
