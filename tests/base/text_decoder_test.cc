#include "base/text_decoder.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace trama {
namespace {

struct Result {
  std::string text;
  Encoding encoding = Encoding::kUtf8;
  std::size_t replaced = 0;

  bool operator==(const Result&) const = default;
};

Result in_pieces(std::string_view bytes, std::size_t size) {
  TextDecoder decoder;
  Result result;
  for (; bytes.size() > size; bytes.remove_prefix(size)) result.text += decoder.decode(bytes.substr(0, size), false);
  result.text += decoder.decode(bytes, true);
  result.encoding = decoder.encoding();
  result.replaced = decoder.replaced();
  return result;
}

std::string utf16(std::u16string_view text, bool little_endian) {
  std::string bytes = little_endian ? "\xFF\xFE" : "\xFE\xFF";
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    bytes += little_endian ? low : high;
    bytes += little_endian ? high : low;
  }
  return bytes;
}

TEST(TextDecoder, ReadsEveryEncodingHoweverItIsCut) {
  struct Case {
    std::string bytes;
    Result result;
  };
  const std::vector<Case> cases = {
      {"", {}},
      {"Uno", {"Uno"}},
      {"\uFEFFEl año 😀 fue \xE2\x82\xAC", {"\uFEFFEl año 😀 fue €"}},
      {"El a\xF1o pas\xF3 \x93r\xE1pido\x94", {"El año pasó “rápido”", Encoding::kWindows1252}},
      {"\xF1", {"ñ", Encoding::kWindows1252}},
      {"El año, la ni\xF1", {"El año, la ni\uFFFD", Encoding::kUtf8, 1}},
      {"ni\xF1, el año, más", {"ni\uFFFD, el año, más", Encoding::kUtf8, 1}},
      {utf16(u"El año 😀.", true), {"El año 😀.", Encoding::kUtf16}},
      {utf16(u"El año 😀.", false), {"El año 😀.", Encoding::kUtf16}},
      {utf16(u"a", true) + "b", {"a\uFFFD", Encoding::kUtf16, 1}},
      {utf16(u"a\xD83D", true), {"a\uFFFD", Encoding::kUtf16, 1}},
  };
  for (const Case& c : cases) {
    for (const std::size_t size : {1, 2, 3, 5, 1000}) {
      EXPECT_EQ(in_pieces(c.bytes, size).text, c.result.text) << size;
      EXPECT_TRUE(in_pieces(c.bytes, size) == c.result) << c.result.text << size;
    }
  }
}

TEST(TextDecoder, GivesTheSameForRandomBytesHoweverTheyAreCut) {
  const std::vector<std::string> parts = {"a",        " ",    "ñ",    "€",        "😀",           "\xF1",
                                          "\xE2\x82", "\x80", "\xFF", "\xF0\x9F", "\xED\xA0\x80"};
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (int i = static_cast<int>(random() % 12); i >= 0; --i) bytes += parts[random() % parts.size()];
    const Result whole = in_pieces(bytes, 1000);
    EXPECT_TRUE(is_valid_utf8(whole.text));
    for (const std::size_t size : {1, 2, 3}) EXPECT_TRUE(in_pieces(bytes, size) == whole) << round;
  }
}

TEST(TextDecoder, DoesNotWaitForMoreThanItNeeds) {
  TextDecoder decoder;
  EXPECT_EQ(decoder.decode("Uno dos", false), "Uno dos");
  EXPECT_EQ(decoder.decode(" a\xC3", false), " a");
  EXPECT_EQ(decoder.decode("\xB1o", false), "ño");
  EXPECT_EQ(decoder.decode(" m\xE1s", false), " m\uFFFDs");  // Decided: UTF-8.
  TextDecoder latin;
  EXPECT_EQ(latin.decode("a\xF1o, a\xF1o, a\xF1o, ", false), "a");
  EXPECT_EQ(latin.decode("a\xF1o", false), "ño, año, año, año");
}

TEST(TextDecoder, DecidesWithinBounds) {
  TextDecoder decoder;
  const std::string bytes = "\xF1" + std::string(TextDecoder::kUndecidedBytes, 'a');
  EXPECT_EQ(decoder.decode(bytes, false).size(), bytes.size() + 1);
  EXPECT_EQ(decoder.encoding(), Encoding::kWindows1252);
}

}  // namespace
}  // namespace trama
