#include "base/json_parse.h"

#include <rapidjson/encodedstream.h>
#include <rapidjson/memorystream.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

#include "base/json_events.h"

namespace trama {
namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view digits) {
  Number value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// Passes everything on to a document, numbers after reading their digits.
class Numbers : public JsonEvents {
 public:
  using JsonEvents::JsonEvents;

  bool RawNumber(const char* digits, rapidjson::SizeType size, bool /*copy*/) {
    const std::string_view text(digits, size);
    if (text != "-0") {  // The whole number would lose its sign.
      if (const auto whole = parse_number<std::int64_t>(text)) return document_.Int64(*whole);
      if (const auto whole = parse_number<std::uint64_t>(text)) return document_.Uint64(*whole);
    }
    const auto number = parse_number<double>(text);
    return number && document_.Double(*number);
  }
};

}  // namespace

rapidjson::ParseResult parse_json(json::Document& document, std::string_view text) {
  rapidjson::ParseResult result;
  const auto parse = [&](json::Document& target) {
    constexpr unsigned kFlags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream bytes(text.data(), text.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
    Numbers handler(target);
    json::Reader reader;
    result = reader.Parse<kFlags>(stream, handler);
    return !result.IsError();
  };
  document.Populate(parse);
  return result;
}

}  // namespace trama
