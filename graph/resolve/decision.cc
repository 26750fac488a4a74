#include "graph/resolve/decision.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "graph/names/names.h"

namespace trama {
namespace {

// A companion in fewer than this part of the documents of the most frequent one is a slip.
constexpr std::int64_t kSlipPart = 50;
constexpr double kCountryContext = 0.25;

EntityType most_frequent_type(const NameFacts& facts) {
  return static_cast<EntityType>(std::max_element(facts.type_counts.begin(), facts.type_counts.end()) -
                                 facts.type_counts.begin());
}

std::int32_t weeks_between(const std::vector<std::pair<std::int32_t, std::int32_t>>& left,
                           const std::vector<std::pair<std::int32_t, std::int32_t>>& right) {
  std::int32_t nearest = -1;
  for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
    const std::int32_t distance = std::abs(a->first - b->first);
    if (nearest < 0 || distance < nearest) nearest = distance;
    ++(a->first < b->first ? a : b);
  }
  return nearest;
}

}  // namespace

std::shared_ptr<const NameSource::BlockForms> NameSource::forms_of_block(const std::string& block) {
  constexpr std::size_t kRememberedBlocks = 256;
  if (const auto found = forms_.find(block); found != forms_.end()) return found->second;
  if (forms_.size() >= kRememberedBlocks) forms_.clear();
  auto forms = std::make_shared<BlockForms>();
  const std::vector<NameId> names = with_block(block, kBlockLimit + 1);
  if (names.size() <= kBlockLimit) {
    for (const NameId name : names) forms->emplace_back(name, form(name));
  }
  forms_.emplace(block, forms);
  return forms;
}

std::int64_t coarse(std::int64_t documents) {
  // The three highest bits.
  const int drop = std::max(0, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(documents))) - 3);
  return (documents >> drop) << drop;
}

double sigmoid(double value) {
  return 1 / (1 + std::exp(-value));
}

std::string_view main_surface(const NameFacts& facts) {
  const auto best = std::max_element(facts.surfaces.begin(), facts.surfaces.end(),
                                     [](const auto& left, const auto& right) { return left.second < right.second; });
  return best == facts.surfaces.end() ? std::string_view(facts.name.key) : std::string_view(best->first);
}

bool is_coalition_with(const SeenName& whole, const SeenName& part) {
  for (const auto& [surface, count] : whole.facts->surfaces) {
    std::string_view rest = surface;
    if (rest.find_first_of("-/") == std::string_view::npos) continue;
    for (;;) {
      const std::size_t end = rest.find_first_of("-/");
      if (fold_name(rest.substr(0, end)) == part.form->name.key) return true;
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
  }
  const std::string& key = whole.form->name.key;
  const std::string& member = part.form->name.key;
  return key.starts_with(member + " y ") || key.ends_with(" y " + member) || key.starts_with(member + " e ");
}

std::string documents_text(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " document" : " documents");
}

Decision::Decision(NameId name, NameSource& source) : source_(source), self_(see(name)) {
  if (!form().nominal()) find_companions();
}

SeenName Decision::see(NameId name, NameSource& source) {
  const NameFacts& facts = source.facts(name);
  SeenName seen{name, facts.id, source.form(name)};
  seen.documents = coarse(facts.documents);
  seen.rare = facts.documents <= kRareDocuments;
  seen.type = most_frequent_type(facts);
  seen.surface = main_surface(facts);
  seen.facts = &facts;
  return seen;
}

void Decision::find_companions() {
  std::map<NameId, std::int64_t> together;
  for (const AliasUse& use : source_.bearers(self_.form->name.key)) together[use.name] += use.documents;
  for (const AliasUse& use : source_.aliases(self_.name)) {
    for (const NameId other : source_.with_block(key_block(name_key(use.alias, true)), kBlockLimit)) {
      together[other] += use.documents;
    }
  }
  together.erase(self_.name);
  std::int64_t most = 0;
  for (const auto& [other, documents] : together) most = std::max(most, documents);
  for (const auto& [other, documents] : together) {
    if (documents * kSlipPart < most) continue;
    SeenName seen = see(other);
    if (!seen.form->nominal() && seen.form->sense == form().sense) companions_.push_back({std::move(seen), documents});
  }
  std::sort(companions_.begin(), companions_.end(),
            [](const Companion& left, const Companion& right) { return left.seen.id < right.seen.id; });
}

std::optional<SeenName> Decision::first_of_block(std::string_view key) const {
  const std::vector<NameId> names = source_.with_block(key, 1);
  if (names.empty()) return std::nullopt;
  return see(names.front());
}

bool Decision::block_has_at_most(std::string_view key, std::size_t count) const {
  return source_.with_block(key, count + 1).size() <= count;
}

std::int64_t Decision::together(const SeenName& other) const {
  const auto found = std::lower_bound(companions_.begin(), companions_.end(), other.id,
                                      [](const Companion& left, std::uint64_t id) { return left.seen.id < id; });
  return found != companions_.end() && found->seen.id == other.id ? found->together : 0;
}

std::int64_t Decision::apart(const SeenName& other) const {
  return source_.documents_apart(self_.name, other.name);
}

Nearness Decision::nearness(const SeenName& other) const {
  Nearness result;
  result.weeks = weeks_between(source_.weeks(self_.name), source_.weeks(other.name));
  if (!self_.rare || !other.rare) return result;
  std::map<NameId, std::int32_t> mine;
  for (const auto& [name, documents] : source_.context(self_.name)) mine[name] = documents;
  for (const auto& [name, documents] : source_.context(other.name)) {
    if (!mine.contains(name) || name == self_.name || name == other.name) continue;
    const std::shared_ptr<const NameForm> seen = source_.form(name);
    if (seen->private_to_document()) continue;
    result.context += seen->known ? kCountryContext : 1;
    if (result.shared.empty() || seen->name.key < result.shared) result.shared = seen->name.key;
  }
  return result;
}

void Decision::link(const SeenName& to, double probability, std::string reason, bool certain) {
  if (to.name == self_.name) return;
  for (Link& link : links_) {
    if (link.to != to.name) continue;
    if (link.certain || (!certain && link.probability >= probability)) return;
    link = {self_.name, to.name, probability, std::move(reason), certain};
    return;
  }
  links_.push_back({self_.name, to.name, probability, std::move(reason), certain});
}

std::vector<Link> Decision::take_links() {
  std::map<NameId, std::uint64_t> ids;
  for (const Link& link : links_) ids[link.to] = source_.facts(link.to).id;
  std::sort(links_.begin(), links_.end(),
            [&](const Link& left, const Link& right) { return ids[left.to] < ids[right.to]; });
  return std::move(links_);
}

}  // namespace trama
