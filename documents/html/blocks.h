// A page as blocks of text, each with what tells articles from what stands around them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/html/page.h"

namespace trama {

// Where a block stands, by its elements and their class names; the innermost that says something counts.
enum class Place : std::uint8_t { kPlain, kOut, kComment, kCaption, kByline };

struct Block {
  std::string text;        // White space collapsed.
  std::uint32_t node = 0;  // The element that the text is directly in.
  Tag tag = Tag::kBlock;   // Of the innermost element that is not inline.
  Place place = Place::kPlain;
  std::uint32_t out_node = 0;  // kOut, kComment: the outermost element that says so.
  std::uint32_t words = 0;
  std::uint32_t link_words = 0;
  bool sentence = false;  // Reads as prose: long enough, and ends like a sentence.
};

// In the order of the page. Two breaks in a row end a block, and so does one behind the end of a sentence.
std::vector<Block> read_blocks(const Page& page);

}  // namespace trama
