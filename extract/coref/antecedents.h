// Whom a pronoun, a possessive or a left-out subject means: a model that ranks the chains told of so far, and nobody.
//
// A mention-ranking model (Denis & Baldridge 2007, Wiseman et al. 2015, here linear): every candidate is a row of small
// numbers, its columns; the score is the sum of the weights of what the row holds, and the probability of each
// candidate its share of the sum of 2^(score / 100). Integers throughout, so that every processor decides alike.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trama {

// What is told of one candidate. Values are small; extract/coref/chains_antecedents.cc sets them.
enum class Column : std::uint8_t {
  // Of the word that means someone, and the same for all candidates.
  kKind,
  kVerb,
  kParent,
  kPassive,
  kQuoted,
  kPlural,
  kReport,
  kThing,
  kThings,
  kClause,
  kPart,
  kPreposition,
  kWhere,
  // Of the candidate.
  kNobody,
  kType,
  kNamed,
  kGender,
  kNumber,
  kDistance,
  kNear,
  kRecency,
  kRole,
  kSubject,
  kSalience,
  kNames,
  kFirst,
  kPath,
  kCrossed,
  kBound,
  kPointed,
  kSpeaker,
  kTopic,
  kQuotes,
  kSuits,
  kFits,
  kCount
};
inline constexpr std::size_t kColumns = static_cast<std::size_t>(Column::kCount);
inline constexpr int kMaxColumn = 31;  // The greatest value of any column.

struct AntecedentRow {
  std::array<std::uint8_t, kColumns> columns{};
  int operator[](Column column) const { return columns[static_cast<std::size_t>(column)]; }
  void set(Column column, int value);  // Clamped to [0, kMaxColumn].
};

std::string_view column_name(Column column);

// Immutable once loaded; serves any number of threads.
class AntecedentModel {
 public:
  // antecedents.tsv and preferences.tsv of `data`. Throws Error: kIo, kFormat with file and line.
  static AntecedentModel load(const std::filesystem::path& data);

  // The probabilities of the rows, in thousandths, rounded down; empty of none.
  std::vector<int> probabilities(const std::vector<AntecedentRow>& rows) const;

  // How often actors of a type fill a place of a word, against how often they fill any: 0 where too few were seen,
  // 1 (hardly ever) to 5 (much more often). `type` is that of Column::kType, or kThingType.
  int preference(std::string_view place, const std::string& lemma, int type) const;
  // The same of actors that have all of these classes of actors.tsv: what is most told; 0 if nothing is.
  int class_preference(std::string_view place, const std::string& lemma, const std::set<std::string>& classes) const;

  static constexpr int kThingType = 0;
  static constexpr int kTypes = 7;

 private:
  struct Template {
    std::vector<Column> columns;  // At most three.
    std::vector<int> weights;     // By the values of the columns.
  };
  int score(const AntecedentRow& row) const;
  void load_weights(const std::filesystem::path& file);
  void load_preferences(const std::filesystem::path& file);

  std::array<std::size_t, kColumns> sizes_{};  // How many values the table has of each column.
  std::vector<Template> templates_;
  struct Preferences {
    std::array<std::uint8_t, kTypes> types{};
    std::map<std::string, int, std::less<>> classes;
  };
  const Preferences* find(std::string_view place, const std::string& lemma) const;
  std::unordered_map<std::string, Preferences> preferences_;  // By place and lemma.
};

}  // namespace trama
