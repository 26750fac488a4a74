#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trama {
namespace {

TEST(Utf8, RepairsAndCountsWhatIsNoUtf8) {
  struct Case {
    std::string bytes, text;
    std::size_t replaced;
  };
  const std::vector<Case> cases = {
      {"", "", 0},
      {"año", "año", 0},
      {"a\xFFz", "a\uFFFDz", 1},
      {"\xC3", "\uFFFD", 1},
      {"\xE2\x82", "\uFFFD", 1},  // Cut off: one part.
      {"\xE2\x82z", "\uFFFDz", 1},
      {"\xC0\xAF", "\uFFFD\uFFFD", 2},            // An overlong form.
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},  // A surrogate.
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", 4},
      {"\xEF\xBF\xBD", "\uFFFD", 0},  // It was there before.
      {"\xF0\x9F\x98\x80", "\U0001F600", 0},
  };
  for (const Case& c : cases) {
    const RepairedText repaired = repair_utf8(c.bytes);
    EXPECT_EQ(repaired.text, c.text);
    EXPECT_EQ(repaired.replaced, c.replaced) << c.text;
    EXPECT_EQ(is_valid_utf8(c.bytes), c.replaced == 0);
    EXPECT_TRUE(is_valid_utf8(repaired.text));
  }
}

TEST(Utf8, DecodingAlwaysMovesOnAndStaysInside) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string bytes = {static_cast<char>(first), static_cast<char>(second)};
      std::size_t position = 0;
      while (position < bytes.size()) {
        const std::size_t before = position;
        decode_utf8(bytes, position);
        ASSERT_GT(position, before);
        ASSERT_LE(position, bytes.size());
      }
    }
  }
}

TEST(Utf8, AppendsEveryScalarValueAsItDecodes) {
  for (const char32_t c : {U'a', U'ñ', U'€', U'\U0001F600', char32_t{0x7F}, char32_t{0x80}, char32_t{0x7FF},
                           char32_t{0x800}, char32_t{0xFFFF}, char32_t{0x10FFFF}}) {
    std::string text;
    append_utf8(text, c);
    std::size_t position = 0;
    EXPECT_EQ(decode_utf8(text, position), c);
    EXPECT_EQ(position, text.size());
  }
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\uFFFD\uFFFD");
}

TEST(DecodeBytes, TellsTheEncodingsApart) {
  struct Case {
    std::string bytes, text;
    Encoding encoding;
    std::size_t replaced;
  };
  const std::vector<Case> cases = {
      {"plain", "plain", Encoding::kUtf8, 0},
      {"\xEF\xBB\xBFse\xC3\xB1or", "\uFEFFseñor", Encoding::kUtf8, 0},  // A mark stays: offsets count it.
      {"se\xF1or, a\xF1o", "señor, año", Encoding::kWindows1252, 0},
      {"\x93hola\x94 \x96 3\x80", "“hola” – 3€", Encoding::kWindows1252, 0},
      {"a\x81\xF1", "a\uFFFDñ", Encoding::kWindows1252, 1},
      {"\xC3\xB1\xC3\xA1\xC3\xA9\xFF", "ñáé\uFFFD", Encoding::kUtf8, 1},  // Mostly sound: damaged UTF-8.
      {std::string("\xFF\xFE\xF1\0o\0", 6), "ño", Encoding::kUtf16, 0},
      {std::string("\xFE\xFF\0\xF1\0o", 6), "ño", Encoding::kUtf16, 0},
      {std::string("\xFE\xFF\xD8\x3D\xDE\0", 6), "\U0001F600", Encoding::kUtf16, 0},
      {std::string("\xFE\xFF\xD8\x3D\0a\0", 7), "\uFFFDa\uFFFD", Encoding::kUtf16, 2},
  };
  for (const Case& c : cases) {
    const DecodedText decoded = decode_bytes(c.bytes);
    EXPECT_EQ(decoded.text, c.text);
    EXPECT_EQ(decoded.encoding, c.encoding) << to_string(decoded.encoding) << " for " << c.text;
    EXPECT_EQ(decoded.replaced, c.replaced) << c.text;
  }
}

TEST(Utf8, ComposesToNfc) {
  EXPECT_EQ(to_nfc("n\u0303andu\u0301"), "ñandú");
  EXPECT_EQ(to_nfc("ñandú"), "ñandú");
  EXPECT_EQ(to_nfc(""), "");
  const std::string once = to_nfc("e\u0301\u0327o\u0308");
  EXPECT_EQ(to_nfc(once), once);
}

TEST(Utf8, NormalisesTextsLongerThanOnePiece) {
  std::string decomposed, composed;
  for (int i = 0; i < 6'000'000; ++i) {
    decomposed += "n\u0303";
    composed += "ñ";
  }
  EXPECT_EQ(to_nfc(decomposed + " fin"), composed + " fin");
}

TEST(Utf8, MapsCaseByCharacter) {
  EXPECT_EQ(to_lower("ÁNGEL Ñ Ü €"), "ángel ñ ü €");
  EXPECT_EQ(to_upper("ángel ñ ß"), "ÁNGEL Ñ ß");
  EXPECT_EQ(to_lower("I"), "i");
}

TEST(FoldKey, MakesSpellingsOfANameEqual) {
  const std::vector<std::pair<std::string, std::string>> equal = {
      {"Ñandú", "nandu"},
      {"  José \n María ", "jose maria"},
      {"Jose\u0301", "josé"},
      {"Lech Wałęsa", "lech walesa"},
      {"O’Brien", "o'brien"},
      {"Corea\u00A0del Norte", "COREA DEL NORTE"},
      {"Coca\u2010Cola", "coca-cola"},
      {"Straße", "STRASSE"},
      {"pa\u00ADlabra", "palabra"},
      {"ﬁn", "FIN"},
  };
  for (const auto& [a, b] : equal) EXPECT_EQ(fold_key(a), fold_key(b));
  EXPECT_EQ(fold_key("Seúl"), "seul");
  EXPECT_NE(fold_key("Seúl"), fold_key("Raúl"));
  EXPECT_EQ(fold_key(fold_key("Ñandú – ŁÓDŹ")), fold_key("Ñandú – ŁÓDŹ"));
}

// The letters of Spanish go a shorter way, which a character that shows nothing bars.
TEST(FoldKey, GivesTheSameWithAndWithoutIcu) {
  std::string all = " ";
  for (char c = 1; c < 127; ++c) all += c;
  all += '\x7F';
  for (const char32_t c : std::u32string(U"ÁÉÍÓÚÜÑáéíóúüñÀàÇçßÿ×÷¿¡")) {
    append_utf8(all, c);
    const std::string text = "a " + all + " ";
    EXPECT_EQ(fold_key(text), fold_key(text + "\u200B"));
  }
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t begin = i;
    decode_utf8(all, i);
    const std::string one = all.substr(begin, i - begin);
    EXPECT_EQ(fold_key(one), fold_key("\u200B" + one)) << one;
    EXPECT_EQ(fold_key("x" + one + "y"), fold_key("x" + one + "\u200By")) << one;
  }
  EXPECT_EQ(fold_key("a\xC3"), fold_key("a\u200B\xC3"));
}

TEST(CollapseSpaces, KnowsAllWhiteSpace) {
  EXPECT_EQ(collapse_spaces(" a\t\r\n b\u00A0\u2003c\u2028"), "a b c");
  EXPECT_EQ(collapse_spaces(" \n"), "");
}

TEST(CollapseSpaces, LeavesOutWhatShowsNothing) {
  const std::string text = "\uFEFFLu\u00ADcía\u200B \u202E\u2066 Ruiz\u200F";
  EXPECT_TRUE(has_invisible(text));
  EXPECT_EQ(collapse_spaces(text), "Lucía Ruiz");
  EXPECT_EQ(without_invisible("a \u202Eb"), "a b");
  const std::string family = "\U0001F468\u200D\U0001F469";  // One picture of two people.
  EXPECT_FALSE(has_invisible(family + "ñandú"));
  EXPECT_EQ(collapse_spaces(family), family);
}

}  // namespace
}  // namespace trama
