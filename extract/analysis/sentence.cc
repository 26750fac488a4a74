#include "extract/analysis/sentence.h"

#include <string_view>

namespace trama {

std::vector<EntitySpan> entity_spans(const Sentence& sentence) {
  std::vector<EntitySpan> spans;
  std::string_view open;  // Type of the name that the word before belongs to.
  for (int i = 0; i < static_cast<int>(sentence.words.size()); ++i) {
    const std::string_view tag = sentence.words[i].entity;
    if (tag.size() < 3) {
      open = {};
      continue;
    }
    const std::string_view type = tag.substr(2);
    if (tag[0] == 'I' && type == open) {
      spans.back().last = i;
    } else {
      spans.push_back({i, i, find_entity_type(type).value_or(EntityType::kMisc)});
    }
    open = type;
  }
  return spans;
}

std::string_view feature(const Word& word, std::string_view key) {
  std::string_view rest = word.feats;
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find('|'));
    if (item.size() > key.size() && item.substr(0, key.size()) == key && item[key.size()] == '=') {
      return item.substr(key.size() + 1);
    }
    rest.remove_prefix(item.size() == rest.size() ? item.size() : item.size() + 1);
  }
  return {};
}

std::vector<std::vector<int>> children_of(const Sentence& sentence) {
  std::vector<std::vector<int>> children(sentence.words.size());
  for (int i = 0; i < static_cast<int>(sentence.words.size()); ++i) {
    const int head = sentence.words[i].head;
    if (head >= 0 && head < static_cast<int>(sentence.words.size())) children[head].push_back(i);
  }
  return children;
}

}  // namespace trama
