#include "graph/query/query_parser.h"

#include <charconv>
#include <set>
#include <string>
#include <tao/pegtl/contrib/parse_tree.hpp>

#include "base/error.h"
#include "base/utf8.h"
#include "graph/names/names.h"
#include "graph/query/query_grammar.h"

namespace trama::query {
namespace {

namespace pegtl = tao::pegtl;
namespace g = grammar;
using pegtl::parse_tree::node;

// The furthest place at which a token was wanted and not there, and all tokens wanted there.
struct Furthest {
  std::size_t position = 0;
  std::set<std::string> expected;

  void note(std::size_t at, const char* token) {
    if (at > position) expected.clear();
    if (at >= position) expected.insert(token);
    position = std::max(position, at);
  }
};

template <typename Rule>
struct Control : pegtl::normal<Rule> {
  template <typename Input>
  static void failure(const Input& in, Furthest& furthest) {
    if constexpr (requires { Rule::kExpected; }) furthest.note(in.byte(), Rule::kExpected);
  }
};

template <typename Rule>
using Selector = pegtl::parse_tree::selector<
    Rule, pegtl::parse_tree::store_content::on<
              g::String, g::Number, g::LiteralTrue, g::LiteralFalse, g::LiteralNull, g::ListLiteral, g::Call,
              g::CallStar, g::CallDistinct, g::FunctionName, g::Reference, g::Property, g::PropertyName, g::Minus,
              g::Unary, g::ProductSign, g::Product, g::SumSign, g::Sum, g::Contains, g::StartsWith, g::EndsWith, g::In,
              g::IsNull, g::IsNotNull, g::Predicate, g::CompareSign, g::Comparison, g::Negator, g::Negation, g::And1,
              g::Xor1, g::Or1, g::MapKey, g::MapEntry, g::Map, g::Label, g::PatternVariable, g::Node, g::HopsFrom,
              g::HopsTo, g::HopsDots, g::Hops, g::Type, g::LeftRelation, g::RightRelation, g::BothRelation, g::Path,
              g::MatchClause, g::Condition, g::ColumnName, g::Item, g::ReturnStar, g::ReturnDistinct, g::Down, g::Up,
              g::SortKey, g::OrderClause, g::SkipCount, g::LimitCount>>;

std::string without_backticks(std::string_view name) {
  return std::string(name.starts_with('`') ? name.substr(1, name.size() - 2) : name);
}

std::string unescape(std::string_view quoted) {
  std::string text;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    char c = quoted[i];
    if (c == '\\') {
      c = quoted[++i];
      if (c == 'n') c = '\n';
      if (c == 't') c = '\t';
      if (c == 'r') c = '\r';
    }
    text += c;
  }
  return text;
}

class TreeReader {
 public:
  explicit TreeReader(std::string_view text) : text_(text) {}

  ParsedQuery query(const node& root) {
    ParsedQuery query;
    int clause = -1;
    for (const auto& child : root.children) {
      if (child->is_type<g::MatchClause>()) {
        ++clause;
        for (const auto& path : child->children) query.patterns.push_back(path_pattern(*path, clause));
      } else if (child->is_type<g::Condition>()) {
        query.conditions.push_back(expression(*child->children.at(0)));
      } else {
        read_result(*child, query);
      }
    }
    return query;
  }

 private:
  // Of the first token; nodes begin with the white space before it.
  std::size_t position(const node& at) const {
    const std::size_t blanks = at.string_view().find_first_not_of(" \t\r\n");
    return at.begin().byte + (blanks == std::string_view::npos ? 0 : blanks);
  }

  void read_result(const node& child, ParsedQuery& query) {
    if (child.is_type<g::ReturnDistinct>()) query.distinct = true;
    if (child.is_type<g::ReturnStar>()) query.return_all = true;
    if (child.is_type<g::SkipCount>()) query.skip = integer(child);
    if (child.is_type<g::LimitCount>()) query.limit = integer(child);
    if (child.is_type<g::Item>()) {
      ReturnItem item{expression(*child.children.at(0)), {}};
      item.column =
          child.children.size() > 1 ? without_backticks(child.children[1]->string_view()) : item.expression->text;
      query.items.push_back(std::move(item));
    }
    if (child.is_type<g::OrderClause>()) {
      for (const auto& key : child.children) {
        const bool down = key->children.size() > 1 && key->children[1]->is_type<g::Down>();
        query.order.push_back({expression(*key->children.at(0)), down});
      }
    }
  }

  std::int64_t integer(const node& at) const {
    const std::string_view digits = at.string_view();
    std::int64_t value = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) {
      fail(text_, position(at), "the number is too large");
    }
    return value;
  }

  PathPattern path_pattern(const node& at, int clause) {
    PathPattern path;
    path.clause = clause;
    for (const auto& child : at.children) {
      if (child->is_type<g::Node>()) {
        path.nodes.push_back(node_pattern(*child));
      } else {
        path.relations.push_back(relation_pattern(*child));
      }
    }
    return path;
  }

  NodePattern node_pattern(const node& at) {
    NodePattern pattern;
    pattern.position = position(at);
    for (const auto& child : at.children) {
      if (child->is_type<g::PatternVariable>()) pattern.variable = without_backticks(child->string_view());
      if (child->is_type<g::Label>()) {
        pattern.labels.emplace_back(without_backticks(child->string_view()), position(*child));
      }
      if (child->is_type<g::Map>()) pattern.properties = map(*child);
    }
    return pattern;
  }

  RelationPattern relation_pattern(const node& at) {
    RelationPattern pattern;
    pattern.position = position(at);
    pattern.direction = at.is_type<g::LeftRelation>()    ? Direction::kLeft
                        : at.is_type<g::RightRelation>() ? Direction::kRight
                                                         : Direction::kBoth;
    for (const auto& child : at.children) {
      if (child->is_type<g::PatternVariable>()) pattern.variable = without_backticks(child->string_view());
      if (child->is_type<g::Type>()) pattern.types.push_back(fold_name(without_backticks(child->string_view())));
      if (child->is_type<g::Map>()) pattern.properties = map(*child);
      if (child->is_type<g::Hops>()) read_hops(*child, pattern);
    }
    return pattern;
  }

  void read_hops(const node& at, RelationPattern& pattern) const {
    pattern.variable_length = true;
    pattern.max_hops = kMostHops;
    bool range = false;
    for (const auto& child : at.children) {
      if (child->is_type<g::HopsDots>()) {
        range = true;
        continue;
      }
      const std::int64_t hops = integer(*child);
      if (hops > kMostHops) {
        fail(text_, position(*child), "a path in a pattern can have " + std::to_string(kMostHops) + " steps at most");
      }
      if (child->is_type<g::HopsFrom>()) pattern.min_hops = static_cast<int>(hops);
      if (child->is_type<g::HopsTo>()) pattern.max_hops = static_cast<int>(hops);
    }
    if (!range && !at.children.empty()) pattern.max_hops = pattern.min_hops;
    if (pattern.min_hops > pattern.max_hops) fail(text_, position(at), "the range of steps is empty");
  }

  std::vector<NamedValue> map(const node& at) {
    std::vector<NamedValue> entries;
    for (const auto& entry : at.children) {
      entries.push_back({without_backticks(entry->children.at(0)->string_view()), expression(*entry->children.at(1)),
                         position(*entry->children[0])});
    }
    return entries;
  }

  ExpressionPtr make(Kind kind, const node& at) const {
    auto result = std::make_unique<Expression>();
    result->kind = kind;
    result->position = position(at);
    result->text = std::string(at.string_view());
    return result;
  }

  void adopt(Expression& parent, ExpressionPtr child) const {
    parent.depth = std::max(parent.depth, child->depth + 1);
    if (parent.depth > kDeepestExpression) fail(text_, child->position, "the expression has too many operators");
    parent.children.push_back(std::move(child));
  }

  ExpressionPtr binary(Kind kind, const node& at, ExpressionPtr left, ExpressionPtr right) const {
    ExpressionPtr result = make(kind, at);
    result->position = left->position;
    adopt(*result, std::move(left));
    adopt(*result, std::move(right));
    return result;
  }

  // An operator's node with one child is only a step of the grammar.
  ExpressionPtr expression(const node& at) {
    if (at.is_type<g::Or1>()) return chain(at, Kind::kOr);
    if (at.is_type<g::Xor1>()) return chain(at, Kind::kXor);
    if (at.is_type<g::And1>()) return chain(at, Kind::kAnd);
    if (at.is_type<g::Negation>()) return prefixed(at, Kind::kNot);
    if (at.is_type<g::Unary>()) return prefixed(at, Kind::kNegate);
    if (at.is_type<g::Comparison>()) return signs(at, Kind::kCompare);
    if (at.is_type<g::Sum>() || at.is_type<g::Product>()) return signs(at, Kind::kArithmetic);
    if (at.is_type<g::Predicate>()) return predicate(at);
    if (at.is_type<g::Property>()) return property(at);
    if (at.is_type<g::Call>()) return call(at);
    if (at.is_type<g::ListLiteral>()) return list(at);
    return leaf(at);
  }

  // "Or1" and the like hide the white space that came before; the text of a column starts behind it.
  ExpressionPtr chain(const node& at, Kind kind) {
    ExpressionPtr result;
    for (const auto& child : at.children) {
      ExpressionPtr next = expression(*child);
      result = result ? binary(kind, at, std::move(result), std::move(next)) : std::move(next);
    }
    if (at.children.size() > 1) result->text = collapse_spaces(at.string_view());
    return result;
  }

  ExpressionPtr prefixed(const node& at, Kind kind) {
    ExpressionPtr result = expression(*at.children.back());
    for (std::size_t i = 1; i < at.children.size(); ++i) {
      ExpressionPtr outer = make(kind, at);
      adopt(*outer, std::move(result));
      outer->text = collapse_spaces(at.string_view());
      result = std::move(outer);
    }
    return result;
  }

  // Operands with signs between them.
  ExpressionPtr signs(const node& at, Kind kind) {
    ExpressionPtr result = expression(*at.children.at(0));
    for (std::size_t i = 1; i + 1 < at.children.size(); i += 2) {
      result = binary(kind, at, std::move(result), expression(*at.children[i + 1]));
      result->name = std::string(at.children[i]->string_view());
      result->text = collapse_spaces(at.string_view());
    }
    return result;
  }

  ExpressionPtr predicate(const node& at) {
    ExpressionPtr result = expression(*at.children.at(0));
    for (std::size_t i = 1; i < at.children.size(); ++i) {
      const node& sign = *at.children[i];
      if (sign.is_type<g::IsNull>() || sign.is_type<g::IsNotNull>()) {
        ExpressionPtr outer = make(sign.is_type<g::IsNull>() ? Kind::kIsNull : Kind::kIsNotNull, at);
        adopt(*outer, std::move(result));
        result = std::move(outer);
      } else {
        const Kind kind = sign.is_type<g::Contains>()     ? Kind::kContains
                          : sign.is_type<g::StartsWith>() ? Kind::kStartsWith
                          : sign.is_type<g::EndsWith>()   ? Kind::kEndsWith
                                                          : Kind::kIn;
        result = binary(kind, at, std::move(result), expression(*at.children.at(++i)));
      }
      result->text = collapse_spaces(at.string_view());
    }
    return result;
  }

  ExpressionPtr property(const node& at) {
    ExpressionPtr result = expression(*at.children.at(0));
    for (std::size_t i = 1; i < at.children.size(); ++i) {
      ExpressionPtr outer = make(Kind::kProperty, *at.children[i]);
      outer->name = without_backticks(at.children[i]->string_view());
      outer->text = result->text + "." + outer->name;
      adopt(*outer, std::move(result));
      result = std::move(outer);
    }
    return result;
  }

  ExpressionPtr call(const node& at) {
    ExpressionPtr result = make(Kind::kCall, *at.children.at(0));
    result->name = to_lower(at.children[0]->string_view());
    result->text = collapse_spaces(at.string_view());
    for (std::size_t i = 1; i < at.children.size(); ++i) {
      if (at.children[i]->is_type<g::CallStar>()) {
        result->star = true;
      } else if (at.children[i]->is_type<g::CallDistinct>()) {
        result->distinct = true;
      } else {
        adopt(*result, expression(*at.children[i]));
      }
    }
    return result;
  }

  ExpressionPtr list(const node& at) {
    ExpressionPtr result = make(Kind::kList, at);
    result->text = collapse_spaces(at.string_view());
    for (const auto& child : at.children) adopt(*result, expression(*child));
    return result;
  }

  ExpressionPtr leaf(const node& at) {
    ExpressionPtr result = make(at.is_type<g::Reference>() ? Kind::kVariable : Kind::kLiteral, at);
    const std::string_view text = at.string_view();
    if (at.is_type<g::Reference>()) result->name = without_backticks(text);
    if (at.is_type<g::String>()) result->literal = unescape(text);
    if (at.is_type<g::LiteralTrue>()) result->literal = true;
    if (at.is_type<g::LiteralFalse>()) result->literal = false;
    if (at.is_type<g::Number>()) {
      if (text.find('.') == std::string_view::npos) {
        result->literal = integer(at);
      } else {
        double value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        result->literal = value;
      }
    }
    return result;
  }

  std::string_view text_;
};

// Recursion follows brackets, so their depth is bounded before parsing.
void check_nesting(std::string_view text) {
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\' && quote != '`') ++i;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      if (++depth > kDeepestNesting) fail(text, i, "brackets are nested too deeply");
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    }
  }
}

// Clauses of Cypher that the subset does not have deserve better than "expected MATCH".
void check_clauses(std::string_view text, std::size_t position) {
  std::size_t end = position;
  while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) != 0)) ++end;
  const std::string word = to_lower(text.substr(position, end - position));
  for (const char* write : {"create", "merge", "set", "delete", "detach", "remove", "drop", "foreach", "load"}) {
    if (word == write) fail(text, position, "queries are read-only: " + to_upper(word) + " is not possible");
  }
  for (const char* known : {"optional", "with", "unwind", "union", "call", "case", "exists"}) {
    if (word == known) fail(text, position, to_upper(word) + " is not part of the supported subset (docs/query.md)");
  }
}

std::string expected_tokens(const std::set<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) {
    const bool is_sign_or_word = token.size() < 3 || token.find(' ') == std::string::npos;
    if (!text.empty()) text += ", ";
    text += is_sign_or_word ? "'" + to_upper(token) + "'" : token;
  }
  return text;
}

}  // namespace

void fail(std::string_view text, std::size_t position, const std::string& message) {
  position = std::min(position, text.size());
  const std::size_t line_begin = text.substr(0, position).rfind('\n') + 1;  // npos + 1 is 0.
  const std::size_t line = 1 + static_cast<std::size_t>(std::count(
                                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
  std::string_view shown = text.substr(line_begin, text.find('\n', position) - line_begin);
  std::size_t column = 1;
  std::string pad;
  for (std::size_t at = line_begin; at < position; ++column) {
    const char32_t c = decode_utf8(text, at);
    pad += c == '\t' ? '\t' : ' ';
  }
  std::string printable(shown.substr(0, 300));
  for (char& c : printable) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
  }
  const std::string where = "line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
  const std::string caret = pad.size() < 300 ? "\n" + printable + "\n" + pad + "^" : std::string();
  throw Error(ErrorCode::kSyntax, where + message + caret);
}

ParsedQuery parse(std::string_view text) {
  if (text.size() > kLongestQuery) {
    throw Error(ErrorCode::kSyntax, "the query is longer than " + std::to_string(kLongestQuery) + " bytes");
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') fail(text, i, "a zero byte");
  }
  if (!is_valid_utf8(text)) throw Error(ErrorCode::kSyntax, "the query is not valid UTF-8");
  check_nesting(text);
  Furthest furthest;
  pegtl::memory_input<> in(text.data(), text.data() + text.size(), "query");
  const std::unique_ptr<node> root =
      pegtl::parse_tree::parse<g::Query, Selector, pegtl::nothing, Control>(in, furthest);
  if (root == nullptr) {
    check_clauses(text, furthest.position);
    fail(text, furthest.position,
         (furthest.position == text.size() ? "the query ends here, expected " : "expected ") +
             expected_tokens(furthest.expected));
  }
  return TreeReader(text).query(*root);
}

}  // namespace trama::query
