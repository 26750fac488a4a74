// What entity resolution is least sure of, for people to look at (docs/graph-model.md, "People decide").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/statement.h"

namespace trama {

// One of the two names of a doubtful pair.
struct ReviewSide {
  std::string name;   // As it is written most often.
  std::string actor;  // Whose name it is now, as that is shown.
  std::string base;   // The same without what tells actors of one name apart.
  std::uint64_t id = 0;
  std::int64_t documents = 0;      // That have this name.
  std::vector<Evidence> evidence;  // At most two sentences with it, of different documents if there are.
};

struct ReviewItem {
  // `left` is the better known: the name that its actor bears, or that of more documents.
  ReviewSide left;
  ReviewSide right;
  bool merged = false;     // They are one actor now.
  double probability = 0;  // That they are.
  std::string reason;
  // Of names that are linked but whose actors cannot be one: what keeps them apart. The link, or that, is wrong.
  std::string refusal;
};

}  // namespace trama
