// One name's decision, and whose decisions look at it.
#include <algorithm>

#include "graph/names/names.h"
#include "graph/resolve/decision.h"

namespace trama {
namespace {

class Dependents {
 public:
  Dependents(NameId name, NameSource& source, std::size_t changed_names)
      : name_(name), source_(source), limit_(kBlockLimit + changed_names) {}

  std::vector<NameId> find() {
    const NameKey key = source_.form(name_)->name;
    for (const std::string& block : block_keys(key)) add_block(block);
    add_block_of_equals(normal_block(*source_.form(name_), true));
    for (const AliasUse& use : source_.bearers(key.key)) names_.push_back(use.name);
    for (const AliasUse& use : source_.aliases(name_)) add_block(key_block(name_key(use.alias, true)));
    return by_id();
  }

 private:
  // Whether a block of people that has so many names now can have had no other number as its decisions see it.
  bool crosses_no_bound(std::size_t size) const {
    const std::size_t changed = limit_ - kBlockLimit;
    return size <= kBlockLimit && (changed == 0 || size <= kFewBearers || size > kFewBearers + changed);
  }

  // Names of a block so large that it was too large before this change see nothing of it.
  void add_block(const std::string& block) {
    const std::vector<NameId> names = source_.with_block(block, limit_ + 1);
    if (is_word_block(block) && crosses_no_bound(names.size())) {
      // A name in it sees those that it shortens and those that are spelled nearly as it is.
      const std::shared_ptr<const NameForm> form = source_.form(name_);
      for (const NameId other : names) {
        const std::shared_ptr<const NameForm> seen_by = source_.form(other);
        if (shortens(*seen_by, *form) || near_spellings(*seen_by, *form)) names_.push_back(other);
      }
    } else if (names.size() <= limit_) {
      names_.insert(names_.end(), names.begin(), names.end());
    } else if (names.front() == name_) {
      // All are linked to the first of a block of equals.
      add_block_of_equals(block);
    }
  }

  void add_block_of_equals(const std::string& block) {
    if (block.empty()) return;
    const std::vector<NameId> names = source_.with_block(block, std::size_t{0} - 1);
    names_.insert(names_.end(), names.begin(), names.end());
  }

  std::vector<NameId> by_id() {
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    std::erase(names_, name_);
    std::sort(names_.begin(), names_.end(),
              [&](NameId left, NameId right) { return source_.facts(left).id < source_.facts(right).id; });
    return std::move(names_);
  }

  NameId name_;
  NameSource& source_;
  std::size_t limit_;
  std::vector<NameId> names_;
};

}  // namespace

std::vector<Link> decide(NameId name, NameSource& source) {
  Decision decision(name, source);
  if (decision.form().private_to_document()) return {};
  link_equal_names(decision);
  link_homonyms(decision);
  link_short_names(decision);
  link_spellings(decision);
  link_companions(decision);
  return decision.take_links();
}

std::vector<NameId> dependents(NameId name, NameSource& source, std::size_t changed_names) {
  return Dependents(name, source, changed_names).find();
}

std::uint64_t visible_state(NameId name, NameSource& source) {
  const SeenName seen = Decision::see(name, source);
  std::string text =
      std::to_string(seen.documents) + (seen.rare ? "r" : "f") + to_string(seen.type) + std::string(seen.surface);
  for (const auto& [surface, count] : seen.facts->surfaces) {
    if (surface.find_first_of("-/") != std::string::npos) text += "\n" + surface;
  }
  for (const auto& [week, count] : source.weeks(name)) text += " " + std::to_string(week);
  for (const auto& [other, count] : source.context(name)) text += "," + std::to_string(source.facts(other).id);
  return name_id({text, NameClass::kNeutral, {}});
}

}  // namespace trama
