// What the decision about one name sees, and the parts that it is made of. Private to graph/.
//
// Of other names a decision sees their key, their documents in coarse steps, their type, and, where two names are
// compared, the documents that use both. So counting one more mention of a name in thousands of documents changes no
// decision but its own (visible_state() in decisions.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/resolve/decisions.h"
#include "graph/resolve/name_form.h"

namespace trama {

// So many bearers of a surname are few.
inline constexpr std::size_t kFewBearers = 10;

// A name as another's decision sees it.
struct SeenName {
  NameId name = 0;
  std::uint64_t id = 0;
  std::shared_ptr<const NameForm> form;
  std::int64_t documents = 0;  // Coarse.
  bool rare = false;
  EntityType type = EntityType::kMisc;  // Of most mentions.
  std::string_view surface;             // The most frequent, of equals the first.
  const NameFacts* facts = nullptr;
};

// Another name that stands in a chain of coreferent mentions with this one.
struct Companion {
  SeenName seen;
  std::int64_t together = 0;  // Documents with such a chain.
};

// What speaks for two names being near: counts of what they share.
struct Nearness {
  double context = 0;       // Shared names in their documents, countries less; only of rare names.
  std::string shared;       // The first such name by key; empty if none.
  std::int32_t weeks = -1;  // Between the nearest of their weeks; -1: not known.
};

class Decision {
 public:
  Decision(NameId name, NameSource& source);

  const SeenName& self() const { return self_; }
  const NameForm& form() const { return *self_.form; }
  // By id.
  const std::vector<Companion>& companions() const { return companions_; }

  static SeenName see(NameId name, NameSource& source);
  SeenName see(NameId name) const { return see(name, source_); }
  // The other names of a block whose form `accepts`, by id; none where the block has too many.
  template <typename Accepts>
  std::vector<SeenName> block(const std::string& key, Accepts accepts) const {
    std::vector<SeenName> names;
    for (const auto& [name, form] : *source_.forms_of_block(key)) {
      if (name != self_.name && accepts(*form)) names.push_back(see(name));
    }
    return names;
  }
  // The first name of a block, of however many.
  std::optional<SeenName> first_of_block(std::string_view key) const;
  bool block_has_at_most(std::string_view key, std::size_t count) const;
  std::int64_t together(const SeenName& other) const;
  std::int64_t apart(const SeenName& other) const;
  Nearness nearness(const SeenName& other) const;

  void link(const SeenName& to, double probability, std::string reason, bool certain = false);
  std::vector<Link> take_links();

 private:
  void find_companions();

  NameSource& source_;
  SeenName self_;
  std::vector<Companion> companions_;
  std::vector<Link> links_;
};

// The most frequent surface; of equals the first.
std::string_view main_surface(const NameFacts& facts);

std::int64_t coarse(std::int64_t documents);

// Blocks, as block_keys() gives them. But for the first they hold names of one sense alone.
std::string key_block(std::string_view key);
std::string letters_block(const NameForm& form);   // The same letters.
std::string spelling_block(const NameForm& form);  // Of a person; empty for others, as below.
std::string normal_block(const NameForm& form, bool nominal);
std::string word_block(std::string_view word, const NameForm& of);  // Of people, as this name looks for them.
bool is_word_block(std::string_view block);

// Whether the two differ in one word that is near, and in no other: a spelling to be weighed.
bool near_spellings(const NameForm& left, const NameForm& right);
std::string initials_block(std::string_view initials, const NameForm& of);
std::string skeleton_block(const NameForm& form);
std::string bag_block(const NameForm& form);

// The parts, in the order in which they add links.
void link_equal_names(Decision& decision);  // Equal forms of one name.
void link_homonyms(Decision& decision);     // One key, other classes.
void link_short_names(Decision& decision);  // "Shoigu" for "Sergei Shoigu".
void link_spellings(Decision& decision);    // Typing errors and rare spellings.
void link_companions(Decision& decision);   // Names that documents use for one actor; acronyms.

// A coalition of names joined by hyphens, strokes or "y" is none of them.
bool is_coalition_with(const SeenName& whole, const SeenName& part);

double sigmoid(double value);
// "1 document", "3 documents".
std::string documents_text(std::int64_t count);

}  // namespace trama
