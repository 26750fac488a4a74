#include "graph/resolve/partings.h"

#include <algorithm>
#include <map>
#include <optional>

#include "graph/names/names.h"
#include "graph/resolve/name_form.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

bool shares_word(const std::string& left, const std::string& right) {
  const std::vector<std::string_view> words = name_words(left);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const std::vector<std::string_view> others = name_words(right);
    return word.size() > 1 && std::find(others.begin(), others.end(), word) != others.end();
  });
}

std::vector<std::string> words_of(const std::string& text) {
  return rewritten_words(fold_name(text));
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What holds of somebody for long, by which people know who is meant.
bool tells_who(const Relation& relation) {
  for (const char* kind : {"OFFICE", "MEMBERSHIP", "ORIGIN", "IDENTITY"}) {
    if (relation.relation_class == kind) return true;
  }
  return false;
}

NameKey key_of(const Mention& mention) {
  return {name_key(mention.canonical, mention.named), class_of(mention), {}};
}

std::vector<std::string> countries_in(const Mention& mention) {
  std::vector<std::string> codes;
  if (mention.named && mention.type == EntityType::kPerson) return codes;
  for (const std::string& word : words_of(name_key(mention.canonical, mention.named))) {
    if (const std::string_view code = country_of_token(word); !code.empty()) codes.emplace_back(code);
  }
  return codes;
}

// The country that a document names more often than any other; empty if there is none.
std::string most_named_country(std::span<const Statement* const> statements) {
  std::map<std::string, int> counts;
  const auto count = [&](const Mention& mention) {
    for (const std::string& code : countries_in(mention)) ++counts[code];
  };
  for (const Statement* statement : statements) {
    count(statement->subject);
    count(statement->object);
    if (statement->source) count(statement->source->who);
  }
  const auto less = [](const auto& left, const auto& right) { return left.second < right.second; };
  const auto most = std::max_element(counts.begin(), counts.end(), less);
  if (most == counts.end()) return {};
  const auto as_many = [&](const auto& one) { return one.second == most->second; };
  return std::count_if(counts.begin(), counts.end(), as_many) == 1 ? most->first : std::string();
}

}  // namespace

Partings::Partings(std::span<const UserDecision> decisions) {
  for (const UserDecision& decision : decisions) {
    const std::optional<Parting> parting =
        decision.kind == DecisionKind::kPart ? parse_parting(decision.right) : std::nullopt;
    if (!parting) continue;
    // Of names with a qualifier the id does not tell the class: they are bodies.
    Rule rule{*parting, {name_key(decision.left, true), NameClass::kOther, {}}, decision.left_id == 0, {}, {}};
    for (const NameClass kind : {NameClass::kPerson, NameClass::kOther, NameClass::kNeutral, NameClass::kNominal}) {
      const NameKey name{name_key(decision.left, kind != NameClass::kNominal), kind, {}};
      if (name_id(name) != decision.left_id) continue;
      rule.name = name;
    }
    if (parting->by == PartedBy::kOffice) rule.words = words_of(parting->value);
    if (parting->by == PartedBy::kCountry) {
      for (const std::string& word : words_of(parting->value)) rule.country = country_of_token(word);
    }
    rules_.push_back(std::move(rule));
  }
  std::sort(rules_.begin(), rules_.end());
}

// The name itself, and what a document of this bearer may call it: a short or a long form of a person's name, the name
// where the tagger takes it for something else.
bool Partings::is_about(const Rule& rule, const NameKey& name) {
  if (name.qualifier.starts_with('#')) return false;  // Of one document.
  const bool nominal = name.name_class == NameClass::kNominal;
  const bool person = name.name_class == NameClass::kPerson;
  const bool of_person = rule.name.name_class == NameClass::kPerson;
  if (name.key == rule.name.key) {
    if (rule.any_class) return true;
    const bool one_word = name.key.find(' ') == std::string::npos;
    if (nominal != (rule.name.name_class == NameClass::kNominal)) return false;
    return person == of_person || !one_word;
  }
  if (!person || (!of_person && !rule.any_class) || !shares_word(name.key, rule.name.key)) return false;
  // A surname alone has too many longer forms.
  const std::shared_ptr<const NameForm> form = form_of({rule.name.key, NameClass::kPerson, {}});
  return form->person_words.size() > 1 && compatible_people(*form_of({name.key, NameClass::kPerson, {}}), *form);
}

bool Partings::may_part(const NameKey& name) const {
  return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) { return is_about(rule, name); });
}

bool Partings::holds(const Rule& rule, const DocumentTold& document) {
  const Parting& parting = rule.parting;
  if (parting.by == PartedBy::kDocument) {
    if (parting.value == document.id) return true;
    const std::size_t mark = parting.value.rfind('#');
    return mark != std::string::npos && mark + 1 < parting.value.size() &&
           std::string_view(parting.value).substr(0, mark) == document.id &&
           document.identity.starts_with(std::string_view(parting.value).substr(mark + 1));
  }
  bool elsewhere = false;
  for (const Statement* statement : document.statements) {
    if (!tells_who(statement->relation) || !is_about(rule, key_of(statement->subject))) continue;
    if (parting.by == PartedBy::kOffice) {
      const std::vector<std::string> said = words_of(statement->relation.label + " " + statement->object.canonical);
      const auto is_said = [&](const std::string& word) { return has(said, word); };
      if (std::all_of(rule.words.begin(), rule.words.end(), is_said)) return true;
      continue;
    }
    const std::vector<std::string> countries = countries_in(statement->object);
    if (has(countries, rule.country)) return true;
    elsewhere |= !countries.empty();
  }
  if (parting.by != PartedBy::kCountry || elsewhere || rule.country.empty()) return false;
  return most_named_country(document.statements) == rule.country;
}

void Partings::apply(const DocumentTold& document, std::span<StatementNames> names) const {
  if (empty()) return;
  std::vector<std::optional<bool>> held(rules_.size());
  const auto settle = [&](NameKey& name) {
    if (name.key.empty()) return;
    name = without_sense(std::move(name));
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (!is_about(rules_[i], name)) continue;
      if (!held[i]) held[i] = holds(rules_[i], document);
      if (!*held[i]) continue;
      name = with_sense(std::move(name), rules_[i].parting.label);
      return;
    }
  };
  for (StatementNames& statement : names) {
    settle(statement.subject);
    settle(statement.object);
    settle(statement.source);
  }
}

std::vector<std::string> Partings::offices(const DocumentTold& document) const {
  std::vector<std::string> offices;
  for (const Statement* statement : document.statements) {
    if (empty() || !tells_who(statement->relation) || !is_about(rules_.front(), key_of(statement->subject))) continue;
    offices.push_back(statement->relation.label + " " + statement->object.canonical);
  }
  return offices;
}

}  // namespace trama
