#include "extract/relations/confidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/error.h"
#include "base/portable_math.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

constexpr double kLowest = 0.001, kHighest = 0.985;
constexpr double kHeaviest = 20;
constexpr const char* kConstant = "constant";

// What statement_confidence.cc asks for.
const std::set<std::string_view>& feature_names() {
  static const std::set<std::string_view> kNames = {
      // Construction; without any: subject, verb, object.
      "subject_indirect", "subject_oblique", "place_oblique", "passive_agent", "apposition", "copula", "noun_event",
      "owner", "mutual", "recipient_inside_object", "swapped", "inherited_subject",
      // Participants; without any: names of people.
      "subject_nominal_with_name", "subject_nominal", "subject_bare_nominal", "subject_pronoun", "subject_dropped",
      "subject_dropped_nominal", "object_nominal_with_name", "object_nominal", "object_bare_nominal", "object_pronoun",
      "object_thing", "subject_institution", "subject_place", "subject_misc", "subject_group", "object_institution",
      "object_place", "object_misc", "object_group", "subject_unnamed_person", "object_unnamed_person", "subject_once",
      "object_once", "subject_guessed", "object_guessed", "subject_guessed_by_country", "object_guessed_by_country",
      "subject_rivals", "object_rivals", "subject_antecedent_far", "object_antecedent_far", "object_name_far",
      "subject_words", "object_words", "pointed", "dropped_thing",
      // Their places.
      "distance", "depth", "others_before_predicate", "others_before_object", "subject_behind", "subject_behind_comma",
      "subject_behind_que", "subject_root", "subject_relative", "object_before_stop", "object_behind_en",
      "object_with_a", "objects_joined", "not_first_object",
      // The predicate.
      "predicate_of_subject", "predicate_apposition", "predicate_relative", "future", "present", "subjunctive",
      "infinitive", "modals", "light", "order", "personal", "plan", "speech", "preposition", "theme", "theme_cut",
      "first_sentence", "timed",
      // How sure the analysis is, as natural logarithms.
      "certainty_of_predicate", "certainty_of_subject", "certainty_of_object", "certainty_in_object",
      "certainty_behind_subject", "certainty_behind_object", "certainty_of_sentence",
      // Who says so, and how far it holds.
      "reported", "says_of_itself", "says_of_itself_or_thing", "unnamed_source", "planned", "promised", "ordered",
      "possible", "otherwise_unreal", "negative"};
  return kNames;
}

}  // namespace

ConfidenceModel ConfidenceModel::load(const std::filesystem::path& file) {
  ConfidenceModel model;
  const Table table = Table::read(file, 2);
  for (const Table::Row& row : table.rows()) {
    double value = 0;
    const std::string &name = row.fields[0], &text = row.fields[1];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(std::abs(value) <= kHeaviest)) {
      table.fail(row, "no number from -20 to 20: " + text);
    }
    if (name != kConstant && !feature_names().contains(name)) table.fail(row, "no feature \"" + name + "\"");
    model.weights_[name] = value;
  }
  const auto demand = [&](const std::string& name) {
    if (!model.weights_.contains(name))
      throw Error(ErrorCode::kFormat, file.string() + ": no weight of \"" + name + "\"");
  };
  demand(kConstant);
  for (const std::string_view name : feature_names()) demand(std::string(name));
  return model;
}

double ConfidenceModel::operator()(const ConfidenceFeatures& features) const {
  double sum = weights_.at(kConstant);
  for (const ConfidenceFeature& feature : features) {
    const auto weight = weights_.find(feature.name);
    if (weight != weights_.end()) sum += weight->second * feature.value;
  }
  const double sure = 1 / (1 + portable_exp(-sum));
  return std::round(std::clamp(sure, kLowest, kHighest) * 1000) / 1000;
}

}  // namespace trama
