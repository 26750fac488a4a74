#include "extract/neural/viterbi.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace trama {
namespace {

constexpr float kIllegal = -1e30F;

bool opens(const std::string& label) {
  return label[0] == 'B' || label[0] == 'I';
}  // More of the name follows.
bool continues(const std::string& label) {
  return label[0] == 'I' || label[0] == 'E';
}  // More of it came before.

bool legal(const std::string& from, const std::string& to) {
  if (opens(from) != continues(to)) return false;
  return !opens(from) || from.substr(2) == to.substr(2);
}

void check_label(const std::string& label) {
  const bool named = label.size() > 2 && label[1] == '-' && std::string("BIES").find(label[0]) != std::string::npos;
  if (label != "O" && !named) throw Error(ErrorCode::kFormat, "'" + label + "' is no BIOES label");
}

}  // namespace

NameDecoder::NameDecoder(std::vector<std::string> labels, std::span<const float> transitions,
                         std::span<const float> start, std::span<const float> end)
    : labels_(std::move(labels)), start_(start.begin(), start.end()), end_(end.begin(), end.end()) {
  const std::size_t k = labels_.size();
  for (const std::string& label : labels_) {
    check_label(label);
    const char position = label[0] == 'S' ? 'B' : label[0] == 'E' ? 'I' : label[0];
    bio_.push_back(label == "O" ? "" : position + label.substr(1));
  }
  if (std::find(labels_.begin(), labels_.end(), "O") == labels_.end()) {
    throw Error(ErrorCode::kFormat, "no label 'O' among those of names");
  }
  transitions_.resize(k * k);
  for (std::size_t to = 0; to < k; ++to) {
    for (std::size_t from = 0; from < k; ++from) {
      transitions_[to * k + from] = legal(labels_[from], labels_[to]) ? transitions[from * k + to] : kIllegal;
    }
    if (continues(labels_[to])) start_[to] = kIllegal;
    if (opens(labels_[to])) end_[to] = kIllegal;
  }
}

std::vector<int> NameDecoder::decode(std::span<const float> emissions) const {
  const std::size_t k = labels_.size(), n = emissions.size() / k;
  if (n == 0) return {};
  std::vector<float> score(start_), next(k);
  std::vector<int> back(n * k, 0);
  for (std::size_t to = 0; to < k; ++to) score[to] += emissions[to];
  for (std::size_t i = 1; i < n; ++i) {
    for (std::size_t to = 0; to < k; ++to) {
      std::size_t best = 0;
      float best_score = score[0] + transitions_[to * k];
      for (std::size_t from = 1; from < k; ++from) {
        const float candidate = score[from] + transitions_[to * k + from];
        if (candidate > best_score) {
          best = from;
          best_score = candidate;
        }
      }
      back[i * k + to] = static_cast<int>(best);
      next[to] = best_score + emissions[i * k + to];
    }
    score.swap(next);
  }
  for (std::size_t to = 0; to < k; ++to) score[to] += end_[to];
  std::vector<int> path(n);
  path[n - 1] = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t i = n - 1; i > 0; --i) path[i - 1] = back[i * k + static_cast<std::size_t>(path[i])];
  return path;
}

}  // namespace trama
