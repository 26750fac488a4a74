// What has to be found out by looking at a whole graph once, in little memory: who is called what, who has to do with
// whom, when, and in which group. Private to explore/.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "explore/names_index.h"
#include "graph/model/graph_view.h"

namespace trama {

// Actors are known by their keys, so that it serves any view of the graph. Some 250 bytes an actor and 16 a relation.
// Any thread.
class Survey {
 public:
  struct Link {
    std::uint32_t actor = 0;      // Its place.
    std::uint32_t documents = 0;  // Of the best supported relation with it, in either direction.
  };
  struct Actor {
    std::uint64_t key = 0;
    std::int64_t mentions = 0;
    std::string first_date, last_date;  // Of its relations; empty if not known.
  };
  // Groups are numbered by their place.
  struct Group {
    std::size_t size = 0;
    std::vector<std::string> names;  // The best known.
  };
  struct Groups {
    std::vector<Group> groups;
    std::unordered_map<std::uint64_t, std::uint32_t> of;  // By key of an actor.
  };

  explicit Survey(const GraphView& view);

  const NamesIndex& names() const { return names_; }
  const std::string& first_date() const { return first_date_; }
  const std::string& last_date() const { return last_date_; }
  std::optional<std::uint32_t> place(std::uint64_t key) const;
  const Actor& actor(std::uint32_t place) const { return actors_[place]; }
  // Everybody who shares relations with an actor, by place.
  std::span<const Link> links(std::uint32_t place) const;
  // Documents of the best supported relation between the two, in either direction; 0: there is none.
  std::uint32_t support(std::uint32_t left, std::uint32_t right) const;

 private:
  NamesIndex names_;
  std::vector<Actor> actors_;
  std::unordered_map<std::uint64_t, std::uint32_t> places_;
  std::vector<std::uint32_t> begins_;
  std::vector<Link> links_;
  std::string first_date_, last_date_;
};

// Keeps a survey of a file as it is now: makes it in a thread of its own, at once and whenever the file has changed.
class Surveyor {
 public:
  using Communities = std::function<std::vector<std::vector<EntityId>>(const GraphView&)>;
  Surveyor(std::filesystem::path file, Communities communities);
  ~Surveyor();
  Surveyor(const Surveyor&) = delete;
  Surveyor& operator=(const Surveyor&) = delete;

  // Of the file as it is now if that is there in time, else the last one; the first one is waited for. Throws Refused
  // (500) if the file cannot be read.
  std::shared_ptr<const Survey> survey();
  // The same, null if even the first one takes long: for who can do without.
  std::shared_ptr<const Survey> survey_soon();
  // Null until they are known. They may be those of the file as it was.
  std::shared_ptr<const Survey::Groups> groups();

 private:
  std::shared_ptr<const Survey> wait(std::chrono::milliseconds for_the_first);
  void work();
  void look(const std::string& stamp);

  const std::filesystem::path file_;
  const Communities communities_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const Survey> survey_;
  std::shared_ptr<const Survey::Groups> groups_;
  std::string stamp_;   // Of the file that survey_ is of.
  std::string wanted_;  // Of the file as it was last seen.
  std::string failure_;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace trama
