#include "graph/resolve/decisions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <sstream>

#include "graph/model/dates.h"
#include "graph/names/names.h"
#include "graph/resolve/memory_source.h"
#include "tests/graph/statements.h"

namespace trama {
namespace {

using Documents = std::map<std::string, std::vector<Statement>>;

struct Loaded {
  MemorySource source;
  std::map<std::uint64_t, NameId> names;  // By id.
};

std::vector<StatementNames> names_in(const std::vector<Statement>& of_one_document) {
  std::vector<const Statement*> statements;
  for (const Statement& statement : of_one_document) statements.push_back(&statement);
  return name_statements(statements, of_one_document.empty() ? "" : of_one_document.front().evidence.document);
}

// Names in an order of their own, so that nothing can lean on it.
std::unique_ptr<Loaded> load(const Documents& documents, std::uint32_t seed) {
  auto loaded = std::make_unique<Loaded>();
  std::vector<std::string> order;
  for (const auto& [id, statements] : documents) order.push_back(id);
  std::shuffle(order.begin(), order.end(), std::mt19937(seed));
  const auto add = [&](const NameKey& key, const Mention& mention, std::uint32_t document, std::int32_t day) {
    const NameId name = loaded->source.add(key);
    loaded->source.add_mention(name, mention.canonical, mention.type, document, day);
    for (const std::string& alias : mention.aliases) loaded->source.add_alias(name, alias, document);
  };
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::vector<Statement>& statements = documents.at(order[i]);
    const std::vector<StatementNames> names = names_in(statements);
    for (std::size_t at = 0; at < names.size(); ++at) {
      const auto day = static_cast<std::int32_t>(days_of(statements[at].evidence.date).value_or(kNoDay));
      add(names[at].subject, statements[at].subject, i, day);
      add(names[at].object, statements[at].object, i, day);
    }
  }
  loaded->source.finish();
  for (NameId name = 0; name < loaded->source.size(); ++name) {
    loaded->names.emplace(loaded->source.facts(name).id, name);
  }
  return loaded;
}

struct StoredLink {
  std::uint64_t to = 0;
  double probability = 0;
  std::string reason;
  bool certain = false;

  auto operator<=>(const StoredLink&) const = default;
};
using StoredLinks = std::map<std::uint64_t, std::vector<StoredLink>>;  // By the id of the name that decided.

std::vector<StoredLink> decide_and_store(std::uint64_t id, Loaded& loaded) {
  std::vector<StoredLink> result;
  for (const Link& link : decide(loaded.names.at(id), loaded.source)) {
    result.push_back({loaded.source.facts(link.to).id, link.probability, link.reason, link.certain});
  }
  return result;
}

StoredLinks decide_all(Loaded& loaded) {
  StoredLinks result;
  for (const auto& [id, name] : loaded.names) result[id] = decide_and_store(id, loaded);
  return result;
}

using Shown = std::map<std::vector<std::uint64_t>, std::string>;  // By the ids of an actor's names.

// One text for each actor of the names that have links here.
void describe_names(const StoredLinks& stored, Loaded& loaded, std::vector<std::string>& actors,
                    Shown* shown = nullptr) {
  std::vector<NameId> names;
  std::vector<Link> links;
  for (const auto& [id, list] : stored) {
    names.push_back(loaded.names.at(id));
    for (const StoredLink& link : list) {
      links.push_back({loaded.names.at(id), loaded.names.at(link.to), link.probability, link.reason, link.certain});
    }
  }
  for (const ActorCluster& one : cluster(names, links, {}, loaded.source)) {
    const ActorDescription actor = describe(one, loaded.source);
    std::ostringstream out;
    out << actor.key << " " << actor.name << " " << to_string(actor.type) << actor.named;
    for (const std::string& alias : actor.aliases) out << "|" << alias;
    for (const NameMerge& merge : one.merges)
      out << "\n  " << merge.name << " = " << merge.with << ": " << merge.reason;
    actors.push_back(out.str() + "\n");
    if (shown == nullptr) continue;
    std::vector<std::uint64_t> ids;
    for (const NameId member : one.members) ids.push_back(loaded.source.facts(member).id);
    (*shown)[ids] = actors.back();
  }
}

std::string joined(std::vector<std::string> actors) {
  std::sort(actors.begin(), actors.end());
  std::string text;
  for (const std::string& actor : actors) text += actor;
  return text;
}

std::string describe_all(const StoredLinks& stored, Loaded& loaded, Shown* shown = nullptr) {
  std::vector<std::string> actors;
  describe_names(stored, loaded, actors, shown);
  return joined(std::move(actors));
}

// The same, with each group of names that links connect clustered by itself.
std::string describe_components(const StoredLinks& stored, Loaded& loaded) {
  std::map<std::uint64_t, std::uint64_t> parent;
  const auto find = [&](std::uint64_t id) {
    while (parent.emplace(id, id).first->second != id) id = parent[id];
    return id;
  };
  for (const auto& [id, name] : loaded.names) find(id);
  for (const auto& [id, list] : stored) {
    for (const StoredLink& link : list) {
      if (link.probability >= 0.5) parent[find(id)] = find(link.to);
    }
  }
  std::map<std::uint64_t, StoredLinks> components;
  for (const auto& [id, name] : loaded.names) {
    const auto links = stored.find(id);
    components[find(id)][id] = links == stored.end() ? std::vector<StoredLink>() : links->second;
  }
  std::vector<std::string> actors;
  for (const auto& [id, links] : components) describe_names(links, loaded, actors);
  return joined(std::move(actors));
}

std::string text_of(const StoredLinks& links) {
  std::ostringstream out;
  for (const auto& [id, list] : links) {
    for (const StoredLink& link : list) {
      out << id << " " << link.to << " " << link.probability << " " << link.reason << " " << link.certain << "\n";
    }
  }
  return out.str();
}

// As a store does it: what changed is decided again with its dependents, the rest stays.
class Incremental {
 public:
  explicit Incremental(bool by_state) : by_state_(by_state) {}

  void change(const Documents& add, const std::vector<std::string>& remove, std::uint32_t seed) {
    Documents after = documents_;
    for (const std::string& id : remove) after.erase(id);
    for (const auto& [id, statements] : add) after[id] = statements;
    std::set<std::uint64_t> touched;
    Documents changed = add;
    for (const std::string& id : remove) changed[id] = documents_.at(id);
    std::set<std::string> written;  // Aliases in changed documents.
    for (const auto& [id, statements] : add) collect(statements, touched, written);
    for (const auto& [id, statements] : changed) collect(statements, touched, written);
    auto before = std::move(loaded_);
    if (before == nullptr) before = load(documents_, seed);
    loaded_ = load(after, seed + 1);
    documents_ = std::move(after);
    const std::size_t count = touched.size();
    std::set<std::uint64_t> again = touched;
    for (const std::uint64_t id : touched) {
      const bool stays = before->names.contains(id) && loaded_->names.contains(id);
      if (by_state_ && stays &&
          visible_state(before->names.at(id), before->source) ==
              visible_state(loaded_->names.at(id), loaded_->source)) {
        continue;
      }
      add_dependents(id, *before, count, again);
      add_dependents(id, *loaded_, count, again);
    }
    for (const std::string& key : written) add_alias(key, again);
    decided_ = again;
    for (const std::uint64_t id : again) {
      if (loaded_->names.contains(id)) {
        links_[id] = decide_and_store(id, *loaded_);
      } else {
        links_.erase(id);
      }
    }
  }

  // Names that the last change decided again.
  const std::set<std::uint64_t>& decided() const { return decided_; }
  // Of the actors before the last change, by the ids of their names, what was shown.
  Shown shown;

  Loaded& loaded() { return *loaded_; }
  const StoredLinks& links() const { return links_; }

 private:
  static void collect(const std::vector<Statement>& statements, std::set<std::uint64_t>& touched,
                      std::set<std::string>& written) {
    const std::vector<StatementNames> names = names_in(statements);
    for (std::size_t i = 0; i < names.size(); ++i) {
      touched.insert(name_id(names[i].subject));
      touched.insert(name_id(names[i].object));
      for (const auto& alias : statements[i].subject.aliases) written.insert(name_key(alias, true));
      for (const auto& alias : statements[i].object.aliases) written.insert(name_key(alias, true));
    }
  }

  static void add_dependents(std::uint64_t id, Loaded& loaded, std::size_t count, std::set<std::uint64_t>& into) {
    const auto found = loaded.names.find(id);
    if (found == loaded.names.end()) return;
    for (const NameId other : dependents(found->second, loaded.source, count)) {
      into.insert(loaded.source.facts(other).id);
    }
  }

  void add_alias(const std::string& key, std::set<std::uint64_t>& into) {
    for (const NameId name : loaded_->source.with_block("k:" + key, 1000)) into.insert(loaded_->source.facts(name).id);
    for (const AliasUse& use : loaded_->source.bearers(key)) into.insert(loaded_->source.facts(use.name).id);
  }

  bool by_state_;
  Documents documents_;
  std::unique_ptr<Loaded> loaded_;
  StoredLinks links_;
  std::set<std::uint64_t> decided_;
};

// Names that are easily mixed up.
class MixedUpDocuments {
 public:
  explicit MixedUpDocuments(std::uint32_t seed) : random_(seed) {}

  std::vector<Statement> document(const std::string& id) {
    std::vector<Statement> result;
    const int days = pick(60);
    const std::string date =
        "2024-0" + std::to_string(1 + days / 28) + "-" + (days % 28 < 9 ? "0" : "") + std::to_string(1 + days % 28);
    for (int i = 1 + pick(4); i > 0; --i) result.push_back(says(mention(), "ver", mention(), id, date));
    return result;
  }

  int pick(int below) { return static_cast<int>(random_() % static_cast<std::uint32_t>(below)); }

 private:
  Mention mention() {
    static const char* const kNames[] = {"Luis Moreno Ocampo",
                                         "Antonio Moreno Ocampo",
                                         "Moreno Ocampo",
                                         "Ocampo",
                                         "L. Moreno Ocampo",
                                         "Fidel Castro",
                                         "Raúl Castro",
                                         "Castro",
                                         "Fidel",
                                         "Stephan Dujarric",
                                         "Stephane Dujarric",
                                         "Dujarric",
                                         "Xi Jinping",
                                         "Xi Jingpin",
                                         "Al Gore",
                                         "Charles Gore",
                                         "Gore",
                                         "Mario López",
                                         "María López",
                                         "López",
                                         "Kim Jong Un",
                                         "Kim Jong-un",
                                         "Kim Yo Jong",
                                         "Kim",
                                         "Washington",
                                         "Santiago",
                                         "Mohamed ElBaradei",
                                         "El Baradei"};
    static const char* const kBodies[] = {"ONU",
                                          "Naciones Unidas",
                                          "Organización de las Naciones Unidas",
                                          "FAO",
                                          "Tribunal Supremo",
                                          "Tribunal Supremo de Venezuela",
                                          "Tribunal Supremo venezolano",
                                          "Policía Nacional",
                                          "Venezuela",
                                          "Colombia",
                                          "Yugoslavia",
                                          "Tribunal para la ex Yugoslavia",
                                          "PP",
                                          "PP-Vox",
                                          "Vox",
                                          "Partido Popular",
                                          "Partido Progresista",
                                          "Comisiones Obreras",
                                          "CC. OO.",
                                          "CCOO",
                                          "Frente Amplio Rural",
                                          "FAR",
                                          "Frente Amplio Rual",
                                          "Washington",
                                          "Santiago",
                                          "UNAMA",
                                          "Secretario General de la ONU",
                                          "Secretario General de las Naciones Unidas",
                                          "Fondo Monetario Interno",
                                          "Fondo Monetario Interna",
                                          "EE. UU."};
    static const char* const kNominals[] = {"5.000 personas",      "ese gobierno",          "altos funcionarios rusos",
                                            "gobierno venezolano", "gobierno de Venezuela", "tribunal supremo",
                                            "fuerzas armadas"};
    if (pick(8) == 0) return nominal(kNominals[pick(std::size(kNominals))]);
    const bool is_person = pick(2) == 0;
    const auto name = [&](bool of_person) {
      return std::string(of_person ? kNames[pick(std::size(kNames))] : kBodies[pick(std::size(kBodies))]);
    };
    std::vector<std::string> aliases;
    if (pick(3) == 0) aliases.push_back(name(pick(6) == 0 ? !is_person : is_person));
    const EntityType types[] = {EntityType::kOrganization, EntityType::kLocation, EntityType::kMisc};
    const bool slip = pick(10) == 0;
    const EntityType type = is_person != slip ? EntityType::kPerson : types[pick(3)];
    return test::named(name(is_person), type, std::move(aliases));
  }

  static Mention nominal(const std::string& text) { return test::nominal(text); }
  static Statement says(const Mention& subject, const char* lemma, const Mention& object, const std::string& id,
                        const std::string& date) {
    return test::says(subject, lemma, object, id, date);
  }

  std::mt19937 random_;
};

void check(Incremental& graph, const std::string& where) {
  const StoredLinks anew = decide_all(graph.loaded());
  ASSERT_EQ(text_of(graph.links()), text_of(anew)) << where;
  Shown shown;
  const std::string actors = describe_all(anew, graph.loaded(), &shown);
  // An actor none of whose names was decided again, or was one actor with such a name, is shown as before.
  std::set<std::uint64_t> affected = graph.decided();
  const auto is_affected = [&](std::uint64_t id) { return affected.contains(id); };
  for (const auto& [ids, text] : graph.shown) {
    if (std::any_of(ids.begin(), ids.end(), is_affected)) affected.insert(ids.begin(), ids.end());
  }
  for (const auto& [ids, text] : shown) {
    if (std::any_of(ids.begin(), ids.end(), is_affected)) continue;
    ASSERT_TRUE(graph.shown.contains(ids)) << where << "\n" << text;
    ASSERT_EQ(graph.shown.at(ids), text) << where;
  }
  graph.shown = std::move(shown);
  ASSERT_EQ(describe_all(graph.links(), graph.loaded()), actors) << where;
  ASSERT_EQ(describe_components(graph.links(), graph.loaded()), actors) << where;
}

class DecisionsTest : public testing::TestWithParam<int> {};

TEST_P(DecisionsTest, AddingAndRemovingDocumentsEqualsDecidingAnew) {
  const int seed = GetParam();
  MixedUpDocuments corpus(static_cast<std::uint32_t>(seed));
  Incremental graph(seed % 2 == 1);
  std::vector<std::string> held;
  for (int step = 0; step < 25; ++step) {
    Documents add;
    for (int i = corpus.pick(step % 5 == 0 ? 12 : 3); i >= 0; --i) {
      const std::string id = "d" + std::to_string(step) + "-" + std::to_string(i);
      add[id] = corpus.document(id);
      held.push_back(id);
    }
    std::vector<std::string> remove;
    while (held.size() > add.size() + 4 && corpus.pick(2) == 0) {
      const auto at = held.begin() + corpus.pick(static_cast<int>(held.size() - add.size()));
      remove.push_back(*at);
      held.erase(at);
    }
    graph.change(add, remove, static_cast<std::uint32_t>(step));
    check(graph, "seed " + std::to_string(seed) + ", step " + std::to_string(step));
    if (testing::Test::HasFatalFailure()) return;
  }
}

// A block of names that crosses the limit beyond which it tells nothing, in both directions.
TEST(Decisions, CrowdedSurname) {
  Incremental graph(false);
  Documents first;
  std::vector<std::string> ids;
  const auto document = [](int i) {
    const std::string id = "d" + std::to_string(i);
    const std::string given = std::string(1, static_cast<char>('a' + i % 26)) + static_cast<char>('a' + i / 26 % 26);
    return std::pair(id, std::vector<Statement>{test::says(test::person("B" + given + "x Garay"), "ver",
                                                           test::place("Lugo"), id, "2024-01-01")});
  };
  for (int i = 0; i < 190; ++i) first.insert(document(i));
  first["short"] = {test::says(test::person("Garay"), "ver", test::place("Lugo"), "short", "2024-01-01")};
  graph.change(first, {}, 1);
  check(graph, "below");
  Documents more;
  for (int i = 190; i < 215; ++i) {
    more.insert(document(i));
    ids.push_back(document(i).first);
  }
  graph.change(more, {}, 2);
  check(graph, "above");
  graph.change({}, ids, 3);
  check(graph, "below again");
}

INSTANTIATE_TEST_SUITE_P(Seeds, DecisionsTest, testing::Range(0, 24));

}  // namespace
}  // namespace trama
