#include "graph/store/tables/statement_rest.h"

#include "graph/store/tables/bytes.h"

namespace trama::store {
namespace {

// How the words of a mention are kept.
enum class Words : std::uint8_t { kCanonical, kInSentence, kApart };

std::string_view in_sentence(const Evidence& evidence, const Span& span) {
  if (span.begin < evidence.span.begin || span.end > evidence.span.end || span.end < span.begin) return {};
  const std::size_t begin = span.begin - evidence.span.begin;
  if (begin > evidence.sentence.size()) return {};
  return std::string_view(evidence.sentence).substr(begin, span.end - span.begin);
}

Words words_of(const Mention& mention, const Evidence& evidence) {
  if (mention.text == mention.canonical) return Words::kCanonical;
  return mention.text == in_sentence(evidence, mention.span) ? Words::kInSentence : Words::kApart;
}

// One bit each, from the lowest.
constexpr std::uint64_t kCanonicalBit = 1, kAliasBit = 2, kHeadBit = 4, kViaBit = 8;

// What of a mention resolution reads comes first, so that it can stop there.
void pack_facts(const Mention& mention, bool known, const Evidence& evidence, Dictionary& dictionary, ByteWriter& out) {
  const std::uint64_t flags = (known ? 0 : kCanonicalBit) | (mention.aliases.empty() ? 0 : kAliasBit) |
                              (mention.head_lemma.empty() ? 0 : kHeadBit) | (mention.via.empty() ? 0 : kViaBit);
  out.number(flags | static_cast<std::uint64_t>(words_of(mention, evidence)) << 4 |
             static_cast<std::uint64_t>(mention.type) << 6 | static_cast<std::uint64_t>(mention.kind) << 9 |
             std::uint64_t{mention.named} << 11);
  if (!known) out.number(static_cast<std::uint64_t>(dictionary.number_of(mention.canonical)));
  if (mention.aliases.empty()) return;
  out.number(mention.aliases.size());
  for (const std::string& alias : mention.aliases) out.number(static_cast<std::uint64_t>(dictionary.number_of(alias)));
}

struct MentionHead {
  MentionFacts facts;
  std::uint64_t flags = 0;

  Words words() const { return static_cast<Words>(flags >> 4 & 3); }
  MentionKind kind() const { return static_cast<MentionKind>(flags >> 9 & 3); }
};

MentionHead read_head(ByteReader& in) {
  MentionHead head;
  head.flags = in.number();
  head.facts.type = static_cast<EntityType>(std::min<std::uint64_t>(head.flags >> 6 & 7, 4));
  head.facts.named = (head.flags >> 11 & 1) != 0;
  if ((head.flags & kCanonicalBit) != 0) head.facts.canonical = static_cast<std::int64_t>(in.number());
  if ((head.flags & kAliasBit) != 0) {
    for (std::uint64_t count = in.number(); count > 0; --count) {
      head.facts.aliases.push_back(static_cast<std::int64_t>(in.number()));
    }
  }
  return head;
}

void pack_span(const Span& span, const Span& sentence, ByteWriter& out) {
  out.difference(static_cast<std::int64_t>(span.begin) - static_cast<std::int64_t>(sentence.begin));
  out.difference(static_cast<std::int64_t>(span.end) - static_cast<std::int64_t>(span.begin));
}

Span read_span(const Span& sentence, ByteReader& in) {
  Span span;
  span.begin = static_cast<std::size_t>(static_cast<std::int64_t>(sentence.begin) + in.difference());
  span.end = static_cast<std::size_t>(static_cast<std::int64_t>(span.begin) + in.difference());
  return span;
}

void pack_text(const std::string& text, Dictionary& dictionary, ByteWriter& out) {
  out.number(static_cast<std::uint64_t>(dictionary.number_of(text)));
}
std::string read_text(Dictionary& dictionary, ByteReader& in) {
  return dictionary.text(static_cast<std::int64_t>(in.number()));
}

void pack_body(const Mention& mention, const Evidence& evidence, Dictionary& dictionary, ByteWriter& out) {
  if (words_of(mention, evidence) == Words::kApart) pack_text(mention.text, dictionary, out);
  if (!mention.head_lemma.empty()) pack_text(mention.head_lemma, dictionary, out);
  if (!mention.via.empty()) pack_text(mention.via, dictionary, out);
  pack_span(mention.span, evidence.span, out);
}

Mention read_body(const MentionHead& head, const std::string& surface, const Evidence& evidence, Dictionary& dictionary,
                  ByteReader& in) {
  Mention mention;
  mention.type = head.facts.type;
  mention.kind = head.kind();
  mention.named = head.facts.named;
  mention.canonical = head.facts.canonical == 0 ? surface : dictionary.text(head.facts.canonical);
  for (const std::int64_t alias : head.facts.aliases) mention.aliases.push_back(dictionary.text(alias));
  if (head.words() == Words::kApart) mention.text = read_text(dictionary, in);
  if ((head.flags & kHeadBit) != 0) mention.head_lemma = read_text(dictionary, in);
  if ((head.flags & kViaBit) != 0) mention.via = read_text(dictionary, in);
  mention.span = read_span(evidence.span, in);
  if (head.words() == Words::kCanonical) mention.text = mention.canonical;
  if (head.words() == Words::kInSentence) mention.text = in_sentence(evidence, mention.span);
  return mention;
}

void pack_time(const TimeExpression& time, const Span& sentence, Dictionary& dictionary, ByteWriter& out) {
  for (const std::string* text : {&time.text, &time.begin, &time.end}) pack_text(*text, dictionary, out);
  pack_span(time.span, sentence, out);
}

TimeExpression read_time(const Span& sentence, Dictionary& dictionary, ByteReader& in) {
  TimeExpression time;
  for (std::string* text : {&time.text, &time.begin, &time.end}) *text = read_text(dictionary, in);
  time.span = read_span(sentence, in);
  return time;
}

void pack_quantity(const Quantity& quantity, const Span& sentence, Dictionary& dictionary, ByteWriter& out) {
  pack_text(quantity.text, dictionary, out);
  out.real(quantity.low);
  out.real(quantity.high);
  pack_text(quantity.unit, dictionary, out);
  out.number(quantity.approximate);
  pack_span(quantity.span, sentence, out);
}

Quantity read_quantity(const Span& sentence, Dictionary& dictionary, ByteReader& in) {
  Quantity quantity;
  quantity.text = read_text(dictionary, in);
  quantity.low = in.real();
  quantity.high = in.real();
  quantity.unit = read_text(dictionary, in);
  quantity.approximate = in.number() != 0;
  quantity.span = read_span(sentence, in);
  return quantity;
}

constexpr std::uint64_t kSourceBit = 1, kThemeSpanBit = 2, kTimeBit = 4, kPlaceBit = 8, kQuantityBit = 16,
                        kThroughBit = 32, kSaidTimeBit = 64, kTitleBit = 128;

std::uint64_t flags_of(const Statement& statement) {
  std::uint64_t flags = statement.source ? kSourceBit : 0;
  if (statement.theme_span) flags |= kThemeSpanBit;
  if (statement.time) flags |= kTimeBit;
  if (!statement.place.empty()) flags |= kPlaceBit;
  if (!statement.quantities.empty()) flags |= kQuantityBit;
  if (statement.source && !statement.source->through.empty()) flags |= kThroughBit;
  if (statement.source && statement.source->time) flags |= kSaidTimeBit;
  if (statement.evidence.in_title) flags |= kTitleBit;
  return flags;
}

}  // namespace

std::string pack_rest(const Statement& statement, const KnownSurfaces& known, Dictionary& dictionary) {
  ByteWriter out;
  const Evidence& evidence = statement.evidence;
  out.number(flags_of(statement));
  pack_facts(statement.subject, known.subject, evidence, dictionary, out);
  pack_facts(statement.object, known.object, evidence, dictionary, out);
  if (statement.source) pack_facts(statement.source->who, known.source, evidence, dictionary, out);
  pack_body(statement.subject, evidence, dictionary, out);
  pack_body(statement.object, evidence, dictionary, out);
  pack_span(statement.relation.span, evidence.span, out);
  if (statement.source) {
    pack_body(statement.source->who, evidence, dictionary, out);
    pack_text(statement.source->verb, dictionary, out);
    if (!statement.source->through.empty()) pack_text(statement.source->through, dictionary, out);
    if (statement.source->time) pack_time(*statement.source->time, evidence.span, dictionary, out);
  }
  if (statement.theme_span) pack_span(*statement.theme_span, evidence.span, out);
  if (statement.time) pack_time(*statement.time, evidence.span, dictionary, out);
  if (!statement.place.empty()) pack_text(statement.place, dictionary, out);
  if (!statement.quantities.empty()) out.number(statement.quantities.size());
  for (const Quantity& quantity : statement.quantities) pack_quantity(quantity, evidence.span, dictionary, out);
  return out.bytes();
}

StatementFacts read_facts(std::string_view rest) {
  ByteReader in(rest);
  StatementFacts facts;
  const std::uint64_t flags = in.number();
  facts.subject = read_head(in).facts;
  facts.object = read_head(in).facts;
  if ((flags & kSourceBit) != 0) facts.source = read_head(in).facts;
  return facts;
}

void unpack_rest(std::string_view rest, const Surfaces& surfaces, Dictionary& dictionary, Statement& statement) {
  ByteReader in(rest);
  const Evidence& evidence = statement.evidence;
  const std::uint64_t flags = in.number();
  statement.evidence.in_title = (flags & kTitleBit) != 0;
  const MentionHead subject = read_head(in);
  const MentionHead object = read_head(in);
  const MentionHead source = (flags & kSourceBit) != 0 ? read_head(in) : MentionHead{};
  statement.subject = read_body(subject, surfaces.subject, evidence, dictionary, in);
  statement.object = read_body(object, surfaces.object, evidence, dictionary, in);
  statement.relation.span = read_span(evidence.span, in);
  if ((flags & kSourceBit) != 0) {
    Attribution& attribution = statement.source.emplace();
    attribution.who = read_body(source, surfaces.source, evidence, dictionary, in);
    attribution.verb = read_text(dictionary, in);
    if ((flags & kThroughBit) != 0) attribution.through = read_text(dictionary, in);
    if ((flags & kSaidTimeBit) != 0) attribution.time = read_time(evidence.span, dictionary, in);
  }
  if ((flags & kThemeSpanBit) != 0) statement.theme_span = read_span(evidence.span, in);
  if ((flags & kTimeBit) != 0) statement.time = read_time(evidence.span, dictionary, in);
  if ((flags & kPlaceBit) != 0) statement.place = read_text(dictionary, in);
  if ((flags & kQuantityBit) != 0) {
    for (std::uint64_t count = in.number(); count > 0; --count) {
      statement.quantities.push_back(read_quantity(evidence.span, dictionary, in));
    }
  }
}

}  // namespace trama::store
