#include "graph/model/merge.h"

#include <algorithm>
#include <limits>

#include "base/hash.h"
#include "graph/model/dates.h"

namespace trama {
namespace {

// What a frequency count says most often; ties: the smallest. Empty if nothing was counted.
template <typename Key>
Key most_frequent(const std::map<Key, std::int64_t>& counts) {
  const auto best = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& left, const auto& right) { return left.second < right.second; });
  return best == counts.end() ? Key() : best->first;
}

std::int64_t saturating_sum(std::int64_t left, std::int64_t right) {
  return left > std::numeric_limits<std::int64_t>::max() - right ? left : left + right;
}

void put_number(std::string& bytes, std::size_t at, std::uint64_t number) {
  for (std::size_t i = 0; i < 8; ++i) bytes[at + i] = static_cast<char>(number >> 8 * i & 0xFF);
}

}  // namespace

RelationKeys::RelationKeys(const RelationIdentity& identity) : bytes_(16, '\0'), symmetric_(identity.symmetric) {
  for (const std::string_view word :
       {std::string_view(to_string(identity.polarity)), std::string_view(to_string(identity.modality)),
        std::string_view(identity.symmetric ? "--" : "->"),
        identity.symmetric ? std::string_view() : identity.preposition, identity.lemma}) {
    bytes_.resize(bytes_.size() + 8);
    put_number(bytes_, bytes_.size() - 8, word.size());
    bytes_ += word;
  }
}

std::uint64_t RelationKeys::of(std::uint64_t subject, std::uint64_t object) {
  if (symmetric_ && object < subject) std::swap(subject, object);
  put_number(bytes_, 0, subject);
  put_number(bytes_, 8, object);
  return content_hash(bytes_);
}

std::uint64_t relation_key(const RelationIdentity& identity) {
  return RelationKeys(identity).of(identity.subject, identity.object);
}

std::pair<std::string, std::string> statement_days(const Statement& statement) {
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
  if (statement.time) {
    begin = days_of(statement.time->begin);
    end = days_of(statement.time->end);
    if (end) end = *end - 1;  // The interval is half-open.
  }
  if (!begin && !end) begin = end = days_of(statement.evidence.date);
  if (!begin && !end) return {};
  return {iso_of(begin.value_or(end.value_or(0))), iso_of(end.value_or(begin.value_or(0)))};
}

void RelationMerger::add(const Statement& statement, std::string_view story, std::string_view source) {
  const Relation& relation = statement.relation;
  if (first_ == nullptr) first_ = &statement;
  ++statements_;
  ++labels_[relation.label];
  ++prepositions_[relation.preposition];
  const Kind kind{relation.event_class, relation.event_root, relation.event_direction, relation.relation_class};
  if (kind != Kind{}) ++kinds_[kind];
  Story& told = stories_[story];
  std::int64_t& count = told.counts[statement.evidence.document];
  count = saturating_sum(count, std::max(1, statement.count));
  told.confidence = std::max(told.confidence, std::clamp(statement.confidence, 0.0, 1.0));
  salience_ = std::max(salience_, std::clamp(statement.salience, 0.0, 1.0));
  if (!statement.theme.empty()) themes_.insert(statement.theme);
  if (!source.empty()) sources_.insert(source);
  const auto [first, last] = statement_days(statement);
  if (first.empty()) return;
  if (first_date_.empty() || first < first_date_) first_date_ = first;
  if (last > last_date_) last_date_ = last;
}

RelationEdge RelationMerger::edge() const {
  RelationEdge edge;
  edge.lemma = first_->relation.lemma;
  edge.symmetric = first_->relation.symmetric;
  edge.polarity = first_->polarity;
  edge.modality = first_->modality;
  edge.label = most_frequent(labels_);
  edge.preposition = most_frequent(prepositions_);
  std::tie(edge.event_class, edge.event_root, edge.event_direction, edge.relation_class) = most_frequent(kinds_);
  edge.evidence_count = statements_;
  edge.document_count = static_cast<std::int64_t>(stories_.size());
  std::vector<double> surest;
  for (const auto& [story, told] : stories_) {
    surest.push_back(told.confidence);
    const auto greatest =
        std::max_element(told.counts.begin(), told.counts.end(),
                         [](const auto& left, const auto& right) { return left.second < right.second; });
    edge.count = saturating_sum(edge.count, greatest->second);
  }
  // Products are rounded: in an order of content they are always the same.
  std::sort(surest.begin(), surest.end());
  double doubt = 1;
  for (const double confidence : surest) doubt *= 1 - confidence;
  edge.confidence = surest.size() == 1 ? surest.front() : 1 - doubt;
  edge.salience = salience_;
  edge.first_date = first_date_;
  edge.last_date = last_date_;
  edge.themes.assign(themes_.begin(), themes_.end());
  edge.sources.assign(sources_.begin(), sources_.end());
  return edge;
}

}  // namespace trama
